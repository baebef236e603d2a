"""Every fix says how many more people would get a mentor; doing it and matching again proves it."""

import pytest
from django.urls import reverse

from matching import policies
from matching.models import Enrollment, PlaceAsk, RunAdvice, Unmatched
from matching.reports import advice
from outbox.models import Message
from tests.matching.rounds_world import make_world, mentee
from tests.people import make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def page(world, sign_in, **query):
    url = reverse("round-unmatched", args=[world.round.pk])
    return sign_in(world.hana).get(url, query)


def fixes_of(world, sign_in, cause):
    groups = page(world, sign_in).context["groups"]
    return next(group.fixes for group in groups if group.cause.code == cause)


def matched(world):
    run = world.run()
    return run.proposals.count()


def test_one_more_place_frees_exactly_so_many(world, sign_in):
    for name in ("Lena Fox", "Max Lund"):
        mentee(world.program, name, ("Negotiation",), level=2)
    before = matched(world)
    (fix,) = fixes_of(world, sign_in, "outbid")
    asked = [pk for _name, pk in fix.values]
    assert (fix.frees, fix.frees_at_most, len(asked)) == (2, False, 2)
    for row in Enrollment.objects.filter(pk__in=asked):
        row.capacity += 1
        row.save()
    assert matched(world) == before + fix.frees


def test_a_rule_less_frees_exactly_so_many(world, sign_in):
    mentee(world.program, "Lena Fox", ("SQL",), level=9)
    Enrollment.objects.filter(pk=world.mentors["Jonas"].pk).update(capacity=3)
    before = matched(world)
    found = fixes_of(world, sign_in, "no_mentor_allowed")
    fix = next(fix for fix in found if fix.href.endswith("#id_rule_level_gap"))
    assert (fix.frees, fix.frees_at_most) == (1, False)
    policy = policies.engine_policy(policies.current(world.program))
    softer = type(policy)(**{**vars(policy), "rules": policy.rules - {"level_gap"}})
    policies.save_version(world.program, softer, by=world.hana.user)
    assert matched(world) == before + 1


def test_a_rule_that_frees_nobody_is_no_fix(world, sign_in):
    """Without the rule there would be mentors, but none with a place left."""
    mentee(world.program, "Lena Fox", ("SQL",), level=9)
    for row in world.mentors.values():
        Enrollment.objects.filter(pk=row.pk).update(capacity=1)
    run = world.run()
    assert RunAdvice.objects.get(run=run).document["rules"]["level_gap"] == 0
    assert fixes_of(world, sign_in, "no_mentor_allowed") == []


def test_people_with_the_skill_are_invited_and_the_engine_says_whom_they_would_place(
    world, sign_in, smtp
):
    able = make_person("Rosa Lind", level=7, mentoring_limit=2)
    make_offer(able, "Rust")
    far = make_person("Far Away", level=7, time_zone="Pacific/Auckland")
    make_offer(far, "Cooking")
    world.run()
    (fix,) = fixes_of(world, sign_in, "not_offered")
    assert (fix.frees, fix.values) == (1, [("skill", "Rust")])
    assert "Invite 1 person who lists Rust" in fix.title
    client, url = sign_in(world.hana), reverse("invite-for-skill", args=[world.round.pk])
    said = client.post(url, {"skill": "Rust"}, follow=True).content.decode()
    assert "1 invitation to mentor is on its way." in said
    (mail,) = Message.objects.filter(kind="invitation-to-mentor")
    assert mail.recipient == able.user
    again = client.post(url, {"skill": "Rust"}, follow=True).content.decode()
    assert "nothing was sent" in again
    assert "Nobody is left to invite who lists Rust" in again


def test_a_person_who_may_mentor_nobody_here_frees_nobody(world, sign_in):
    low = make_person("Low Level", level=1, mentoring_limit=2)
    make_offer(low, "Rust")
    world.run()
    (fix,) = fixes_of(world, sign_in, "not_offered")
    assert fix.frees == 0


def test_people_without_a_goal_are_asked_once(world, sign_in, smtp):
    lost = mentee(world.program, "Lena Fox", (), level=9)
    world.run()
    fix = fixes_of(world, sign_in, "no_goals")[-1]
    assert (fix.title, fix.frees) == ("Ask 1 person for a goal", None)
    client, url = sign_in(world.hana), reverse("ask-for-goals", args=[world.round.pk])
    assert b"1 person is asked." in client.post(url, follow=True).content
    (mail,) = Message.objects.filter(kind="ask-goal")
    assert mail.recipient == lost.profile.user
    assert b"nothing was sent" in client.post(url, follow=True).content
    assert Message.objects.filter(kind="ask-goal").count() == 1


