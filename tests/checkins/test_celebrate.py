import pytest
from django.utils import timezone

from checkins import closing, questions
from matching.models import Pair
from tests.checkins.endings import asked, grown, held, over
from tests.people import enroll, make_pair, make_person


def page(client, cast):
    return client.get(f"/pairs/{cast.pair.pk}/celebrate/")


def test_figures_growth_and_the_way_to_say_thanks(cast, sign_in):
    grown(cast)
    over(cast, meetings=3)
    for me, partner in ((cast.ben, "Ada"), (cast.ada, "Ben")):
        text = page(sign_in(me), cast).text
        assert "You and " + partner in text
        assert '<dd class="stat-number">3<small> meetings</small>' in text
        assert ("from 2 to 4 of 5" in text) == (me == cast.ben)
        assert "Say thank you" in text
        assert "certificate.pdf" in text


def test_without_a_meeting_it_asks_why(cast, sign_in):
    over(cast, meetings=0)
    text = page(sign_in(cast.ben), cast).text
    assert "It did not take off. Tell us why in one tap" in text
    assert "Say thank you" not in text


def test_a_pair_that_still_runs_is_not_asked_why_nothing_came_of_it(cast, sign_in):
    assert "It did not take off" not in page(sign_in(cast.ben), cast).text


def test_before_the_end_it_offers_to_go_on_or_finish(cast, sign_in):
    held(cast.pair)
    text = page(sign_in(cast.ben), cast).text
    assert "Go on longer" in text
    assert "Finish now" in text
    cast.program.extension_weeks = 0
    cast.program.save(update_fields=["extension_weeks"])
    Pair.objects.update(ends_on=cast.program.ends_on)
    assert "Go on longer" not in page(sign_in(cast.ben), cast).text


def test_the_asked_one_answers_and_the_asker_waits(cast, sign_in):
    asked(cast)
    assert "Yes, go on" in page(sign_in(cast.ben), cast).text
    text = page(sign_in(cast.ada), cast).text
    assert "Ben has not answered yet" in text
    assert "Yes, go on" not in text


def test_an_open_last_question_is_linked(cast, sign_in):
    question = questions.ask_close(cast.pair, cast.ben, now=timezone.now())
    assert f"/checkins/{question.pk}/" in page(sign_in(cast.ben), cast).text
    assert f"/checkins/{question.pk}/" not in page(sign_in(cast.ada), cast).text


def test_nobody_writes_to_a_partner_who_has_left(cast, sign_in):
    over(cast)
    cast.ada.is_active = False
    cast.ada.save(update_fields=["is_active"])
    assert "Say thank you" not in page(sign_in(cast.ben), cast).text


@pytest.mark.parametrize("state", [Pair.State.OFFERED, Pair.State.SCHEDULED])
def test_a_pair_that_has_not_begun_has_no_ending(cast, sign_in, state):
    mei = enroll(cast.program, make_person())
    pair = make_pair(cast.program, cast.ada_enrolled, mei, state=state)
    assert sign_in(cast.ada).get(f"/pairs/{pair.pk}/celebrate/").status_code == 404


def test_the_pair_page_leads_there_when_the_end_is_near(cast, sign_in):
    url, client = f"/pairs/{cast.pair.pk}/", sign_in(cast.ben)
    assert "/celebrate/" not in client.get(url).text
    Pair.objects.update(ends_on=timezone.now().date() + closing.IN_SIGHT)
    assert "/celebrate/" in client.get(url).text
    over(cast)
    assert "Look back" in client.get(url).text


def test_the_page_costs_the_same_for_one_and_three_meetings(
    cast, sign_in, django_assert_max_num_queries
):
    over(cast, meetings=1)
    client = sign_in(cast.ben)
    page(client, cast)
    with django_assert_max_num_queries(15) as one:
        page(client, cast)
    held(cast.pair, 2, days_ago=9)
    with django_assert_max_num_queries(15) as three:
        page(client, cast)
    assert len(one) == len(three)
