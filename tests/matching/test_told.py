"""Nobody is looked at more closely without being told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import engine, policies, told
from matching.models import Enrollment, JoinDraft, Policy
from tests.people import enroll, make_hr, make_offer, make_person, make_program

NOW = timezone.now()
ANSWERS = "How often you answer counts in this program"
GOAL = "Your goal in your own words counts in this program"
WRITES = "What you write in “About you” and “Happy to talk about” counts"


def url(name, program):
    return reverse(name, args=[program.pk])


def switch(program, **weights):
    document = policies.engine_policy(policies.current(program)).to_document()
    document["weights"] |= weights
    return policies.save_version(program, engine.Policy.from_document(document), by=None)


def news(person, *, now):
    rows = Enrollment.objects.filter(profile=person, state="active", program__state="running")
    return told.news(rows.select_related("program"), now=now)


def page(client, name, program):
    return client.get(url(name, program)).content.decode()


@pytest.fixture
def program(db):
    return make_program()


@pytest.fixture
def ada(program):
    person = make_person("Ada Obi")
    enroll(program, person, "mentor")
    return person


@pytest.fixture
def ben(program):
    person = make_person("Ben Ito")
    enroll(program, person)
    return person


def test_as_programs_begin_there_is_nothing_to_tell(program, ada, sign_in):
    assert told.sentences(program, ["mentor", "mentee"]) == []
    assert told.by_role(program) == []
    assert news(ada, now=NOW) == []
    client = sign_in(ada)
    for name in ("program", "joined"):
        assert "counts in this program" not in page(client, name, program)


def test_a_mentor_inside_is_told_on_the_programs_page_and_after_joining(program, ada, sign_in):
    switch(program, response=5)
    client = sign_in(ada)
    for name in ("program", "joined"):
        assert ANSWERS in page(client, name, program)
    switch(program, response=0)
    for name in ("program", "joined"):
        assert ANSWERS not in page(client, name, program)


def test_a_mentee_is_told_of_the_goal_alone(program, ben, sign_in):
    switch(program, response=5, closeness=5)
    text = page(sign_in(ben), "program", program)
    assert GOAL in text
    assert ANSWERS not in text
    assert WRITES not in text


def test_somebody_outside_reads_it_under_each_role(program, sign_in):
    switch(program, response=5, closeness=5)
    text = page(sign_in(make_person("Emil Novak")), "program", program)
    assert [text.count(sentence) for sentence in (GOAL, ANSWERS, WRITES)] == [1, 1, 1]
    assert text.index("Find a mentor") < text.index(GOAL) < text.index("Be a mentor")
    assert text.index("Be a mentor") < text.index(ANSWERS)


def test_whoever_joins_as_mentor_reads_it_before_the_last_press(program, sign_in):
    switch(program, response=5)
    emil = make_person("Emil Novak", weekly_hours=[9, 10])
    offer = make_offer(emil)
    answers = {
        "role": "mentor",
        "offers": [str(offer.skill_id)],
        "hours": [9, 10],
        "time_zone": "Europe/Madrid",
        "capacity": 1,
        "is_checked": True,
    }
    JoinDraft.objects.create(program=program, profile=emil, answers=answers)
    client = sign_in(emil)
    assert ANSWERS in page(client, "join-check", program)
    assert not Enrollment.objects.filter(profile=emil).exists()
    switch(program, response=0)
    assert ANSWERS not in page(client, "join-check", program)


def test_mentors_who_joined_before_find_it_on_home_for_four_weeks(program, ada, ben, sign_in):
    switch(program, response=5)
    text = sign_in(ada).get(reverse("home")).content.decode()
    assert "New in how partners are found" in text
    assert ANSWERS in text
    assert news(ben, now=NOW) == []
    assert news(ada, now=timezone.now() + dt.timedelta(days=29)) == []


def test_a_mentor_who_joins_later_has_read_it_already(program, db):
    switch(program, response=5)
    late = make_person("Late Comer")
    enroll(program, late, "mentor")
    assert news(late, now=timezone.now()) == []


def test_switched_off_or_merely_changed_it_is_no_news(program, ada):
    switch(program, response=5)
    Policy.objects.filter(program=program, version=2).update(created_at=NOW - dt.timedelta(days=40))
    Enrollment.objects.update(joined_at=NOW - dt.timedelta(days=50))
    switch(program, response=9)
    assert news(ada, now=timezone.now()) == []
    switch(program, response=0)
    assert news(ada, now=timezone.now()) == []
    switch(program, response=4)
    assert len(news(ada, now=timezone.now())) == 1


def test_programs_that_are_over_or_left_are_no_news(program, ada):
    switch(program, response=5)
    Enrollment.objects.update(state="withdrawn")
    assert news(ada, now=NOW) == []


def test_home_asks_the_same_for_one_program_and_three(
    program, ada, sign_in, django_assert_max_num_queries
):
    client = sign_in(ada)
    switch(program, response=5)
    counts = []
    for names in ((), ("Two", "Three")):
        for name in names:
            other = make_program(name)
            enroll(other, ada, "mentor")
            switch(other, response=5)
        with django_assert_max_num_queries(40) as queries:
            news(ada, now=timezone.now())
        counts.append(len(queries))
    assert counts == [2, 2]
    assert client.get(reverse("home")).content.decode().count(ANSWERS) == 3


def test_hr_is_told_that_people_are_told(program, sign_in):
    text = page(sign_in(make_hr()), "hr-program-policy", program)
    assert "Above 0, every mentor of the program is told so." in text
    assert "It is compared on this server and nothing leaves it." in text
    assert "Two people may be paired both ways" in text
