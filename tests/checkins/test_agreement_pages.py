import pytest
from django.utils import timezone

from checkins import agreements
from checkins.models import Agreement
from matching.models import Pair
from profiles.contributions import home_tasks
from profiles.visits import Visit
from tests.checkins.space import WORDS, signed_agreement, write_agreement
from tests.people import enroll, make_pair, make_person

pytestmark = pytest.mark.django_db


def url(cast, end=""):
    return f"/pairs/{cast.pair.pk}/agreement/{end}"


def signing_tasks(person):
    found = home_tasks(Visit(person, timezone.now()))
    return [task for task in found if task.url.endswith("/agreement/")]


def test_without_an_agreement_the_page_says_what_it_is_for(cast, sign_in):
    page = sign_in(cast.ben).get(url(cast)).text
    assert "No agreement yet" in page
    assert "Write the agreement" in page


def test_the_first_version_is_filled_in_and_signed_by_its_writer(cast, sign_in):
    client = sign_in(cast.ben)
    page = client.get(url(cast, "edit/"))
    assert "Lead a client workshop." in page.text
    assert page.context["form"]["weeks_between"].value() == 2
    answer = client.post(url(cast, "edit/"), WORDS | {"seen": 0}, follow=True)
    assert "Saved and signed by you. Now Ada reads and signs." in answer.text
    agreement = Agreement.objects.get()
    assert agreement.words == WORDS
    assert agreement.mentee_signed_at is not None
    assert "Ada Obi has not signed yet" in answer.text


def test_the_partner_finds_it_on_home_and_signs(cast, sign_in):
    write_agreement(cast)
    [task] = signing_tasks(cast.ben)
    assert task.title == "Read and sign your agreement with Ada"
    assert task.url == url(cast)
    client = sign_in(cast.ben)
    assert "Your signature is missing" in client.get(url(cast)).text
    answer = client.post(url(cast, "sign/"), {"seen": 1}, follow=True)
    assert "Both of you have signed." in answer.text
    assert "Sign this agreement" not in answer.text
    assert signing_tasks(cast.ben) == signing_tasks(cast.ada) == []


def test_signing_twice_is_one_signature(cast, sign_in):
    write_agreement(cast)
    client = sign_in(cast.ben)
    client.post(url(cast, "sign/"), {"seen": 1})
    first = Agreement.objects.get().mentee_signed_at
    client.post(url(cast, "sign/"), {"seen": 1})
    assert Agreement.objects.get().mentee_signed_at == first


def test_an_edit_says_whose_signature_it_withdraws(cast, sign_in):
    signed_agreement(cast)
    client = sign_in(cast.ada)
    assert "that signature is withdrawn and Ben signs again" in client.get(url(cast, "edit/")).text
    words = WORDS | {"goals": "Lead two workshops.", "seen": 1}
    page = client.post(url(cast, "edit/"), words, follow=True).text
    assert "Ben had signed the former words and signs again." in page
    assert "Former versions" in page
    assert "Version 1" in page
    assert "Lead a client workshop." in page


def test_a_stale_save_shows_both_versions_and_keeps_what_was_typed(cast, sign_in):
    write_agreement(cast)
    client = sign_in(cast.ben)
    mine = WORDS | {"goals": "My own words.", "seen": 0}
    page = client.post(url(cast, "edit/"), mine)
    assert "Your partner has changed the agreement." in page.text
    assert "What is stored now" in page.text
    assert "Lead a client workshop." in page.text
    assert "My own words." in page.text
    assert Agreement.objects.get().version == 1
    # Having seen both, the next save is meant.
    seen = page.context["form"]["seen"].value()
    client.post(url(cast, "edit/"), mine | {"seen": seen})
    assert Agreement.objects.get().goals == "My own words."


def test_a_signature_under_words_that_changed_is_refused(cast, sign_in):
    write_agreement(cast)
    agreements.save(cast.pair, WORDS | {"minutes": 30}, by=cast.ada, seen=1, now=timezone.now())
    page = sign_in(cast.ben).post(url(cast, "sign/"), {"seen": 1}, follow=True)
    assert "Ada has changed the agreement. Read it once more, then sign." in page.text
    assert Agreement.objects.get().mentee_signed_at is None


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("minutes", "", "Enter how many minutes a meeting lasts"),
        ("minutes", "5", "Minutes a meeting must be 10 or more"),
        ("minutes", "long", "Minutes a meeting must be a whole number"),
        ("weeks_between", "13", "Choose how often you meet"),
        ("goals", "x" * 1001, "What you work on must be 1,000 characters or fewer"),
    ],
)
def test_errors_are_in_the_words_of_the_question(cast, sign_in, field, value, error):
    page = sign_in(cast.ben).post(url(cast, "edit/"), WORDS | {"seen": 0, field: value})
    assert error in page.text
    assert "Frank words, no surprises." in page.text
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("seen", ["", "-1", "many", "9" * 40, "١"])
def test_an_odd_mark_counts_as_unseen(cast, sign_in, seen):
    write_agreement(cast)
    sign_in(cast.ben).post(url(cast, "sign/"), {"seen": seen})
    assert Agreement.objects.get().mentee_signed_at is None


def test_a_pair_that_is_over_can_be_read_but_not_changed(cast, sign_in):
    signed_agreement(cast)
    Pair.objects.update(state="ended")
    client = sign_in(cast.ben)
    page = client.get(url(cast)).text
    assert "Lead a client workshop." in page
    assert "Change" not in page
    assert client.get(url(cast, "edit/")).status_code == 404
    assert client.post(url(cast, "sign/"), {"seen": 1}).status_code == 404


@pytest.mark.parametrize("end", ["", "edit/"])
def test_a_mentor_who_has_not_answered_has_no_space_yet(cast, sign_in, end):
    mentee = enroll(cast.program, make_person("Mei Chen"))
    pair = make_pair(cast.program, cast.ada_enrolled, mentee, state=Pair.State.OFFERED)
    client = sign_in(cast.ada)
    assert client.get(f"/pairs/{pair.pk}/").status_code == 200
    assert client.get(f"/pairs/{pair.pk}/agreement/{end}").status_code == 404
