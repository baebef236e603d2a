"""One thing from around the pairs in a weekly mail, and never a mail because of it."""

import pytest
from django.utils import timezone

from checkins import around, nudges
from checkins.around import Item
from checkins.models import Nudge
from checkins.planner import Letter, Step
from outbox.models import MailPreference, Message
from tests.checkins.test_mails import NOW, pair, send  # noqa: F401 - a fixture

SESSION = Item("session:1", "Thursday 12:00: lunch & learn about SQL", "http://testserver/s/1/", 9)
CIRCLE = Item("group:1", "The SQL circle has two places", "http://testserver/c/1/", 9)
BETTER = Item("group:2", "The Negotiation circle has a place", "http://testserver/c/2/", 60)


@pytest.fixture
def sources(monkeypatch):
    found = []
    monkeypatch.setattr(around, "SOURCES", found)
    return found


def always(*items):
    return lambda _who, _now: list(items)


def next_week(person, week):
    """The mail of this week becomes that of an earlier one."""
    Nudge.objects.filter(profile=person, period="2027-W21").update(period=f"2027-W{week}")
    Message.objects.filter(recipient=person.user, kind=nudges.KIND).update(key=f"nudge:then:{week}")


def chosen(person):
    steps = Nudge.objects.get(profile=person, period="2027-W21").steps
    return [step for step in steps if step.startswith("around:")]


def test_one_line_and_no_more(cast, pair, sources):  # noqa: F811
    sources += [always(), always(SESSION), always(CIRCLE)]
    mail = send(cast.ben, pair, Step.ASK)
    for body in (mail.text, mail.html):
        assert body.count("Around your pairs:") == 1
        assert SESSION.url in body
        assert "circle" not in body
    assert SESSION.title in mail.text


def test_what_fits_better_wins_whoever_registered_first(cast, pair, sources):  # noqa: F811
    sources += [always(SESSION), always(CIRCLE, BETTER)]
    assert BETTER.url in send(cast.ben, pair, Step.ASK).text


def test_the_next_mail_has_something_else(cast, pair, sources):  # noqa: F811
    sources.append(always(BETTER, CIRCLE))
    seen = []
    for week in (18, 19, 20):
        send(cast.ben, pair, Step.TIP)
        seen += chosen(cast.ben)
        next_week(cast.ben, week)
        Message.objects.all().delete()
    assert seen == ["around:group:2", "around:group:1", "around:group:2"]


def test_what_was_in_the_mail_before_is_not_said_again(cast, pair, sources):  # noqa: F811
    sources.append(always(BETTER))
    assert BETTER.url in send(cast.ben, pair, Step.TIP).text
    next_week(cast.ben, 20)
    assert "Around your pairs" not in send(cast.ben, pair, Step.TIP).text
    assert chosen(cast.ben) == []


def test_the_mails_of_somebody_else_count_for_nobody(cast, pair, sources):  # noqa: F811
    sources.append(always(BETTER))
    send(cast.ada, pair, Step.TIP)
    assert BETTER.url in send(cast.ben, pair, Step.TIP).text


def test_it_is_looked_at_again_when_the_mail_is_sent(cast, pair, sources):  # noqa: F811
    asked = []

    def source(who, now):
        asked.append((who, now.tzinfo is not None))
        return [] if len(asked) > 1 else [SESSION]

    sources.append(source)
    assert "Around your pairs" not in send(cast.ben, pair, Step.ASK).text
    assert asked == [(cast.ben, True)] * 2
    assert chosen(cast.ben) == ["around:session:1"]


def test_whoever_has_switched_it_off_gets_the_mail_without_it(cast, pair, sources):  # noqa: F811
    sources.append(always(SESSION))
    MailPreference.objects.update_or_create(user=cast.ben.user, defaults={"off": ["around"]})
    cast.ben.user.refresh_from_db()
    mail = send(cast.ben, pair, Step.ASK)
    assert "Around your pairs" not in mail.text
    assert "Have you and Ada met" in mail.text


def test_switched_off_between_writing_and_sending_counts(cast, sources):
    sources.append(always(SESSION))
    assert around.item_of("session:1", cast.ben, now=NOW) == SESSION
    MailPreference.objects.update_or_create(user=cast.ben.user, defaults={"off": ["around"]})
    cast.ben.user.refresh_from_db()
    assert around.item_of("session:1", cast.ben, now=NOW) is None


def test_it_can_be_switched_off_on_the_page_of_mails(cast, sign_in):
    page = sign_in(cast.ben).get("/settings/mail/").text
    assert "Around your pairs: one group, session or path in the weekly mail" in page


def test_it_is_no_reason_to_write(cast, pair, sources):  # noqa: F811
    sources.append(always(SESSION))
    now = timezone.now()
    assert not nudges.nudge(cast.ben, Letter(), {}, due_at=now, send_at=now, now=now)
    assert not Message.objects.filter(recipient=cast.ben.user).exists()
