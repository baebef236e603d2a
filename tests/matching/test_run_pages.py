import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import emails_runs, locked_pairs, rounds, runs
from matching.lease import MOST_ATTEMPTS
from matching.models import Policy, Run
from outbox.models import Message
from profiles.models import Offer
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world, mentee

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def test_start_shows_progress_and_then_the_result(world, sign_in):
    client = sign_in(world.cora)
    url = client.post(reverse("run-matching", args=[world.round.pk])).url
    run = Run.objects.get()
    assert url == reverse("run", args=[run.pk])
    assert client.post(reverse("run-matching", args=[world.round.pk])).url == url
    text = client.get(url).content.decode()
    assert "Waiting for a worker" in text
    assert 'hx-trigger="every 1s"' in text
    progress = reverse("run-progress", args=[run.pk])
    assert client.get(progress).status_code == 200
    runs.execute_next("test", now=timezone.now())
    done = client.get(progress)
    assert done.status_code == 286
    assert b"Done. Nothing is sent before HR publishes the round." in done.content
    page = client.get(url).content.decode()
    assert "Review results" in page
    assert "Proven optimal over 12 possible pairs in " in page
    assert "1 person is waiting for a mentor." in page
    for name, argument in (("round-unmatched", [world.round.pk]), ("help-matching", [])):
        assert f'href="{reverse(name, args=argument)}"' in page[page.index("<main") :]


def test_a_failed_run_says_why_and_runs_again(world, sign_in):
    client = sign_in(world.hana)
    run, _ = runs.request(world.round, by=world.hana.user)
    Run.objects.filter(pk=run.pk).update(state="failed", error="Two pairs are locked.")
    page = client.get(reverse("run", args=[run.pk])).content.decode()
    assert "Two pairs are locked." in page
    assert "It has no result and changed nothing." in page
    assert "Proven" not in page
    again = client.post(reverse("run-again", args=[run.pk]))
    assert Run.objects.filter(state="queued").count() == 1
    assert client.post(reverse("run-again", args=[run.pk])).url == again.url


def test_the_receipt_holds_what_the_page_says(world):
    run = world.run()
    fit = run.receipt["fit"]
    scores = sorted(run.proposals.values_list("score", flat=True))
    assert (fit["worst"], fit["fifth_percentile"]) == (scores[0], scores[0])
    assert fit["average"] == pytest.approx(sum(scores) / 3, abs=0.001)
    assert [floor for floor, _below in fit["below"]] == [20, 30]
    assert (fit["cost_matched"], fit["cost_points"]) == (0, 0)


def test_what_fairness_cost_is_left_out_where_it_would_take_long(world, monkeypatch):
    monkeypatch.setattr(locked_pairs, "MOST_COMPARED", 11)
    assert world.run().receipt["fit"]["cost_points"] is None


def test_most_points_need_no_second_solution(world, monkeypatch):
    monkeypatch.setattr(locked_pairs, "MOST_COMPARED", 0)
    document = {"format": "mentoring", "fairness": "total"}
    Policy.objects.create(program=world.program, version=2, document=document)
    assert world.run().receipt["fit"]["cost_points"] == 0


def test_a_replaced_result_leads_to_the_new_one(world, sign_in):
    first, second = world.run(), world.run()
    client = sign_in(world.hana)
    page = client.get(reverse("run", args=[first.pk])).content.decode()
    assert "Run 2 has replaced this result." in page
    assert reverse("run", args=[second.pk]) in page
    assert reverse("round-unmatched", args=[world.round.pk]) not in page


def test_a_run_without_a_result_leads_to_the_one_that_counts(world, sign_in):
    world.run()
    run, _ = runs.request(world.round, by=world.hana.user)
    runs.cancel(run, by=world.hana.user, now=timezone.now())
    page = sign_in(world.hana).get(reverse("run", args=[run.pk])).content.decode()
    assert "It changed nothing." in page
    assert "The round still shows the result of run 1." in page


