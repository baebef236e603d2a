import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import away
from matching.models import Away, Enrollment, Pair
from tests.people import enroll, make_pair, make_person

DAY = dt.timedelta(days=1)


@pytest.fixture
def until():
    return timezone.now().date() + 20 * DAY


def page_of(cast):
    return reverse("pair-away", args=[cast.pair.pk])


def is_away(cast, until, *, person="ada", by="ada"):
    person = getattr(cast, person) if person else None
    user = getattr(cast, by).user
    away.start(cast.pair, person=person, until=until, by=user, now=timezone.now())
    return away.current(cast.pair)


def state(cast):
    return Pair.objects.get(pk=cast.pair.pk).state


def test_a_partner_pauses_the_pair_in_one_form(cast, sign_in, until):
    client = sign_in(cast.ben)
    assert "Nobody asks why." in client.get(page_of(cast)).text
    data = {"who": cast.ben.pk, "until": until.isoformat()}
    answer = client.post(page_of(cast), data, follow=True)
    assert "The pair is away until" in answer.text
    absence = away.current(cast.pair)
    assert (absence.person, absence.until, absence.set_by) == (cast.ben, until, cast.ben.user)
    client.post(page_of(cast), {"until": until.isoformat()})
    assert Away.objects.count() == 1


def test_both_can_be_away(cast, sign_in, until):
    sign_in(cast.ben).post(page_of(cast), {"who": "both", "until": until.isoformat()})
    assert away.current(cast.pair).person is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Enter a date"),
        ({"until": "soon"}, "Enter a date like 2027-05-24"),
        ({"until": "2020-01-01"}, "The first day back must be after today"),
        ({"until": "2099-01-01"}, "The first day back must be within a year"),
        ({"who": "9999", "until": "2020-01-01"}, "Choose who is away"),
    ],
)
def test_what_is_missing_is_said(cast, sign_in, data, words):
    page = sign_in(cast.ben).post(page_of(cast), {"who": cast.ben.pk} | data).text
    assert words in page
    assert "There is a problem" in page
    assert state(cast) == "active"


def test_one_cannot_set_the_partner_away(cast, sign_in, until):
    client = sign_in(cast.ben)
    client.post(page_of(cast), {"who": cast.ada.pk, "until": until.isoformat()})
    assert state(cast) == "active"


def test_who_is_away_moves_the_date_and_goes_on_earlier(cast, sign_in, until):
    is_away(cast, until)
    client = sign_in(cast.ada)
    assert "You are away." in client.get(page_of(cast)).text
    client.post(page_of(cast), {"until": (until + DAY).isoformat()})
    assert away.current(cast.pair).until == until + DAY
    for _ in range(2):
        assert client.post(reverse("come-back", args=[cast.pair.pk])).status_code == 302
    assert state(cast) == "active"


def test_the_other_one_sees_the_date_and_no_way_to_change_it(cast, sign_in, until):
    is_away(cast, until)
    client = sign_in(cast.ben)
    page = client.get(page_of(cast)).text
    assert "Ada is away." in page
    assert "Move the date" not in page
    assert client.post(page_of(cast), {"until": (until + DAY).isoformat()}).status_code == 404
    assert client.post(reverse("come-back", args=[cast.pair.pk])).status_code == 404
    assert away.current(cast.pair).until == until


def meanwhile(cast, client, choice):
    address = reverse("choose-meanwhile", args=[cast.pair.pk])
    return client.post(address, {"choice": choice}, follow=True)


def test_the_mentee_chooses_what_happens_meanwhile(cast, sign_in, until):
    is_away(cast, until)
    client = sign_in(cast.ben)
    page = client.get(page_of(cast)).text
    for words in ("Wait for Ada", "An interim mentor until then", "A new mentor"):
        assert words in page
    assert "You wait for Ada." in meanwhile(cast, client, "wait").text
    assert "HR looks for an interim mentor." in meanwhile(cast, client, "interim").text
    assert away.current(cast.pair).choice == "interim"
    for _ in range(2):
        assert meanwhile(cast, client, "new").status_code == 200
    assert state(cast) == "ended"
    assert Enrollment.objects.get(pk=cast.ben_enrolled.pk).times_unmatched == 1


