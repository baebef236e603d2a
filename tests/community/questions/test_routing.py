"""Whom a question goes to, and whom it never reaches."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from checkins.models import ContactStop
from community import question_lists, question_routing, questions
from community.models import Asked, AskingChoice
from matching.models import Away
from outbox.models import Message
from profiles import skills
from profiles.models import DoNotMatch, Profile
from tests.community.questions.world import SKILL, ask, asked_of, asked_people, experts, willing
from tests.people import NOW, make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def mei(db):
    return make_person("Mei Chen")


def test_it_goes_to_five_who_know_best_and_nobody_else_is_written_to(mei):
    people = experts(4) + experts_named("Strong", 3, level=5)
    willing("Beginner Example", level=1)
    willing("Other Subject", skill="Python")
    question = ask(mei)
    assert asked_people(question) == [*people[4:], *people[:2]]
    assert set(Message.objects.values_list("recipient", flat=True)) == {
        person.user_id for person in asked_people(question)
    }


def experts_named(name, count, **fields):
    return [willing(f"{name}{n} Example", **fields) for n in range(count)]


def test_whoever_was_asked_least_lately_comes_first(mei):
    people = experts(7)
    first = ask(mei)
    second = ask(mei, title="Another one", now=NOW + WEEK)
    assert asked_people(first) == people[:5]
    assert asked_people(second) == [*people[5:], *people[:3]]


def test_nobody_gets_a_third_in_a_week_and_everybody_gets_more_the_week_after(mei):
    ada = willing("Ada Obi")
    for n in range(3):
        ask(mei, title=f"Question {n}", now=NOW + n * dt.timedelta(hours=1))
    rows = Asked.objects.filter(profile=ada)
    assert sorted(rows.values_list("place", flat=True)) == [1, 2]
    later = ask(mei, title="Later", now=NOW + WEEK)
    assert asked_people(later) == [ada]


def test_the_database_has_no_third_place(mei):
    ada = willing("Ada Obi")
    for n in range(2):
        ask(mei, title=f"Question {n}")
    third = ask(mei, title="Question 2")
    week = question_routing.week_of(NOW)
    for place in (1, 2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            Asked.objects.create(question=third, profile=ada, week=week, place=place, asked_at=NOW)


def test_who_takes_one_a_week_gets_one(mei):
    ada = willing("Ada Obi", takes=1)
    ask(mei)
    assert asked_people(ask(mei, title="Second")) == []
    assert Asked.objects.filter(profile=ada).count() == 1


def test_willing_is_who_said_so_or_wrote_what_they_like_to_talk_about(mei):
    silent, talks, none = (make_person(f"{name} Example") for name in ("Silent", "Talks", "None"))
    for person in (silent, talks, none):
        make_offer(person, SKILL)
    Profile.objects.filter(pk__in=[talks.pk, none.pk]).update(happy_to_talk_about=["Chess"])
    question_lists.choose(none, 0)
    assert asked_people(ask(mei)) == [talks]
    for person in (silent, talks, none):
        person.refresh_from_db()
    assert [question_lists.choice_of(p) for p in (silent, talks, none)] == [0, 2, 0]


@pytest.mark.parametrize("most", [3, 9])
def test_nobody_takes_more_than_two_a_week(mei, most):
    with pytest.raises(IntegrityError), transaction.atomic():
        AskingChoice.objects.create(profile=mei, most_a_week=most)


def test_whoever_is_away_or_has_left_is_not_asked(cast):
    today = NOW.date()
    willing("Paused Example", paused_until=today + 30 * DAY)
    willing("Gone Example", is_active=False)
    back = willing("Back Example", paused_until=today)
    make_offer(cast.ada, SKILL)
    question_lists.choose(cast.ada, 2)
    apart = Away.objects.create(pair=cast.pair, person=cast.ada, since=today, until=today + 9 * DAY)
    assert asked_people(ask(cast.emil)) == [back]
    Away.objects.filter(pk=apart.pk).update(person=None)
    assert asked_people(ask(cast.emil, title="Both are away")) == [back]
    Away.objects.filter(pk=apart.pk).update(back_on=today + DAY)
    assert asked_people(ask(cast.emil, title="Back", now=NOW + WEEK)) == [cast.ada, back]


def test_do_not_match_holds_both_ways_and_so_does_a_stopped_contact(cast):
    for person in (cast.ada, cast.dan, cast.otto):
        make_offer(person, SKILL)
        question_lists.choose(person, 2)
    DoNotMatch.objects.create(author=cast.ben, other=cast.dan)
    DoNotMatch.objects.create(author=cast.otto, other=cast.ben)
    ContactStop.objects.create(pair=cast.pair, asked_by=cast.ben, since=NOW)
    assert asked_people(ask(cast.ben)) == []
    assert asked_people(ask(cast.emil)) == [cast.ada, cast.dan, cast.otto]


def test_managers_above_are_asked_only_when_the_asker_says_so(mei):
    boss = willing("Boss Example")
    middle = willing("Middle Example", manager=boss)
    report = willing("Report Example", manager=mei)
    Profile.objects.filter(pk=mei.pk).update(manager=middle)
    mei.refresh_from_db()
    assert asked_people(ask(mei)) == [report]
    asked = ask(mei, title="Anybody", may_ask_managers=True)
    assert set(asked_people(asked)) == {boss, middle, report}


def test_a_ring_of_managers_ends(mei):
    other = willing("Other Example", manager=mei)
    Profile.objects.filter(pk=mei.pk).update(manager=other)
    mei.refresh_from_db()
    assert asked_people(ask(mei)) == []


def test_who_was_wanted_is_asked_alone_and_then_leaves_it_to_five(mei):
    wanted = willing("Wanted Example", level=2)
    others = experts(6, level=5)
    question = ask(mei, wanted=wanted)
    assert asked_people(question) == [wanted]
    questions.pass_on(asked_of(question, wanted), now=NOW)
    assert asked_people(question) == [wanted, *others[:5]]


def test_who_was_wanted_may_be_the_manager(mei):
    boss = willing("Boss Example")
    Profile.objects.filter(pk=mei.pk).update(manager=boss)
    mei.refresh_from_db()
    assert asked_people(ask(mei, wanted=boss)) == [boss]


def test_not_me_asks_one_more_until_ten_were_asked(mei):
    people = experts(12)
    question = ask(mei)
    for n in range(7):
        assert questions.pass_on(asked_of(question, people[n]), now=NOW)
    assert asked_people(question) == people[:10]
    assert not questions.pass_on(asked_of(question, people[0]), now=NOW)
    assert question.asked.filter(state="passed").count() == 7


def test_nobody_is_asked_for_a_closed_question(mei):
    people = experts(6)
    question = ask(mei)
    questions.close(question, now=NOW)
    questions.pass_on(asked_of(question, people[0]), now=NOW)
    assert asked_people(question) == people[:5]
    assert Message.objects.filter(status="cancelled").count() == 5


def test_a_merged_skill_takes_its_questions_along(mei, cast):

    question = ask(mei)
    into = make_skill("Databases")
    skills.merge(question.skill, into, by=cast.hana.user)
    question.refresh_from_db()
    assert question.skill == into
