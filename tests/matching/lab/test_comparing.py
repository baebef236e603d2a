import datetime as dt

import pytest
from django.utils import timezone

from matching import decisions, engine, lease, rounds, runs, tasks
from matching.lab import comparing, drafts, pair_lists
from matching.models import Enrollment, Lab, PairRule, Policy, Proposal, Round, Run
from outbox.models import Message
from tests.mail import drain_outbox
from tests.matching.lab.world import compare, make_lab, make_lab_world
from tests.matching.rounds_world import mentee

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 5, 24, 9, 0, tzinfo=dt.UTC)
NO_CROSSING = {"format": "mentoring", "weights": {"department": 0}}


@pytest.fixture
def world():
    world = make_lab_world(policy=NO_CROSSING)
    world.run()
    return world


def live_state():
    return [
        list(rows.order_by("pk").values())
        for rows in (Proposal.objects, Round.objects, Run.objects, Policy.objects, PairRule.objects)
    ]


def asked(world, *starts) -> Lab:
    return drafts.start(make_lab(world, *starts), by=world.hana.user, now=timezone.now())


def test_a_comparison_measures_every_policy_and_changes_nothing(world):
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    before = live_state()
    lab = compare(world, "skills", "crossing")
    assert lab.state == Lab.State.DONE
    assert live_state() == before
    live, skills, crossing = lab.policies.all()
    assert [row.name for row in (live, skills, crossing)] == [
        "Live",
        "Skills first",
        "Across departments",
    ]
    assert (live.result["pairs"], live.result["left"], live.result["changed"]) == (42, 1, 0)
    assert crossing.result["crossing"] > live.result["crossing"]
    assert crossing.result["changed"] > 0
    for row in (live, skills, crossing):
        assert row.result["pairs"] + row.result["left"] == 43 == len(row.mentees)
        assert sum(row.result["histogram"]) == row.result["pairs"]
        assert row.result["worst"] <= row.result["lowest_tenth"] <= row.result["average"]


def test_no_column_beats_the_live_one_by_the_live_weights(world):
    """The live run is optimal for its own weights: the same yardstick must say so."""
    choose(world, {**NO_CROSSING, "fairness": "total"})
    world.run()
    lab = compare(world, "skills", "crossing", "wishes")
    live, *others = lab.policies.all()
    for row in others:
        if row.result["pairs"] == live.result["pairs"]:
            assert row.result["average"] <= live.result["average"]


def choose(world, document):
    Policy.objects.create(program=world.program, version=2, document=document)


def test_locks_and_approvals_carry_over(world):
    ben, omar = world.proposal("Ben"), world.proposal("Omar")
    decisions.approve(ben, by=world.hana.user)
    decisions.lock(omar, by=world.hana.user)
    for policy in compare(world, "crossing", "wishes").policies.all():
        places = pair_lists.read(policy)
        assert places[ben.mentee_id].mentor == ben.mentor_id
        assert places[omar.mentee_id].mentor == omar.mentor_id


def test_a_rejected_pair_is_no_pair_of_the_live_column(world):
    omar = world.proposal("Omar")
    decisions.reject(omar, by=world.hana.user, reason="They share an office")
    live, other = compare(world).policies.all()
    assert not pair_lists.read(live)[omar.mentee_id].is_matched
    assert pair_lists.read(other)[omar.mentee_id].mentor != omar.mentor_id


def test_a_policy_without_a_result_names_the_rule_and_the_others_go_on(world):
    omar = world.proposal("Omar")
    decisions.lock(omar, by=world.hana.user)
    lab = make_lab(world, "crossing", "skills")
    row = lab.policies.get(place=2)
    row.document = {**row.document, "rules": [*row.document["rules"], "same_department"]}
    row.save()
    profiles = [omar.mentor.profile, omar.mentee.profile]
    for profile in profiles:
        profile.department = "Finance"
        profile.save()
    drafts.start(lab, by=world.hana.user, now=timezone.now())
    assert comparing.execute_next("test", now=timezone.now()).state == Lab.State.DONE
    crossing, blocked = lab.policies.filter(place__gt=0)
    assert crossing.result["pairs"] == 42
    assert blocked.result == {}
    assert "Omar Haddad" in blocked.error
    assert "They work in the same department." in blocked.error


def test_where_no_pair_is_possible_the_rules_are_counted(world):
    lab = make_lab(world)
    row = lab.policies.get(place=1)
    row.document = {**row.document, "level_gap": [9, 9]}
    row.save()
    drafts.start(lab, by=world.hana.user, now=timezone.now())
    comparing.execute_next("test", now=timezone.now())
    row.refresh_from_db()
    assert (row.result["pairs"], row.result["worst"]) == (0, None)
    assert row.result["blocked"][0] == ["level_gap", 43 * 42]


