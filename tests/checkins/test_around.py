"""One thing from around the pairs in a weekly mail, and never a mail because of it."""

import pytest
from django.utils import timezone

from checkins import around
from checkins.around import Item
from checkins.planner import Letter, Step
from outbox.models import Message
from tests.checkins.test_mails import pair, send  # noqa: F401 - a fixture

SESSION = Item("Thursday 12:00: lunch & learn about SQL", "http://testserver/s/1/")
CIRCLE = Item("The SQL circle has two places", "http://testserver/c/1/")


@pytest.fixture
def sources(monkeypatch):
    found = []
    monkeypatch.setattr(around, "SOURCES", found)
    return found


def test_the_first_source_with_something_is_the_one_line(cast, pair, sources):  # noqa: F811
    sources += [lambda _who, _now: None, lambda _who, _now: SESSION, lambda _who, _now: CIRCLE]
    mail = send(cast.ben, pair, Step.ASK)
    for body in (mail.text, mail.html):
        assert body.count("Around your pairs:") == 1
        assert SESSION.url in body
        assert "circle" not in body
    assert SESSION.title in mail.text


def test_it_is_asked_for_the_reader_at_the_time_of_sending(cast, pair, sources):  # noqa: F811
    asked = []
    sources.append(lambda who, now: asked.append((who, now)))
    mail = send(cast.ben, pair, Step.ASK)
    assert "Around your pairs" not in mail.text
    assert [who for who, _now in asked] == [cast.ben]
    assert {now.tzinfo is not None for _who, now in asked} == {True}


def test_it_is_no_reason_to_write(cast, pair, sources):  # noqa: F811
    from checkins import nudges

    sources.append(lambda _who, _now: SESSION)
    now = timezone.now()
    assert not nudges.nudge(cast.ben, Letter(), {}, due_at=now, send_at=now, now=now)
    assert not Message.objects.filter(recipient=cast.ben.user).exists()
