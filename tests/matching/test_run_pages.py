import pytest
from django.urls import reverse
from django.utils import timezone

from matching import rounds, runs
from matching.models import Run
from outbox.models import Message
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world

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
    assert b"Done: 3 pairs are proposed." in done.content
    page = client.get(url).content.decode()
    assert "Review results" in page
    assert "checked against every possible pair" in page


def test_a_failed_run_says_why_and_runs_again(world, sign_in):
    client = sign_in(world.hana)
    run, _ = runs.request(world.round, by=world.hana.user)
    Run.objects.filter(pk=run.pk).update(state="failed", error="Two pairs are locked.")
    page = client.get(reverse("run", args=[run.pk])).content.decode()
    assert "Two pairs are locked." in page
    again = client.post(reverse("run-again", args=[run.pk]))
    assert Run.objects.filter(state="queued").count() == 1
    assert client.post(reverse("run-again", args=[run.pk])).url == again.url


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


def test_the_mail_goes_to_whoever_asked_for_the_run(world, smtp):
    world.run()
    world.run()
    mails = drain_outbox()
    assert [mail.to for mail in mails] == [world.hana.user.email]
    assert mails[0].subject.startswith("3 proposals ready:")
    assert "1 person is without a match." in mails[0].text
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
