"""What a person downloads of questions, and what their erasure leaves."""

import json

from django.utils import timezone

from community.models import Answer, Asked, AskingChoice, Question, Resource
from profiles import my_data
from tests.community.questions.mine import fill
from tests.privacy.test_erasure import erase
from tests.privacy.world import NAME, found


def test_the_download_has_it_all_and_nothing_of_others(cast):
    fill(cast, NAME)
    made = my_data.of(cast.ben, now=timezone.now())["what_is_here"]
    text = json.dumps(made, default=str)
    for words in (f"What would {NAME} do?", f"I am {NAME}.", f"Ask {NAME}.", f"Is {NAME} here?"):
        assert words in text, words
    # What Ada answered him is hers.
    assert "Cast both to a" not in text
    others = json.dumps(my_data.of(cast.cora, now=timezone.now()), default=str)
    assert "How to begin?" not in others


def test_what_was_between_two_goes_and_the_library_stays_without_the_name(cast, sign_in):
    item = fill(cast, NAME)
    erase(cast.ben)
    assert found(NAME) == []
    titles = set(Question.objects.values_list("title", flat=True))
    assert titles == {"How to begin?", "Is *** here?"}
    assert Answer.objects.count() == 0
    assert not Asked.objects.filter(profile=cast.ben.pk).exists()
    assert not AskingChoice.objects.filter(profile=cast.ben.pk).exists()
    assert set(Question.objects.values_list("wanted", flat=True)) == {None}
    kept = Resource.objects.get(pk=item.pk)
    assert kept.summary == "Emil Novak asked, *** answered."
    assert kept.is_published
    assert sign_in(cast.emil).get(f"/library/{item.pk}/").status_code == 200
