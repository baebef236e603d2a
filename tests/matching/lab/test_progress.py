import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.lab import drafts
from matching.models import Lab
from tests.matching.lab.world import make_lab, make_lab_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_lab_world()
    world.run()
    return world


def page_of(client, lab):
    return client.get(lab.get_absolute_url()).content.decode()


def test_progress_is_announced_once_and_stops_by_itself(world, sign_in):
    lab = drafts.start(make_lab(world), by=world.hana.user, now=timezone.now())
    client, url = sign_in(world.hana), reverse("lab-progress", args=[lab.pk])
    news = client.get(url, {"seen": ""})
    assert (news.status_code, b"hx-swap-oob" in news.content) == (200, True)
    assert b"percent" not in news.content
    again = client.get(url, {"seen": "queued"})
    assert (again.status_code, b"hx-swap-oob" in again.content) == (200, False)
    began = timezone.now() - dt.timedelta(seconds=12)
    Lab.objects.update(state="running", stage="solve:1", percent=40, requested_at=began)
    working = client.get(url, {"seen": "queued"}).content.decode()
    assert "Policy 1 of 1: Finding the best result" in working
    assert "40 percent" in working
    assert "12 seconds so far." in working
    assert "You can leave, we will e-mail you." in working
    Lab.objects.update(state="done", finished_at=timezone.now())
    assert client.get(url).status_code == 286


def test_cancelled_and_failed_labs_say_so_and_start_again(world, sign_in):
    lab, client = drafts.start(make_lab(world), by=world.hana.user, now=timezone.now()), None
    client = sign_in(world.cora)
    page = client.post(reverse("lab-cancel", args=[lab.pk]), follow=True).content.decode()
    assert "The comparison is cancelled. It changed nothing." in page
    assert "Cancelled by Cora Lind on" in page
    Lab.objects.filter(pk=lab.pk).update(state="failed", error="The limit is 1 MB.")
    assert "The limit is 1 MB." in page_of(client, lab)
    client.post(reverse("lab-again", args=[lab.pk]))
    again = Lab.objects.latest("pk")
    assert (again.state, again.requested_by) == (Lab.State.QUEUED, world.cora.user)
    assert again.policies.count() == 2


def test_a_lab_that_waits_long_says_so(world, sign_in):
    lab = drafts.start(make_lab(world), by=world.hana.user, now=timezone.now())
    Lab.objects.update(requested_at=timezone.now() - dt.timedelta(seconds=61))
    page = page_of(sign_in(world.hana), lab)
    assert "No worker has taken the comparison yet." in page
