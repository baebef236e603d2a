"""Own ratings: start, halfway, end; nobody else reads one."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from checkins import questions, ratings
from checkins.models import CheckIn, SkillRating
from matching.models import Pair
from tests.people import make_goal


@pytest.fixture
def skill(cast):
    return cast.ben.goals.get().skill


def rows():
    return list(SkillRating.objects.values_list("stage", "level", "is_from_profile"))


def test_the_start_is_taken_over_from_the_goals_once(cast, skill):
    now = timezone.now()
    assert [ratings.begin(now=now), ratings.begin(now=now)] == [1, 0]
    assert rows() == [("start", 1, True)]
    assert not SkillRating.objects.filter(profile=cast.ada).exists()


def test_a_pair_that_has_not_begun_has_no_start(cast):
    Pair.objects.update(starts_on=timezone.localdate() + dt.timedelta(days=3))
    assert ratings.begin(now=timezone.now()) == 0


def test_the_person_says_where_they_started(cast, sign_in, skill):
    ratings.begin(now=timezone.now())
    client = sign_in(cast.ben)
    url = f"/growth/{cast.pair.pk}/{skill.pk}/start/"
    assert "start 1, aiming for 3" in client.get("/growth/").text
    for _time in range(2):
        assert client.post(url, {"level": "2"})["Location"] == "/growth/"
    assert rows() == [("start", 2, False)]
    assert "start 2, aiming for 3" in client.get("/growth/").text
    for level in ("", "0", "6", "x", "99999999999999999999"):
        assert "Choose a level from 1 to 5." in client.post(url, {"level": level}, follow=True).text
    assert rows() == [("start", 2, False)]


def test_the_start_is_history_after_four_weeks(cast, sign_in, skill):
    Pair.objects.update(starts_on=timezone.localdate() - dt.timedelta(days=30))
    url = f"/growth/{cast.pair.pk}/{skill.pk}/start/"
    page = sign_in(cast.ben).post(url, {"level": "2"}, follow=True).text
    assert "The start can be changed in the first four weeks." in page
    assert "Where did you start?" not in page
    assert rows() == []


@pytest.mark.parametrize("who", ["ada", "dan", "hana", "cora"])
def test_nobody_else_reaches_it(cast, sign_in, skill, who):
    ratings.begin(now=timezone.now())
    client = sign_in(getattr(cast, who))
    url = f"/growth/{cast.pair.pk}/{skill.pk}/start/"
    assert client.post(url, {"level": "2"}).status_code == 404
    page = client.get("/growth/").text
    assert "Negotiation" not in page
    assert "No ratings yet" in page


def test_the_halfway_question_rates_every_goal_and_needs_no_other_answer(cast, sign_in, skill):
    make_goal(cast.ben, "SQL", priority=2)
    checkin = questions.ask_halfway(cast.pair, cast.ben, now=timezone.now())
    client, url = sign_in(cast.ben), f"/checkins/{checkin.pk}/"
    page = client.get(url + "?a=3").text
    assert "Negotiation: where are you today?" in page
    assert "Your ratings: HR (Hana Suzuki): only in averages of five or more people." in page
    assert "Your line: HR (Hana Suzuki): never." in page
    assert "Ada sees this." in page
    missing = client.post(url, {f"rating_{skill.pk}": "3", "words": "I listen."}).text
    assert "Choose a level for SQL, 1 to 5" in missing
    assert "I listen." in missing
    sql = cast.ben.goals.get(skill__name="SQL").skill_id
    client.post(url, {f"rating_{skill.pk}": "3", f"rating_{sql}": "2", "words": "I listen."})
    checkin.refresh_from_db()
    assert (checkin.answer, checkin.words) == ("rated", "I listen.")
    assert [row[:2] for row in rows()] == [("middle", 3), ("middle", 2)]
    again = client.get(url).text
    assert "You answered “Rated” on" in again


def test_the_halfway_line_is_seen_by_the_partner_alone(cast, sign_in):
    checkin = questions.ask_halfway(cast.pair, cast.ben, now=timezone.now())
    questions.take_answer(checkin, questions.Reply("rated", "I listen first."), now=timezone.now())
    url = f"/pairs/{cast.pair.pk}/"
    assert "I listen first." in sign_in(cast.ada).get(url).text
    assert "I listen first." not in sign_in(cast.hana).get("/hr/groups/?show=all").text


def test_the_mentor_answers_in_words(cast, sign_in):
    checkin = questions.ask_halfway(cast.pair, cast.ada, now=timezone.now())
    client, url = sign_in(cast.ada), f"/checkins/{checkin.pk}/"
    assert "It could be better" in client.get(url).text
    client.post(url, {"answer": "could_better"})
    checkin.refresh_from_db()
    assert checkin.answer == "could_better"
    assert rows() == []


def test_the_closing_question_rates_the_end(cast, sign_in, skill):
    ratings.begin(now=timezone.now())
    checkin = questions.ask_close(cast.pair, cast.ben, now=timezone.now())
    client, url = sign_in(cast.ben), f"/checkins/{checkin.pk}/"
    assert "Was your time with Ada worth it?" in client.get(url).text
    client.post(url, {"answer": "worth_it", f"rating_{skill.pk}": "4"})
    assert ratings.of_pair(cast.pair, cast.ben) == [ratings.Growth("Negotiation", 1, 4)]
    assert "start 1, end 4, aiming for 3" in client.get("/growth/").text


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("fit", "met_helped"), ("weekly", "good_fit"), ("close", "rated"), ("midpoint", "booked")],
)
def test_the_database_refuses_an_answer_of_another_kind(cast, kind, answer):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="answer_of_its_kind"), transaction.atomic():
        CheckIn.objects.create(
            pair=cast.pair, author=cast.ben, kind=kind, period="once", asked_at=now,
            closes_at=now, answered_at=now, answer=answer,
        )  # fmt: skip


def test_the_page_needs_the_same_queries_for_one_and_three(
    cast, sign_in, django_assert_max_num_queries
):
    ratings.begin(now=timezone.now())
    client = sign_in(cast.ben)
    client.get("/growth/")
    with django_assert_max_num_queries(15) as one:
        client.get("/growth/")
    for name in ("SQL", "Presenting"):
        make_goal(cast.ben, name, priority=2)
    with django_assert_max_num_queries(15) as three:
        assert "Presenting" in client.get("/growth/").text
    assert len(one) == len(three)
