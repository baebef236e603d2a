"""From the database to the score: what counts only when HR has switched it on."""

import datetime as dt

import pytest
from django.utils import timezone

from checkins import questions
from checkins.models import CheckIn
from matching import engine, evidence, loading, opt_in, policies, reasons, review, runs
from matching.models import Policy
from profiles.models import Goal, Profile
from tests.matching.rounds_world import make_world
from tests.people import make_pair

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BIO = "Twelve years of négotiating contracts. I never write contracts alone."


@pytest.fixture
def world():
    made = make_world()
    sofia = made.mentors["Sofia"].profile
    topics = ["Client workshops"]
    Profile.objects.filter(pk=sofia.pk).update(bio=BIO, happy_to_talk_about=topics)
    goals = Goal.objects.filter(profile=made.mentees["Ben"].profile_id)
    goals.update(sentence="Negotiating contracts with a client.")
    Goal.objects.exclude(pk__in=goals).update(sentence="")
    return made


def switch_on(world, **weights):
    policy = policies.engine_policy(policies.current(world.program)).to_document()
    policy["weights"] |= weights
    wanted = engine.Policy.from_document(policy)
    return policies.save_version(world.program, wanted, by=world.hana.user)


def load(world):
    return loading.load(world.round, policy=policies.current(world.program), now=NOW)


def part(problem, world, mentee, mentor, factor):
    i = problem.mentee_place(world.mentees[mentee].pk)
    j = problem.mentor_place(world.mentors[mentor].pk)
    parts = {each.factor: each for each in engine.explain(problem.points, i, j)}
    return parts[factor]


def test_off_nothing_is_read(world, monkeypatch):
    monkeypatch.setattr(opt_in, "RESPONSE", [lambda *, now: pytest.fail("read")])
    for name in ("goal_texts", "help_texts"):
        monkeypatch.setattr(opt_in, name, lambda profiles: pytest.fail("read"))
    problem = load(world)
    assert set(problem.mentees.goal_text) == set(problem.mentors.help_text) == {""}
    assert set(problem.mentors.response.tolist()) == {-1}
    assert not {"closeness", "response"} & {
        each.factor for each in engine.explain(problem.points, 0, 0)
    }


def test_on_people_are_read_in_the_same_few_queries(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(opt_in.goal_texts([e.profile_id for e in world.mentees.values()])) == 1
    with django_assert_num_queries(1):
        assert len(opt_in.help_texts([e.profile_id for e in world.mentors.values()])) == 3


def test_goals_come_in_the_order_of_their_priority(world):
    priya = world.mentees["Priya"].profile
    first, second = Goal.objects.filter(profile=priya).order_by("priority")
    for goal, sentence in ((second, "Second."), (first, "First.")):
        Goal.objects.filter(pk=goal.pk).update(sentence=sentence)
    assert opt_in.goal_texts([priya.pk]) == {priya.pk: "First.\nSecond."}


def test_the_goal_is_compared_with_what_the_mentor_writes(world):
    switch_on(world, closeness=20)
    problem = load(world)
    found = part(problem, world, "Ben", "Sofia", "closeness")
    assert found.points == 20 * found.evidence["percent"] // 100 > 0
    words = dict(found.evidence["words"])
    assert words == {"Negotiating": "négotiating", "contracts": "contracts", "client": "Client"}
    assert part(problem, world, "Ben", "Ada", "closeness").missing == {"mentor": True}
    assert part(problem, world, "Omar", "Sofia", "closeness").missing == {"mentee": True}


def test_a_run_keeps_the_words_and_says_only_what_both_wrote(world):
    switch_on(world, closeness=60)
    world.run()
    proposal = world.proposal("Ben")
    sofia, ben = world.mentors["Sofia"].profile, world.mentees["Ben"].profile
    assert proposal.mentor.profile == sofia
    (shown,) = [x for x in review.parts(proposal) if x["factor"] == "closeness"]
    assert shown["label"] == "Words of the goal"
    assert shown["evidence"] == "Both wrote: contracts, client; Close: Negotiating and négotiating"
    for reader in (sofia, ben):
        told = reasons.sentences(proposal.reasons, sofia, ben, reader)
        assert "You both wrote about “contracts” and “client”." in told
    told = reasons.sentences(proposal.reasons, sofia, ben, None)
    assert "Both wrote about “contracts” and “client”." in told


def test_words_that_are_merely_close_are_no_reason():
    kept = {"factor": "closeness", "evidence": {"words": [["Négocier", "negocier"]]}}
    assert reasons.choose([kept]) == []
    kept["evidence"] = {"words": []}
    assert reasons.choose([kept]) == []


def test_what_is_missing_is_said_by_name():
    stored = {"factor": "closeness", "evidence": {"words": []}, "missing": {"mentee": True}}
    assert evidence.words(stored, mentor="Ada", mentee="Ben") == ("", "Nothing written by Ben")
    stored["missing"] = {}
    assert evidence.words(stored, mentor="Ada", mentee="Ben") == ("No word in common", "")


def test_a_run_with_everything_on_is_proven_and_its_parts_add_up(world):
    switch_on(world, closeness=20, response=10)
    run = world.run()
    assert (run.state, run.error) == ("done", "")
    assert run.receipt["certificate"]["verified"]
    for proposal in world.round.proposals.all():
        assert sum(each["points"] for each in proposal.parts) == proposal.score


def answer(pair, author, *, weeks, said):
    for week in range(2, 2 + weeks):
        at = NOW - dt.timedelta(weeks=week)
        closes_at = at + dt.timedelta(days=7)
        checkin = questions.ask(pair, author, now=at, closes_at=closes_at)
        if week < 2 + said:
            questions.take_answer(checkin, questions.Reply(CheckIn.Answer.BOOKED), now=at)


def test_the_record_counts_only_where_hr_wants_it(world):
    ada = world.mentors["Ada"]
    pair = make_pair(world.program, ada, world.mentees["Omar"], state="ended")
    answer(pair, ada.profile, weeks=5, said=4)
    assert set(load(world).mentors.response.tolist()) == {-1}
    switch_on(world, response=10)
    problem = load(world)
    known = part(problem, world, "Ben", "Ada", "response")
    assert (known.points, known.evidence) == (8, {"percent": 80})
    unknown = part(problem, world, "Ben", "Sofia", "response")
    assert (unknown.points, unknown.evidence) == (5, {"percent": None})


@pytest.mark.parametrize("name", ["mentoring", "reverse", "buddy"])
def test_every_format_begins_without_them_and_a_perfect_pair_still_scores_100(name):
    policy = engine.Policy.for_format(name)
    assert policy.weights["response"] == policy.weights["closeness"] == 0
    assert policy.maximum == 100


def test_a_run_of_an_older_policy_stays_as_it_was(world):
    run, _ = runs.request(world.round, by=world.hana.user)
    switch_on(world, closeness=20)
    assert run.policy.version == 1
    assert Policy.objects.filter(program=world.program).count() == 2
    problem = loading.load(world.round, policy=run.policy, now=NOW)
    assert set(problem.mentees.goal_text) == {""}