def test_a_blank_skill_is_said(world, sign_in):
    world.run()
    url = reverse("invite-for-skill", args=[world.round.pk])
    said = sign_in(world.hana).post(url, {"skill": ""}, follow=True).content.decode()
    assert "Choose a skill to invite people for" in said


def test_nobody_is_asked_for_a_cancelled_round(world, sign_in):
    world.run()
    type(world.round).objects.filter(pk=world.round.pk).update(state="cancelled")
    client = sign_in(world.hana)
    url = reverse("ask-one-more", args=[world.round.pk])
    client.post(url, {"mentors": [world.mentors["Ada"].pk]})
    assert not PlaceAsk.objects.exists()


def test_an_older_run_gives_numbers_that_are_at_most(world, sign_in):
    mentee(world.program, "Lena Fox", ("Negotiation",), level=2)
    run = world.run()
    RunAdvice.objects.filter(run=run).delete()
    found = page(world, sign_in)
    (fix,) = next(g.fixes for g in found.context["groups"] if g.cause.code == "outbid")
    assert (fix.frees, fix.frees_at_most) == (1, True)
    assert "at most so many" in found.content.decode()


def test_a_round_too_large_leaves_the_numbers_to_the_facts(world, monkeypatch):
    monkeypatch.setattr(advice, "MOST_PAIRS", 1)
    mentee(world.program, "Lena Fox", ("Negotiation",), level=2)
    known = advice.of(world.run())
    assert known.rules is None
    assert known.ask_frees is None
    assert len(known.ask) == 1


def test_the_value_of_a_place_is_the_engines(world):
    mentee(world.program, "Lena Fox", ("Negotiation",), level=2)
    known = advice.of(world.run())
    assert all(known.values[pk].matches == 1 for pk in known.ask)


def test_everyone_matched_and_nothing_matched_say_so(world, sign_in):
    assert "Nothing matched yet" in page(world, sign_in).content.decode()
    Enrollment.objects.filter(pk=world.mentees["Rust"].pk).delete()
    world.run()
    assert "Everyone has a match" in page(world, sign_in).content.decode()


def test_who_left_meanwhile_is_not_shown(world, sign_in):
    world.run()
    Enrollment.objects.filter(pk=world.mentees["Rust"].pk).update(state="withdrawn")
    assert "Everyone has a match" in page(world, sign_in).content.decode()


def test_a_long_group_has_pages_of_its_own(world, sign_in):
    run = world.run()
    rows = [mentee(world.program, f"Fan {n:02}", ("Rust",)) for n in range(25)]
    Unmatched.objects.bulk_create(
        Unmatched(run=run, mentee=row, cause="not_offered", facts={"not_offered": ["Rust"]})
        for row in rows
    )
    assert "See all 26" in page(world, sign_in).content.decode()
    alone = page(world, sign_in, cause="not_offered").content.decode()
    assert "Fan 24" in alone
    assert "Back to all groups" in alone
    assert "Fan 01" in page(world, sign_in, cause="made-up", page="x").content.decode()


def test_each_person_reads_what_they_can_do_meanwhile(world, sign_in):
    make_offer(make_person("Rosa Lind"), "Rust")
    world.run()
    text = page(world, sign_in).content.decode()
    assert "1 colleague can help with Rust" in text
    assert f"?skill={make_skill('Rust').pk}" in text


def test_the_queries_do_not_grow(world, sign_in, django_assert_max_num_queries):
    counts, client = [], sign_in(world.hana)
    url = reverse("round-unmatched", args=[world.round.pk])
    for n in (1, 3):
        for k in range(n):
            mentee(world.program, f"Lena {n}{k}", ("Negotiation", "Go"), level=2)
            mentee(world.program, f"Rosa {n}{k}", ("Rust", "Haskell"))
            mentee(world.program, f"Max {n}{k}", (), level=9)
            make_offer(make_person(f"Mia {n}{k}", level=7), "Haskell")
        world.run()
        client.get(url)
        with django_assert_max_num_queries(15) as queries:
            assert len(client.get(url).context["groups"]) == 3
        counts.append(len(queries))
    assert counts[0] == counts[1]
