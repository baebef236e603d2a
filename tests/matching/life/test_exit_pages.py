import pytest
from django.urls import reverse

from matching.models import ExitReason, Pair
from tests.people import enroll, make_pair, make_person


def page_of(cast):
    return reverse("leave-pair", args=[cast.pair.pk])


def state(cast):
    return Pair.objects.get(pk=cast.pair.pk).state


def test_it_says_who_reads_what_before_anything_ends(cast, sign_in):
    page = sign_in(cast.ben).get(page_of(cast)).text
    assert "End the pair with Ada" in page
    assert "Nobody reads your reason, not Ada, not HR, not your manager." in page
    assert "You are first in line for somebody new." in page
    assert state(cast) == "active"


def test_a_mentor_reads_what_comes_for_the_mentee(cast, sign_in):
    assert "Ben is first in line for somebody new." in sign_in(cast.ada).get(page_of(cast)).text


@pytest.mark.parametrize(("data", "kept"), [({}, []), ({"reason": "goal"}, ["goal"])])
def test_it_ends_with_and_without_a_reason_and_twice_is_harmless(cast, sign_in, data, kept):
    client = sign_in(cast.ben)
    answer = client.post(page_of(cast), data, follow=True)
    assert "Ada is told kindly and without a reason." in answer.text
    assert client.post(page_of(cast), data).status_code == 302
    assert state(cast) == "ended"
    assert list(ExitReason.objects.values_list("reason", flat=True)) == kept


def test_an_unknown_reason_is_refused(cast, sign_in):
    page = sign_in(cast.ben).post(page_of(cast), {"reason": "gossip"}).text
    assert "Choose one of the reasons" in page
    assert state(cast) == "active"


def test_a_mentor_who_is_only_asked_answers_instead(cast, sign_in):
    mei = enroll(cast.program, make_person("Mei Chen"))
    round_ = cast.program.rounds.create(number=1)
    pair = make_pair(cast.program, cast.ada_enrolled, mei, state="offered", round=round_)
    answer = sign_in(cast.ada).get(reverse("leave-pair", args=[pair.pk]))
    assert answer["Location"] == reverse("answer-pair", args=[pair.pk])
    assert sign_in(mei.profile).post(reverse("leave-pair", args=[pair.pk])).status_code == 404


def test_strangers_and_other_methods(cast, sign_in):
    for person in (cast.dan, cast.hana, cast.cora):
        assert sign_in(person).post(page_of(cast)).status_code == 404
    assert sign_in(cast.ben).delete(page_of(cast)).status_code == 405
    assert state(cast) == "active"