def test_a_mentor_waits_or_gives_the_place_to_somebody_new(cast, sign_in, until):
    is_away(cast, until, person="ben", by="ben")
    client = sign_in(cast.ada)
    page = client.get(page_of(cast)).text
    assert "Somebody new" in page
    assert "interim" not in page
    assert meanwhile(cast, client, "interim").status_code == 404
    assert meanwhile(cast, client, "new").status_code == 200
    assert state(cast) == "ended"


def test_an_unknown_choice_and_who_is_away_choose_nothing(cast, sign_in, until):
    is_away(cast, until)
    assert "Choose what you would like meanwhile" in meanwhile(cast, sign_in(cast.ben), "x").text
    assert meanwhile(cast, sign_in(cast.ada), "new").status_code == 404
    assert state(cast) == "away"


def test_a_pair_that_is_over_has_no_page_and_pressing_is_harmless(cast, sign_in, until):
    Pair.objects.filter(pk=cast.pair.pk).update(state="ended")
    client = sign_in(cast.ben)
    assert client.get(page_of(cast)).status_code == 404
    for name in ("come-back", "choose-meanwhile"):
        assert client.post(reverse(name, args=[cast.pair.pk])).status_code == 302


@pytest.mark.parametrize("state_", ["scheduled", "offered"])
def test_a_pair_that_has_not_begun_has_no_page(cast, sign_in, state_):
    mei = enroll(cast.program, make_person("Mei Chen"))
    pair = make_pair(cast.program, cast.ada_enrolled, mei, state=state_)
    assert sign_in(cast.ada).get(reverse("pair-away", args=[pair.pk])).status_code == 404


@pytest.mark.parametrize("name", ["come-back", "choose-meanwhile", "hr-come-back"])
def test_acts_are_posts(cast, sign_in, name):
    assert sign_in(cast.hana).get(reverse(name, args=[cast.pair.pk])).status_code == 405


def test_hr_sets_moves_and_ends_an_absence(cast, sign_in, until):
    client = sign_in(cast.hana)
    address = reverse("hr-pair-away", args=[cast.pair.pk])
    assert "no reason is kept" in client.get(address).text
    client.post(address, {"who": cast.ben.pk, "until": until.isoformat()})
    assert away.current(cast.pair).person == cast.ben
    client.post(address, {"until": (until + DAY).isoformat()})
    assert away.current(cast.pair).until == until + DAY
    for _ in range(2):
        client.post(reverse("hr-come-back", args=[cast.pair.pk]))
    assert state(cast) == "active"


def test_hr_finds_a_way_for_a_pair_that_cannot_go_on(cast, sign_in, until):
    is_away(cast, until)
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(capacity=0)
    client = sign_in(cast.hana)
    back = reverse("hr-come-back", args=[cast.pair.pk])
    assert "A place is taken by now." in client.post(back, follow=True).text
    assert "They could not go on." in client.get(reverse("hr-pair-away", args=[cast.pair.pk])).text
    assert "The day has come" in sign_in(cast.ben).get(page_of(cast)).text
    client = sign_in(cast.hana)
    for _ in range(2):
        client.post(reverse("hr-release-pair", args=[cast.pair.pk]))
    assert state(cast) == "ended"


def test_hr_sees_who_is_away_in_the_list(cast, sign_in, until):
    is_away(cast, until)
    page = sign_in(cast.hana).get(reverse("hr-pairs", args=[cast.program.pk])).text
    assert reverse("hr-pair-away", args=[cast.pair.pk]) in page


def test_no_page_says_more_than_away(cast, sign_in, until):
    is_away(cast, until)
    pages = [
        sign_in(person).get(address).text.lower()
        for person, address in (
            (cast.ada, page_of(cast)),
            (cast.ben, page_of(cast)),
            (cast.hana, reverse("hr-pair-away", args=[cast.pair.pk])),
            (cast.ben, reverse("pair", args=[cast.pair.pk])),
        )
    ]
    for word in ("on leave", "parental", "sick", "holiday", "vacation"):
        assert not any(word in page for page in pages), word
