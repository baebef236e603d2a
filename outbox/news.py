"""What channels are told by themselves: each kind of news is a kind of message, and each channel
says which it takes. None, until HR ticks them.

    register(News("news-sign-up-opens", label, render, still_wanted=…, sample=…))
    tell("news-sign-up-opens", "12", {"program": 12}, not_after=…, now=now)

One message for each kind, subject and channel, ever: the key says so. Its words are written when it
is sent, so that they are true then; a channel that no longer takes the kind gets nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from outbox import kinds
from outbox.kinds import AT_MOST_ONCE, NOTHING_EDITABLE, Kind, Mail
from outbox.models import Channel, Message
from outbox.queue import enqueue, known_keys_of


@dataclass(frozen=True)
class News:
    """`sample` is what it would say now, or None when there is nothing to say it of."""

    kind: str
    label: str | Promise
    render: Callable[[Message], Mail]
    still_wanted: Callable[[Message], bool]
    sample: Callable[[datetime], Mail | None]


NEWS: dict[str, News] = {}


def register(news: News) -> None:
    NEWS[news.kind] = news

    def still_wanted(message: Message) -> bool:
        takes = message.channel is not None and news.kind in message.channel.news
        return takes and news.still_wanted(message)

    kinds.register(
        Kind(
            news.kind,
            news.render,
            policy=AT_MOST_ONCE,
            still_wanted=still_wanted,
            label=news.label,
            editable=NOTHING_EDITABLE,
        )
    )


def listeners() -> list[Channel]:
    """Channels that are on and take some kind of news."""
    return list(Channel.objects.filter(is_on=True).exclude(news=[]).order_by("pk"))


def tell(
    kind: str,
    subject: str,
    context: Mapping[str, object],
    *,
    to: list[Channel],
    not_after: datetime,
    now: datetime,
) -> int:
    """One row for each of these channels that takes the kind; returns how many are new."""
    keys = {f"{kind}:{subject}:{channel.pk}": channel for channel in to if kind in channel.news}
    known = known_keys_of(keys)
    return sum(
        enqueue(
            kind,
            key=key,
            channel=channel,
            context=dict(context),
            not_before=now,
            not_after=not_after,
        )
        for key, channel in keys.items()
        if key not in known
    )
