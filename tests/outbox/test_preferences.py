import datetime as dt

import pytest
from django.utils import timezone

from outbox import preferences, topics
from outbox.models import MailPreference, Message
from tests.mail import drain_outbox
from tests.outbox.kinds import queue
from tests.people import make_person

pytestmark = pytest.mark.django_db
URL = "/settings/mail/"
TODAY = dt.date(2027, 5, 24)
FULL = {"nudges": "on", "nudge_weekday": "3", "nudge_hour": "15", "paused_until": "",
        "topics": topics.names()}  # fmt: skip


def test_by_default_nudges_come_on_tuesday_at_ten():
    person = make_person()
    default = preferences.of(person.user)
    assert (default.nudge_weekday, default.nudge_hour) == (1, 10)
    assert preferences.wants_nudges(person.user, today=TODAY)
    assert MailPreference.objects.count() == 0


def test_a_pause_ends_on_its_day():
    user = make_person().user
    preferences.pause(user, until=TODAY)
    assert not preferences.wants_nudges(user, today=TODAY - dt.timedelta(days=1))
    assert preferences.wants_nudges(user, today=TODAY)


def test_saving_twice_keeps_one_row(sign_in):
    person = make_person()
    client = sign_in(person)
    for _ in range(2):
        assert client.post(URL, FULL)["Location"] == URL
    row = MailPreference.objects.get(user=person.user)
    assert (row.nudges, row.nudge_weekday, row.nudge_hour, row.paused_until) == (True, 3, 15, None)


def test_switching_nudges_off(sign_in):
    person = make_person()
    sign_in(person).post(URL, {**FULL, "nudges": ""})
    assert not preferences.wants_nudges(person.user, today=TODAY)


def test_the_page_names_the_readers_zone(sign_in):
    page = sign_in(make_person(time_zone="Asia/Tokyo")).get(URL)
    assert "In your time zone, Asia/Tokyo." in page.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("nudge_weekday", "9", "Choose a day"),
        ("nudge_hour", "", "Choose a time"),
        ("nudge_hour", "99999999999999999999", "Choose a time"),
        ("paused_until", "2020-01-01", "Pause must end after today and within a year"),
        ("paused_until", "9999-12-31", "Pause must end after today and within a year"),
    ],
)
def test_bad_input_is_kept_and_nothing_is_saved(sign_in, field, typed, error):
    page = sign_in(make_person()).post(URL, {**FULL, field: typed})
    assert page.context["form"].errors == {field: [error]}
    assert page.context["form"][field].value() == typed
    assert MailPreference.objects.count() == 0


def test_a_pause_that_is_over_is_not_shown(sign_in):
    person = make_person()
    preferences.pause(person.user, until=timezone.localdate() - dt.timedelta(days=3))
    assert sign_in(person).get(URL).context["form"]["paused_until"].value() is None


def test_each_topic_is_switched_off_and_on_alone(sign_in):
    person = make_person()
    client = sign_in(person)
    client.post(URL, {**FULL, "topics": ["questions"]})
    assert MailPreference.objects.get().off == [one for one in topics.names() if one != "questions"]
    page = client.get(URL)
    assert page.context["form"]["topics"].value() == ["questions"]
    client.post(URL, FULL)
    assert MailPreference.objects.get().off == []


def test_a_topic_unknown_here_stays_off_and_a_made_up_one_is_refused(sign_in):
    person = make_person()
    MailPreference.objects.create(user=person.user, off=["later"])
    client = sign_in(person)
    client.post(URL, {**FULL, "topics": ["tips"]})
    assert MailPreference.objects.get().off == [
        "later",
        *(one for one in topics.names() if one != "tips"),
    ]
    page = client.post(URL, {**FULL, "topics": ["made-up"]})
    assert page.context["form"].errors == {"topics": ["Choose from the list"]}


@pytest.mark.parametrize(
    "fields",
    [{"nudges": False}, {"paused_until": dt.date(2099, 1, 1)}, {"off": ["help"]}],
)
def test_what_is_switched_off_counts_at_the_moment_of_sending(smtp, fields):
    person = make_person()
    queue("a", "test-topic", to=person.user)
    queue("b", "test-sure", to=person.user)
    MailPreference.objects.create(user=person.user, **fields)
    assert [mail.subject for mail in drain_outbox()] == ["Hello b"]
    assert Message.objects.get(key="a").status == Message.Status.CANCELLED