def test_a_run_that_waits_long_says_so(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    client, url = sign_in(world.hana), reverse("run", args=[run.pk])
    assert "No worker has taken the run yet." not in client.get(url).content.decode()
    Run.objects.update(requested_at=timezone.now() - dt.timedelta(seconds=61))
    assert "No worker has taken the run yet." in client.get(url).content.decode()
    Run.objects.update(state="running", started_at=timezone.now(), attempts=2)
    page = client.get(url).content.decode()
    assert "This is attempt 2." in page
    assert "No worker has taken" not in page


@pytest.mark.parametrize(
    "receipt",
    [
        {},
        {"certificate": {"matched": 3, "points": 200, "verified": True}, "policy": 1},
        {"people": {"mentees": 4}},
        {"people": [], "certificate": "", "seconds": 3, "libraries": [], "fit": None},
    ],
)
def test_an_old_receipt_is_readable(world, sign_in, receipt):
    run = world.run()
    Run.objects.filter(pk=run.pk).update(receipt=receipt)
    client = sign_in(world.hana)
    for name, number in (("run", run.pk), ("round", world.round.pk)):
        answer = client.get(reverse(name, args=[number]))
        assert answer.status_code == 200
        assert b"Weakest fit" not in answer.content


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_a_run_with_nobody_to_match(world, sign_in, role):
    world.program.enrollments.filter(role=role).delete()
    run = world.run()
    assert run.state == "done"
    page = sign_in(world.hana).get(reverse("run", args=[run.pk])).content.decode()
    nobody = {
        "mentee": "No mentee was waiting, so there was nothing to match.",
        "mentor": "No mentor had a free place, so nobody could be matched.",
    }
    assert nobody[role] in page
    assert "Proven" not in page


def test_a_run_that_the_rules_leave_without_a_pair(world, sign_in):
    Offer.objects.all().delete()
    run = world.run()
    page = sign_in(world.hana).get(reverse("run", args=[run.pk])).content.decode()
    assert "Proven optimal over 12 possible pairs in " in page
    assert "The rules allow no pair." in page
    assert "4 people are waiting for a mentor." in page


def test_the_page_of_a_run_asks_a_constant_number_of_questions(world, sign_in):
    client, counts = sign_in(world.hana), []
    for name in ("Lena Fox", "Lars Holm"):
        url = reverse("run", args=[world.run().pk])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
        mentee(world.program, name, ("SQL",))
    assert counts[0] == counts[1] <= 15


def test_the_round_says_what_its_latest_result_is(world, sign_in):
    first = world.run()
    client, url = sign_in(world.hana), world.round.get_absolute_url()
    runs.request(world.round, by=world.hana.user)
    page = client.get(url).content.decode()
    run = reverse("run", args=[first.pk])
    assert f'<a href="{run}">run 1 and its proof</a>' in page
    assert "Proven optimal over 12 possible pairs in " in client.get(run).content.decode()


def test_a_closed_round_runs_no_more(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    client = sign_in(world.hana)
    for url in (
        reverse("run-matching", args=[world.round.pk]),
        reverse("run-again", args=[run.pk]),
    ):
        assert b"no longer open" in client.post(url, follow=True).content
    assert Run.objects.count() == 1


def test_percent_comes_after_ten_seconds(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    client, url = sign_in(world.hana), reverse("run", args=[run.pk])
    now = timezone.now()
    Run.objects.update(state="running", stage="solve", percent=42, started_at=now)
    assert "42 percent" not in client.get(url).content.decode()
    Run.objects.update(started_at=now - dt.timedelta(seconds=11))
    page = client.get(url).content.decode()
    assert "42 percent" in page
    assert "You can leave: we will e-mail you when it is done." in page
    other = sign_in(world.cora).get(url).content.decode()
    assert "You can leave: Hana Suzuki gets a mail when it is done." in other


def test_a_stage_is_announced_once_outside_of_what_is_swapped(world, sign_in):
    run, _ = runs.request(world.round, by=world.hana.user)
    Run.objects.update(state="running", stage="solve", started_at=timezone.now())
    client = sign_in(world.hana)
    page = client.get(reverse("run", args=[run.pk])).content.decode()
    assert page.index('id="stage" role="status"') < page.index('id="progress"')
    progress = reverse("run-progress", args=[run.pk])
    assert f'hx-get="{progress}?said=running-solve"' in page
    said = '<p hx-swap-oob="innerHTML:#stage">Finding the best result</p>'
    assert said in client.get(progress + "?said=running-score").content.decode()
    again = client.get(progress + "?said=running-solve").content.decode()
    assert "hx-swap-oob" not in again
    # What has the focus keeps it: htmx finds it again by its id.
    assert 'id="cancel"' in again
    assert 'id="refresh"' in again
    Run.objects.update(state="failed", error="Two pairs are locked.")
    end = client.get(progress + "?said=running-solve")
    assert (end.status_code, b'"innerHTML:#stage">Failed</p>' in end.content) == (286, True)


def test_the_review_mail_says_what_was_found(world, smtp):
    world.run()
    (mail,) = drain_outbox()
    assert "Matched 3 of 4. Average fit " in mail.text
    assert "The reason: No mentor offers what they asked for." in mail.text
    assert "About 3 minutes." in mail.text


@pytest.mark.parametrize(
    ("proposals", "risky", "about"), [(1, 0, 2), (39, 2, 17), (40, 0, 5), (500, 64, 29)]
)
def test_the_review_takes_about_so_long(proposals, risky, about):
    assert emails_runs.minutes(proposals, risky) == about


def test_a_run_that_did_not_finish_is_mailed_with_its_reason(world, smtp):
    run, _ = runs.request(world.round, by=world.hana.user)
    lease = runs.claim("test", now=timezone.now())
    lease.fail("Two pairs are locked.")
    lease.fail("Two pairs are locked.")
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == (world.hana.user.email, "Matching did not finish")
    assert "Two pairs are locked." in mail.text
    assert mail.link("/hr/runs/") == reverse("run", args=[run.pk])


def test_a_worker_that_keeps_stopping_is_mailed_too(world, smtp):
    runs.request(world.round, by=world.hana.user)
    Run.objects.update(attempts=MOST_ATTEMPTS)
    assert runs.claim("test", now=timezone.now()) is None
    assert "stopped 3 times" in drain_outbox()[0].text


def test_a_failure_that_was_run_again_is_no_news(world, smtp):
    runs.request(world.round, by=world.hana.user)
    runs.claim("test", now=timezone.now()).fail("Too large.")
    world.run()
    assert [mail.subject[:11] for mail in drain_outbox()] == ["3 proposals"]


def test_the_mail_goes_to_whoever_asked_for_the_run(world, smtp):
    world.run()
    world.run()
    mails = drain_outbox()
    assert [mail.to for mail in mails] == [world.hana.user.email]
    assert mails[0].subject.startswith("3 proposals ready:")
    assert "1 person is waiting for a mentor." in mails[0].text
    assert mails[0].link("/hr/rounds/") == world.round.get_absolute_url()
    states = Message.objects.filter(kind="review-ready").order_by("pk")
    assert list(states.values_list("status", flat=True)) == ["cancelled", "sent"]


def test_the_task_executes_what_waits(world):
    from matching.tasks import ask_mentors, execute_runs

    runs.request(world.round, by=world.hana.user)
    execute_runs()
    execute_runs()
    ask_mentors()
    assert Run.objects.get().state == "done"
    assert (execute_runs.time_limit, execute_runs.acks_late) == (900, False)
