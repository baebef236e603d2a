"""What programs tell channels by themselves, against a real web server that plays the chat."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import audience, news
from matching.models import Program, Round
from outbox.drain import drain
from outbox.models import Channel, Message
from tests.outbox.test_channels import channel_at
from tests.people import enroll, make_hr, make_pair, make_person, make_program
from tests.web import Chat

pytestmark = pytest.mark.django_db
ALL = [news.OPENS, news.CLOSES, news.PUBLISHED]
TODAY = timezone.now().date()


@pytest.fixture
def chat(settings):
    settings.WEBHOOK_SECONDS = 0.5
    server = Chat().start()
    yield server
    server.shutdown()
    server.server_close()


def at(hour=10, *, day=None) -> dt.datetime:
    """A working hour of the week that has begun; `day` 0 is Monday."""
    monday = TODAY - dt.timedelta(days=TODAY.weekday())
    chosen = monday + dt.timedelta(days=2 if day is None else day)
    return dt.datetime.combine(chosen, dt.time(hour), tzinfo=dt.UTC)


def program(*, closes_in=14, now=None, **fields) -> Program:
    day = (now or at()).date()
    dates = {
        "sign_up_opens": day - dt.timedelta(days=7),
        "sign_up_closes": day + dt.timedelta(days=closes_in),
    }
    return make_program(summary="Find somebody who has done it.", **(dates | fields))


def published(target, *, pairs=6, at=None) -> Round:
    round_ = Round.objects.create(
        program=target, number=target.rounds.count() + 1, state="published", published_at=at
    )
    for n in range(pairs):
        mentor = enroll(target, make_person(f"Mentor {round_.pk} {n}"), "mentor")
        mentee = enroll(target, make_person(f"Mentee {round_.pk} {n}"))
        make_pair(target, mentor, mentee, round=round_)
    return round_


def send(now=None) -> int:
    """What was written on a working day of this week is due now, whatever day this is."""
    due, later = timezone.now(), timezone.now() + dt.timedelta(hours=1)
    new = Message.objects.filter(status="queued", attempts=0)
    new.update(not_before=due, not_after=later)
    return drain(now=now)


def said(chat) -> list[str]:
    return [str(call) for call in chat.calls]


def test_that_sign_up_is_open_is_said_once(chat):
    target = program()
    channel_at(chat.url, news=ALL)
    assert [news.tick(now=at()), news.tick(now=at()), news.tick(now=at(15))] == [1, 0, 0]
    assert [send(), send()] == [1, 0]
    (call,) = said(chat)
    assert "Sign-up for Spring Mentoring is open" in call
    assert "Find somebody who has done it." in call
    assert f"/programs/{target.pk}/" in call
    assert Message.objects.get().status == "sent"
    # After the words are forgotten the key still keeps it from being said again.
    assert news.tick(now=at()) == 0


@pytest.mark.parametrize(("days", "kind"), [(4, news.OPENS), (3, news.CLOSES), (1, news.CLOSES)])
def test_three_days_before_the_end_it_closes(chat, days, kind):
    program(closes_in=days)
    channel_at(chat.url, news=ALL)
    news.tick(now=at())
    assert Message.objects.get().kind == kind


@pytest.mark.parametrize("days", [0, -1])
def test_on_the_last_day_and_after_it_nothing_is_said(chat, days):
    program(closes_in=days)
    channel_at(chat.url, news=ALL)
    assert news.tick(now=at()) == 0


def test_a_published_round_is_counted_and_nobody_is_named(chat):
    target = program(closes_in=-3)
    published(target, pairs=6, at=at() - dt.timedelta(hours=1))
    channel_at(chat.url, news=ALL)
    assert [news.tick(now=at()), news.tick(now=at())] == [1, 0]
    assert send() == 1
    (call,) = said(chat)
    assert "New pairs in Spring Mentoring" in call
    assert "6 pairs start now." in call
    assert "Mentor" not in call.replace("Spring Mentoring", "").replace("Mentoring", "")
    assert "Mentee" not in call


def test_fewer_than_five_pairs_are_not_counted_aloud(chat):
    published(program(closes_in=-3), pairs=4, at=at() - dt.timedelta(hours=1))
    channel_at(chat.url, news=ALL)
    news.tick(now=at())
    send()
    (call,) = said(chat)
    assert "pairs start now" not in call


def test_a_round_that_can_be_recalled_is_not_told(chat, settings):
    settings.RECALL_MINUTES = 10
    round_ = published(program(closes_in=-3), at=at() - dt.timedelta(minutes=9))
    channel_at(chat.url, news=ALL)
    assert news.tick(now=at()) == 0
    Round.objects.filter(pk=round_.pk).update(state="cancelled")
    assert news.tick(now=at() + dt.timedelta(hours=1)) == 0


def test_an_old_round_is_no_news(chat):
    published(program(closes_in=-3), at=at() - dt.timedelta(days=4, minutes=1))
    channel_at(chat.url, news=ALL)
    assert news.tick(now=at()) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": {"departments": ["Finance"]}},
        {"audience": {"level_max": 4}},
        {"audience": {"started_after": "2027-01-01"}},
        {"audience_kind": "list"},
        {"audience_kind": "invitation"},
        {"state": "draft"},
        {"state": "finished"},
    ],
)
def test_a_program_that_is_not_for_everybody_is_told_to_nobody(chat, fields):
    target = program(**fields)
    published(target, pairs=0, at=at() - dt.timedelta(hours=1))
    channel_at(chat.url, news=ALL)
    assert news.tick(now=at()) == 0


def test_rules_that_leave_nobody_out_are_everybody():
    rules = {"departments": [], "level_min": 1, "level_max": 10, "started_after": None}
    assert audience.is_everybody(Program(audience_kind="rules", audience=rules))


@pytest.mark.parametrize(
    ("hour", "day", "zone", "told"),
    [
        (8, 2, "UTC", 0),
        (9, 2, "UTC", 1),
        (17, 2, "UTC", 1),
        (18, 2, "UTC", 0),
        (10, 5, "UTC", 0),
        (10, 6, "UTC", 0),
        # 20:00 in Auckland, 23:00 on Sunday there when it is 10:00 on Sunday in UTC.
        (10, 2, "Pacific/Auckland", 0),
        (22, 1, "Pacific/Auckland", 1),
    ],
)
def test_it_is_said_in_the_programs_working_hours(chat, hour, day, zone, told):
    program(time_zone=zone)
    channel_at(chat.url, news=ALL)
    assert news.tick(now=at(hour, day=day)) == told


def test_each_channel_is_told_what_it_takes(chat):
    program()
    both = channel_at(chat.url, "Both", news=ALL)
    channel_at(chat.url, "None")
    channel_at(chat.url, "Other", news=[news.CLOSES])
    channel_at(chat.url, "Off", news=ALL, is_on=False)
    assert news.tick(now=at()) == 1
    assert Message.objects.get().channel == both


@pytest.mark.parametrize(
    "change",
    [
        lambda channel, target: Channel.objects.update(news=[news.CLOSES]),
        lambda channel, target: Channel.objects.update(is_on=False),
        lambda channel, target: Program.objects.update(state="finished"),
        lambda channel, target: Program.objects.update(audience_kind="invitation"),
        lambda channel, target: Program.objects.update(
            sign_up_opens=TODAY - dt.timedelta(days=9),
            sign_up_closes=TODAY - dt.timedelta(days=1),
        ),
    ],
)
def test_what_is_no_longer_so_is_not_said(chat, change):
    target = program()
    channel = channel_at(chat.url, news=ALL)
    news.tick(now=at())
    change(channel, target)
    send()
    assert Message.objects.get().status == "cancelled"
    assert chat.calls == []


def test_a_chat_that_is_down_is_tried_again_and_told_once(chat):
    program()
    channel_at(chat.url, news=ALL)
    news.tick(now=at())
    chat.answer = (503, 0)
    send()
    row = Message.objects.get()
    assert (row.status, row.smtp_code, row.attempts) == ("queued", 503, 1)
    assert news.tick(now=at()) == 0
    chat.answer = (200, 0)
    drain(now=row.not_before)
    row.refresh_from_db()
    assert row.status == "sent"
    assert len(chat.calls) == 2
    assert [drain(now=row.not_before), news.tick(now=at())] == [0, 0]


def test_silence_after_the_call_is_never_said_twice(chat):
    program()
    channel_at(chat.url, news=ALL)
    news.tick(now=at())
    chat.answer = "hang up"
    send()
    assert Message.objects.get().status == "unknown"
    chat.answer = (200, 0)
    assert [send(), news.tick(now=at())] == [0, 0]
    assert len(chat.calls) == 1


def test_a_refused_one_is_failed_and_hr_may_send_it_again(chat, sign_in):
    program()
    channel_at(chat.url, news=ALL)
    news.tick(now=at())
    chat.answer = (410, 0)
    send()
    row = Message.objects.get()
    assert row.status == "failed"
    chat.answer = (200, 0)
    sign_in(make_hr()).post(f"/hr/messages/{row.pk}/retry/")
    send()
    row.refresh_from_db()
    assert row.status == "sent"
    assert "Sign-up for Spring Mentoring is open" in said(chat)[1]


def test_without_a_channel_that_listens_a_tick_asks_one_question(chat):
    program()
    channel_at(chat.url)
    with CaptureQueriesContext(connection) as asked:
        news.tick(now=at())
    assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_many_ticks_at_once_write_one_message(chat):
    program()
    channel_at(chat.url, news=ALL)

    def tick():
        news.tick(now=at())
        connection.close()

    threads = [threading.Thread(target=tick) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Message.objects.count() == 1
