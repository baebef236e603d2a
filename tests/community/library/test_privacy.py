"""What a person downloads of the library, and what their erasure leaves."""

import json

from django.utils import timezone

from community.models import LinkReport, Recommendation, Resource, ResourceVersion, SavedResource
from profiles import my_data
from tests.community.library.mine import fill
from tests.privacy.test_erasure import erase
from tests.privacy.world import NAME, found


def test_the_download_has_it_all_and_nothing_of_others(cast):
    fill(cast, NAME)
    made = my_data.of(cast.ben, now=timezone.now())
    text = json.dumps(made["what_is_here"], default=str)
    for words in (
        *("A draft of mine", "A suggestion of mine", "mine.txt", "My words.", "we have it."),
        *("Coaching", f"Ask {NAME}.", "Of somebody else"),
    ):
        assert words in text, words
    others = json.dumps(my_data.of(cast.dan, now=timezone.now())["what_is_here"], default=str)
    assert "A draft of mine" not in others


def test_the_library_stays_and_the_name_goes(cast, sign_in):
    document, other = fill(cast, NAME)
    erase(cast.ben)
    assert found(f" {NAME}", f"{NAME} ", f"{NAME}.") == []
    titles = set(Resource.objects.values_list("title", flat=True))
    assert titles == {"By ***", "A file of mine", "Of somebody else"}
    assert ResourceVersion.objects.get().body == "Ask ***."
    rows = [model.objects.count() for model in (SavedResource, Recommendation, LinkReport)]
    assert rows == [0, 0, 0]
    page = sign_in(cast.emil).get(f"/library/{document.pk}/").text
    assert "Former member" in page
    assert "Nobody at the moment" in page
    assert "Ben" not in page
    desk = sign_in(cast.hana).get("/hr/content/library/?show=ownerless").text
    assert "By ***" in desk
    assert Resource.objects.get(pk=other.pk).is_published
