"""Channels of the company's chat: for announcements, and for nudges to people who are mapped.

E-mail is the base. A nudge to somebody with a direct line goes to the chat instead of by mail, as
one sentence with a link to sign in: no name, no answer link, so that a wrong handle tells nothing.
What the chat refuses goes by mail at once.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outbox import payloads
from outbox.kinds import AT_MOST_ONCE, NOTHING_EDITABLE, Kind, Mail
from outbox.models import Channel, DirectLine, Message
from outbox.queue import enqueue

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

ANNOUNCEMENT, TEST = "announcement", "channel-test"


def usable() -> QuerySet[Channel]:
    return Channel.objects.filter(is_on=True)


def announce(title: str, text: str, *, key: str, now: datetime, channels: list[Channel]) -> int:
    """One row for each channel; returns how many are new."""
    return sum(
        enqueue(
            ANNOUNCEMENT,
            key=f"{ANNOUNCEMENT}:{key}:{channel.pk}",
            channel=channel,
            context={"title": title, "text": text},
            not_before=now,
        )
        for channel in channels
    )


def send_test(channel: Channel, *, by: "AbstractBaseUser", key: str, now: datetime) -> bool:
    return enqueue(TEST, key=f"{TEST}:{key}", channel=channel, not_before=now)


def why_not(message: Message) -> str:
    """Why an announcement must not go out; a test goes to a channel that is off, too."""
    if message.channel is None or message.channel.is_on or message.kind == TEST:
        return ""
    return "the channel is switched off"


def has_lost_line(message: Message) -> bool:
    """A nudge whose direct line is gone or off since it was written."""
    if message.channel is None or message.recipient_id is None:
        return False
    lines = DirectLine.objects.filter(user=message.recipient_id, channel=message.channel)
    return not (message.channel.is_on and lines.exists())


def body(message: Message, mail: Mail) -> bytes:
    """What stands in the chat: an announcement as written, a nudge as one sentence."""
    if message.channel is None:
        raise ValueError("no channel")
    service = message.channel.service
    if message.recipient_id is None:
        return payloads.payload(service, mail.subject, mail.text)
    line = DirectLine.objects.get(user=message.recipient_id, channel=message.channel)
    title = _("Mentoring has a question for you")
    words = {"home": f"{settings.PUBLIC_URL}/", "settings": f"{settings.PUBLIC_URL}/settings/mail/"}
    text = _("Answer here: %(home)s\nChange when we ask: %(settings)s") % words
    return payloads.payload(service, title, text, to=line.handle)


def _announcement(message: Message) -> Mail:
    return Mail(message.context["title"], message.context["text"], "")


def _test(message: Message) -> Mail:
    title = _("A test from mentoring")
    return Mail(title, _("This channel works. Nothing else to do."), "")


KINDS = [
    Kind(
        ANNOUNCEMENT,
        _announcement,
        policy=AT_MOST_ONCE,
        can_retry=False,
        label=gettext_lazy("Announcement to a channel"),
        editable=NOTHING_EDITABLE,
    ),
    Kind(
        TEST,
        _test,
        policy=AT_MOST_ONCE,
        label=gettext_lazy("Test of a channel"),
        editable=NOTHING_EDITABLE,
    ),
]
