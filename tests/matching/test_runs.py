import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from matching import decisions, engine, lease, loading, locked_pairs, policies, rounds, runs
from matching.models import Enrollment, PairRule, Proposal, ProposalEvent, Run, Unmatched
from tests.matching.rounds_world import make_world, mentee, mentor

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 5, 24, 9, 0, tzinfo=dt.UTC)


def pairs(world):
    rows = Proposal.objects.filter(round=world.round).with_people()
    return {row.mentee.profile.first_name: row.mentor.profile.first_name for row in rows}


def test_a_run_matches_everyone_it_can_and_names_the_rest():
    world = make_world()
    run = world.run()
    assert run.state == Run.State.DONE
    assert set(pairs(world)) == {"Ben", "Priya", "Omar"}
    left = Unmatched.objects.get(run=run)
    assert left.mentee == world.mentees["Rust"]
    assert left.cause == "not_offered"
    assert left.facts["not_offered"] == ["Rust"]


def test_parts_add_up_to_the_score_and_reasons_are_kept():
    world = make_world()
    world.run()
    for row in Proposal.objects.filter(round=world.round):
        assert sum(part["points"] for part in row.parts) == row.score <= row.maximum
        assert 1 <= len(row.reasons) <= 3


def test_the_receipt_holds_what_a_second_run_needs():
    world = make_world()
    receipt = world.run().receipt
    assert receipt["certificate"]["matched"] == 3
    assert receipt["certificate"]["verified"] is True
    people = {"mentees": 4, "mentors": 3, "places": 3, "locks": 0, "kept": 0}
    assert receipt["people"] == people
    assert receipt["policy"] == 1
    assert set(receipt["libraries"]) == {"numpy", "ortools", "python"}


def test_same_input_gives_the_same_fingerprint_and_pairs():
    world = make_world()
    found = [(world.run().receipt["input"], pairs(world)) for _ in range(3)]
    assert found[2] == found[1]  # the first knew of no proposals to keep
    assert found[0][1] == found[1][1]


def test_a_rerun_keeps_what_hr_may_have_read(monkeypatch):
    world, asked = make_world(), []
    solve = engine.solve
    monkeypatch.setattr(locked_pairs, "MOST_COMPARED", 0)
    monkeypatch.setattr(
        engine, "solve", lambda *args, **given: asked.append(given["keep"]) or solve(*args, **given)
    )
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    decisions.reject(world.proposal("Omar"), by=world.hana.user, reason="They share an office")
    world.run()
    problem = loading.load(world.round, policy=policies.current(world.program), now=NOW)
    priya = problem.mentee_place(world.mentees["Priya"].pk)
    assert asked[0] is None
    assert [pair[0] for pair in asked[1].pairs] == [priya]


def test_asking_twice_gives_one_run():
    world = make_world()
    first, is_new = runs.request(world.round, by=world.hana.user)
    second, again = runs.request(world.round, by=world.hana.user)
    assert (first.pk, is_new, again) == (second.pk, True, False)


def test_nothing_to_do_is_nothing_done(db):
    assert runs.execute_next("test", now=NOW) is None


def test_a_dead_workers_run_is_taken_over_and_its_late_result_refused():
    world = make_world()
    runs.request(world.round, by=world.hana.user)
    dead = runs.claim("dead", now=NOW)
    assert runs.claim("other", now=NOW + dt.timedelta(seconds=30)) is None
    run = runs.execute_next("other", now=NOW + dt.timedelta(seconds=61))
    assert (run.state, run.attempts) == (Run.State.DONE, 2)
    assert dead.rows().count() == 0


def test_a_run_that_keeps_dying_fails_with_a_reason():
    world = make_world()
    run, _ = runs.request(world.round, by=world.hana.user)
    for attempt in range(lease.MOST_ATTEMPTS):
        assert runs.claim("dying", now=NOW + dt.timedelta(minutes=2 * attempt))
    assert runs.claim("last", now=NOW + dt.timedelta(minutes=20)) is None
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "stopped 3 times" in run.error
    again, is_new = runs.request_again(run, by=world.hana.user)
    assert is_new
    assert (again.salt, again.policy_id) == (run.salt, run.policy_id)


def test_a_cancelled_round_refuses_the_result():
    world = make_world()
    runs.request(world.round, by=world.hana.user)
    lease = runs.claim("slow", now=timezone.now())
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    with pytest.raises(runs.LostLeaseError):
        runs._execute(lease, now=timezone.now())
    assert not Proposal.objects.exists()


def test_a_rerun_keeps_approvals_and_never_repeats_a_rejected_pair():
    world = make_world()
    world.run()
    ben, omar = world.proposal("Ben"), world.proposal("Omar")
    decisions.approve(ben, by=world.hana.user)
    decisions.reject(omar, by=world.hana.user, reason="They share an office")
    turned_down = omar.mentor_id
    mentor(world.program, "Mei Chen", ("Presenting",))
    world.run()
    after = world.proposal("Ben")
    assert (after.pk, after.mentor_id, after.decision) == (ben.pk, ben.mentor_id, "approved")
    assert after.decided_by == world.hana.user
    again = world.proposal("Omar")
    assert again.mentor_id != turned_down
    assert again.decision == "pending"