def test_new_sign_ups_are_counted_against_the_live_run(world):
    mentee(world.program, "Nia New", ("SQL",))
    left = world.mentees["Ben"]
    Enrollment.objects.filter(pk=left.pk).update(state="withdrawn")
    lab = compare(world)
    assert (lab.people["joined"], lab.people["left"], lab.people["gone"]) == (1, 1, 1)
    assert lab.policies.get(place=0).result["pairs"] == 41


def test_a_dead_workers_lab_is_taken_over_and_its_late_result_refused(world):
    lab = asked(world)
    rows = Lab.objects.select_related("round__program", "run__policy")
    dead = lease.claim(rows, "dead", now=NOW)
    assert lease.claim(rows, "other", now=NOW + dt.timedelta(seconds=30)) is None
    done = comparing.execute_next("other", now=NOW + dt.timedelta(seconds=61))
    assert (done.pk, done.state, done.attempts) == (lab.pk, Lab.State.DONE, 2)
    with pytest.raises(lease.LostLeaseError):
        comparing._execute(dead, now=NOW)


def test_a_lab_cancelled_while_it_works_writes_nothing(world, monkeypatch):
    lab, real = asked(world, "crossing", "skills"), lease.Lease.report

    def report(held, stage, percent):
        if stage == "prove:2":
            assert drafts.cancel(lab, by=world.cora.user, now=timezone.now())
        real(held, stage, percent)

    monkeypatch.setattr(lease.Lease, "report", report)
    done = comparing.execute_next("test", now=timezone.now())
    assert done.state == Lab.State.CANCELLED
    assert done.cancelled_by == world.cora.user
    assert not lab.policies.exclude(result={}).exists()


def test_executing_twice_does_the_work_once(world):
    lab = asked(world)
    tasks.execute_runs()
    first = Lab.objects.values().get(pk=lab.pk)
    tasks.execute_runs()
    assert first["state"] == Lab.State.DONE
    assert Lab.objects.values().get(pk=lab.pk) == first


def test_a_run_of_the_round_comes_before_a_comparison(world):
    lab = asked(world)
    run, _ = runs.request(world.round, by=world.hana.user)
    tasks.execute_runs()
    run.refresh_from_db()
    lab.refresh_from_db()
    assert (run.state, lab.state) == (Run.State.DONE, Lab.State.QUEUED)


def test_a_limit_ends_the_lab_with_words(world, settings):
    asked(world)
    settings.MATCHING_MEMORY_MB = 1
    assert engine.memory_needed(43, 42) > 1
    done = comparing.execute_next("test", now=timezone.now())
    assert done.state == Lab.State.FAILED
    assert "MATCHING_MEMORY_MB" in done.error
    settings.MATCHING_MEMORY_MB = 1000
    again = drafts.again(done, by=world.hana.user, now=timezone.now())
    assert comparing.execute_next("test", now=timezone.now()).pk == again.pk
    assert again.policies.exclude(result={}).count() == 2


def test_a_round_that_has_ended_meanwhile_ends_the_lab(world):
    asked(world)
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    done = comparing.execute_next("test", now=timezone.now())
    assert (done.state, done.error) == (Lab.State.FAILED, "The round is no longer open.")


def test_whoever_waited_long_gets_one_mail(world, smtp):
    lab = asked(world)
    Message.objects.all().delete()
    Lab.objects.filter(pk=lab.pk).update(requested_at=timezone.now() - dt.timedelta(seconds=11))
    comparing.execute_next("test", now=timezone.now())
    mails = drain_outbox()
    assert [mail.to for mail in mails] == [world.hana.user.email]
    assert mails[0].subject == "Your comparison is ready"
    assert mails[0].link("/hr/labs/") == lab.get_absolute_url()


def test_whoever_waited_a_moment_gets_no_mail(world):
    compare(world)
    assert not Message.objects.filter(kind="lab-ready").exists()


def test_a_failure_after_a_long_wait_is_told_too(world, smtp, settings):
    lab = asked(world)
    Message.objects.all().delete()
    Lab.objects.filter(pk=lab.pk).update(requested_at=timezone.now() - dt.timedelta(seconds=11))
    settings.MATCHING_MEMORY_MB = 1
    comparing.execute_next("test", now=timezone.now())
    mails = drain_outbox()
    assert [mail.subject for mail in mails] == ["The comparison did not finish"]
    assert "MATCHING_MEMORY_MB" in mails[0].text


def test_the_time_limit_counts_for_the_whole_lab(world, settings):
    asked(world, "skills", "crossing")
    settings.MATCHING_SECONDS = 0
    assert comparing.execute_next("test", now=timezone.now()).state == Lab.State.FAILED
