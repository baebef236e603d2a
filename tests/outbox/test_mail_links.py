import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from outbox import links, preferences
from outbox.models import Link, MailPreference
from tests.mail import drain_outbox
from tests.outbox.kinds import queue
from tests.people import make_person

pytestmark = pytest.mark.django_db
MAIN = re.compile(rb"<main.*</main>", re.DOTALL)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def link(person):
    def make(purpose, days=1):
        expires_at = timezone.now() + dt.timedelta(days=days)
        url = links.url(queue(to=person.user), purpose, person.user, expires_at=expires_at)
        return url.removeprefix("http://testserver")

    return make


def test_one_click_needs_no_cookie_and_answers_200(person, smtp):
    queue("nudge", to=person.user)
    (mail,) = drain_outbox()
    url = mail.headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        client.cookies.clear()
        assert client.post(url, ONE_CLICK).status_code == 200
    assert MailPreference.objects.get().nudges is False


@pytest.mark.parametrize("purpose", ["unsubscribe", "pause"])
def test_a_browser_without_referrer_may_post(link, purpose):
    """It says `Origin: null`, as browsers do under `no-referrer`."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    assert client.post(link(purpose), {**ONE_CLICK, "days": "7"}).status_code == 200
    assert MailPreference.objects.count() == 1


@pytest.mark.parametrize("purpose", ["unsubscribe", "pause"])
def test_looking_changes_nothing_and_leaks_nothing(client, link, purpose):
    url = link(purpose)
    for method in (client.get, client.head):
        page = method(url)
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["Cache-Control"] == "no-store"
    assert MailPreference.objects.count() == 0


def test_unsubscribe_wants_exactly_that_body(client, link):
    assert client.post(link("unsubscribe"), {"List-Unsubscribe": "yes"}).status_code == 400
    assert MailPreference.objects.count() == 0


def test_the_button_of_the_page_sends_that_body(client, link):
    page = client.get(link("unsubscribe")).content.decode()
    assert '<input type="hidden" name="List-Unsubscribe" value="One-Click">' in page


def test_pause_in_two_taps(client, link, person):
    url = link("pause")
    assert client.get(url).context["form"]["days"].value() == 14
    page = client.post(url, {"days": "14"})
    today = timezone.localdate()
    assert page.status_code == 200
    assert not preferences.wants_nudges(person.user, today=today + dt.timedelta(days=12))
    assert preferences.wants_nudges(person.user, today=today + dt.timedelta(days=15))


@pytest.mark.parametrize("typed", ["", "3650", "x", "\x00"])
def test_a_pause_is_one_of_three(client, link, typed):
    page = client.post(link("pause"), {"days": typed})
    assert page.context["form"].errors == {"days": ["Choose for how long"]}
    assert MailPreference.objects.count() == 0


@pytest.mark.parametrize("purpose", ["unsubscribe", "pause"])
def test_unknown_foreign_and_old_links_look_the_same(client, link, purpose):
    other = link("pause" if purpose == "unsubscribe" else "unsubscribe")
    urls = [f"/m/{purpose}/nothing/", f"/m/{purpose}/{other.split('/')[3]}/"]
    Link.objects.all().delete()
    urls.append(link(purpose, days=-1))
    pages = [getattr(client, how)(url, ONE_CLICK) for url in urls for how in ("get", "post")]
    assert {page.status_code for page in pages} == {404}
    assert len({MAIN.search(page.content)[0] for page in pages}) == 1
    assert MailPreference.objects.count() == 0


@pytest.mark.parametrize("purpose", ["unsubscribe", "pause"])
def test_other_methods_are_refused(client, link, purpose):
    assert client.put(link(purpose)).status_code == 405


def test_guessing_is_slowed_down_and_answering_is_not(client, link):
    answers = [client.post("/m/pause/nothing/", {"days": "7"}).status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]
    assert client.post(link("pause"), {"days": "7"}).status_code == 200