def test_a_rejected_pair_stays_on_the_page_when_nobody_else_is_left():
    world = make_world()
    world.run()
    for name in ("Ben", "Priya"):
        decisions.approve(world.proposal(name), by=world.hana.user)
    decisions.reject(world.proposal("Omar"), by=world.hana.user, reason="No")
    run = world.run()
    assert world.proposal("Omar").decision == "rejected"
    assert set(run.unmatched.values_list("mentee__profile__name", flat=True)) == {
        "Omar Haddad",
        "Rust Fan",
    }


def test_locked_pairs_stay_and_a_lock_that_breaks_a_rule_is_named():
    world = make_world()
    world.run()
    decisions.lock(world.proposal("Ben"), by=world.hana.user)
    locked = world.proposal("Ben").mentor
    world.run()
    assert world.proposal("Ben").mentor_id == locked.pk
    assert world.proposal("Ben").is_locked
    world.mentees["Ben"].profile.manager = locked.profile
    world.mentees["Ben"].profile.save()
    run = world.run()
    assert run.state == Run.State.FAILED
    assert "Ben Ito" in run.error
    assert "Unlock" in run.error


def choose(world, **fields):
    wanted = replace(policies.engine_policy(policies.current(world.program)), **fields)
    policies.save_version(world.program, wanted, by=world.hana.user)


def test_the_policy_says_how_fair_a_run_is(monkeypatch):
    world, asked = make_world(), []
    solve = engine.solve

    def noted(*args, **options):
        asked.append((options["fairness"], options["floors"]))
        return solve(*args, **options)

    monkeypatch.setattr(engine, "solve", noted)
    monkeypatch.setattr(locked_pairs, "MOST_COMPARED", 0)
    assert world.run().state == Run.State.DONE
    for fairness in ("total", "balanced", "leximin"):
        choose(world, fairness=fairness)
        assert world.run().state == Run.State.DONE
    assert asked == [("floors", (20, 30)), ("total", None), ("balanced", None), ("leximin", None)]


@pytest.mark.parametrize(
    ("where", "name", "words"),
    [
        ("fairness", "MOST_MENTEES", "up to 2 mentees, and here are 4. Choose another fairness"),
        ("ladder", "MOST_STEPS", "up to 2 different scores, and here are"),
    ],
)
def test_a_run_too_large_for_its_fairness_says_what_to_change(where, name, words, monkeypatch):
    world = make_world()
    choose(world, fairness="leximin")
    monkeypatch.setattr(f"matching.engine.{where}.{name}", 2)
    run = world.run()
    assert run.state == Run.State.FAILED
    assert words in run.error
    assert "run again" in run.error


def test_an_approval_that_breaks_a_rule_now_goes_back_to_review():
    world = make_world()
    world.run()
    ben = world.proposal("Ben")
    decisions.approve(ben, by=world.hana.user)
    world.mentees["Ben"].profile.manager = ben.mentor.profile
    world.mentees["Ben"].profile.save()
    assert world.run().state == Run.State.DONE
    assert ProposalEvent.objects.filter(action="return", mentee=ben.mentee).count() == 1
    kept = Proposal.objects.filter(mentee=ben.mentee).first()
    assert kept is None or kept.decision == "pending"


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_a_lock_of_somebody_who_left_stops_the_run_until_unlocked(side):
    world = make_world()
    world.run()
    ben = world.proposal("Ben")
    decisions.lock(ben, by=world.hana.user)
    Enrollment.objects.filter(pk=getattr(ben, f"{side}_id")).update(state="withdrawn")
    refused = world.run()
    assert refused.state == Run.State.FAILED
    assert f"{ben.mentor.profile} and {ben.mentee.profile} are locked together" in refused.error
    assert "Unlock them on the review page and run again." in refused.error
    decisions.unlock(world.proposal("Ben"), by=world.hana.user)
    assert world.run().state == Run.State.DONE


def test_an_always_lock_written_by_hand_is_held():
    world = make_world()
    jonas, omar = world.mentors["Jonas"].profile, world.mentees["Omar"].profile
    PairRule.objects.create(
        program=world.program, mentor=jonas, mentee=omar, kind="lock", scope="always"
    )
    world.run()
    assert world.proposal("Omar").mentor.profile == jonas
    assert world.proposal("Omar").is_locked


def test_a_run_of_an_empty_program_ends_well():
    world = make_world()
    world.program.enrollments.all().delete()
    run = world.run()
    assert (run.state, run.receipt["certificate"]["matched"]) == (Run.State.DONE, 0)


def test_more_people_cost_no_more_queries(django_assert_num_queries):
    from matching import loading, policies

    world = make_world()
    policy = policies.current(world.program)

    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            loading.load(world.round, policy=policy, now=timezone.now())
        return len(queries)

    few = count()
    mentor(world.program, "Mei Chen", ("Presenting",))
    mentee(world.program, "Lena Fox", ("Presenting",))
    assert count() == few <= 15


def test_lock_conflicts_have_words_for_every_code():
    world = make_world()
    world.run()
    from matching import loading, policies
    from matching.engine import Conflict

    problem = loading.load(world.round, policy=policies.current(world.program), now=timezone.now())
    for code in ("breaks_rule", "over_capacity", "two_locks", "locked_and_forbidden"):
        text = locked_pairs._words(problem, Conflict(code, ((0, 0),), "reporting_line"))
        assert "Ada Obi" in text
