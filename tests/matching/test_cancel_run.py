"""HR stops a run that waits or works: it writes nothing, and says who stopped it and when."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from matching import decisions, results, rounds, runs
from matching.models import Proposal, Run, Unmatched
from outbox.models import Message
from profiles.models import AuditEvent
from tests.matching.rounds_world import make_world
from tests.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def cancel(client, run, **extra):
    return client.post(reverse("cancel-run", args=[run.pk]), **extra)


def test_a_waiting_run_is_cancelled_and_never_starts(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    client = sign_in(world.cora)
    page = cancel(client, run, follow=True).content.decode()
    assert f"Run {run.number} is cancelled." in page
    assert "Cancelled by Cora Lind on" in page
    assert "Run again with the same settings" in page
    run.refresh_from_db()
    assert (run.state, run.cancelled_by) == (Run.State.CANCELLED, world.cora.user)
    assert run.finished_at
    assert runs.execute_next("test", now=timezone.now()) is None
    event = AuditEvent.objects.get(action="run.cancelled")
    assert (event.object_id, event.actor) == (run.pk, world.cora.user)


@pytest.mark.parametrize("stage", ["score", "solve", "prove", "write"])
def test_a_working_run_stops_at_its_next_stage_and_writes_nothing(world, monkeypatch, stage):
    """HR's click comes while the worker is in the stage before."""
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    before = list(Proposal.objects.order_by("pk").values())
    told, real = [], runs.report

    def report(lease, name, done):
        if name == stage and stage not in told:
            assert runs.cancel(
                Run.objects.get(pk=lease.run.pk), by=world.hana.user, now=timezone.now()
            )
        told.append(name)
        real(lease, name, done)

    monkeypatch.setattr(runs, "report", report)
    run = world.run()
    assert run.state == Run.State.CANCELLED
    assert told[-1] == stage
    assert list(Proposal.objects.order_by("pk").values()) == before
    assert not Unmatched.objects.filter(run=run).exists()
    assert run.receipt == {}
    assert not Message.objects.filter(key=f"review-ready:{run.pk}").exists()


def test_a_run_cancelled_between_its_last_report_and_its_result_writes_nothing(world):
    runs.request(world.round, by=world.hana.user)
    lease = runs.claim("slow", now=timezone.now())
    runs.cancel(lease.run, by=world.hana.user, now=timezone.now())
    with pytest.raises(runs.LostLeaseError):
        runs._execute(lease, now=timezone.now())
    assert not Proposal.objects.exists()


def test_cancelling_twice_is_harmless_and_keeps_the_first_name(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    cancel(sign_in(world.cora), run)
    assert cancel(sign_in(world.hana), run).url == reverse("run", args=[run.pk])
    run.refresh_from_db()
    assert run.cancelled_by == world.cora.user
    assert AuditEvent.objects.filter(action="run.cancelled").count() == 1


def test_a_run_that_has_just_ended_is_not_cancelled(world, sign_in):
    run = world.run()
    page = cancel(sign_in(world.hana), run, follow=True).content.decode()
    assert "had just ended, so there was nothing to cancel." in page
    assert "Nothing is sent before HR publishes the round." in page
    run.refresh_from_db()
    assert run.state == Run.State.DONE


def test_run_again_undoes_a_cancel(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    client = sign_in(world.hana)
    cancel(client, run)
    client.post(reverse("run-again", args=[run.pk]))
    again = runs.execute_next("test", now=timezone.now())
    assert (again.state, again.salt) == (Run.State.DONE, run.salt)
    assert Proposal.objects.count() == 3


def test_the_round_says_so_and_goes_on_with_the_run_before(world, sign_in):
    world.run()
    run, _ = runs.request(world.round, by=world.hana.user)
    runs.cancel(run, by=world.hana.user, now=timezone.now())
    client = sign_in(world.hana)
    page = client.get(world.round.get_absolute_url() + "?tab=all").content.decode()
    assert f"Run {run.number} was cancelled by Hana Suzuki on" in page
    assert "Match again" in page
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    progress = client.get(reverse("run-progress", args=[run.pk]))
    assert progress.status_code == 286


def test_the_page_of_a_working_run_offers_to_cancel_it(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    client, button = sign_in(world.hana), reverse("cancel-run", args=[run.pk])
    assert button in client.get(reverse("run", args=[run.pk])).content.decode()
    runs.execute_next("test", now=timezone.now())
    assert button not in client.get(reverse("run", args=[run.pk])).content.decode()


def test_cancelling_the_round_cancels_its_run_in_the_same_name(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    rounds.cancel_round(world.round, by=world.cora.user, now=timezone.now())
    run.refresh_from_db()
    assert (run.state, run.cancelled_by) == (Run.State.CANCELLED, world.cora.user)
    page = sign_in(world.hana).get(reverse("run", args=[run.pk])).content.decode()
    assert "Cancelled by Cora Lind on" in page
    assert "Run again" not in page


def test_strangers_and_other_methods(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    assert sign_in(world.hana).get(reverse("cancel-run", args=[run.pk])).status_code == 405
    assert (
        sign_in(make_person("Dan Weiss")).post(reverse("cancel-run", args=[run.pk])).status_code
        == 404
    )
    assert sign_in(world.hana).post(reverse("cancel-run", args=[2**64])).status_code == 404
    run.refresh_from_db()
    assert run.state == Run.State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_while_the_result_is_being_written_the_run_is_not_cancelled(monkeypatch):
    """The worker holds its run until it commits; HR hears so instead of waiting."""
    world = make_world()
    run, _ = runs.request(world.round, by=world.hana.user)
    writing, go_on = threading.Event(), threading.Event()
    real = results._merge

    def merge(*given):
        writing.set()
        go_on.wait(20)
        real(*given)

    monkeypatch.setattr(results, "_merge", merge)

    def work():
        runs.execute_next("slow", now=timezone.now())
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert writing.wait(20)
        with pytest.raises(rounds.RoundRefusedError, match="being written right now"):
            runs.cancel(run, by=world.hana.user, now=timezone.now())
        with pytest.raises(rounds.RoundRefusedError, match="being written right now"):
            rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
        busy = pytest.raises(rounds.RoundRefusedError, match="Matching is running")
        with busy, rounds.under_review(world.round.pk):
            pass
        same, is_new = runs.request(world.round, by=world.hana.user)
        assert (same.pk, is_new) == (run.pk, False)
    finally:
        go_on.set()
        worker.join()
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    assert Proposal.objects.count() == 3
