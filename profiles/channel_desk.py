"""HR's channels: each act with its audit. The address itself is written once and never read out."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from outbox import vault
from outbox.addresses import split
from outbox.kinds import Mail
from outbox.models import Channel, DirectLine
from outbox.news import NEWS
from profiles import audit
from profiles.models import Profile, User


@transaction.atomic
def add(name: str, service: str, url: str, *, by: User) -> Channel:
    channel = Channel.objects.create(
        name=name, service=service, secret=vault.close(url), host=split(url).host
    )
    audit.record("channel.added", channel, by=by)
    return channel


@transaction.atomic
def change(channel: Channel, *, name: str, url: str, by: User) -> None:
    """Without a new address the old one stays."""
    channel.name = name
    if url:
        channel.secret, channel.host = vault.close(url), split(url).host
    channel.save(update_fields=["name", "secret", "host"])
    audit.record("channel.changed", channel, by=by, data={"address": bool(url)})


@transaction.atomic
def switch(channel: Channel, *, is_on: bool, by: User) -> bool:
    """False when it was so already."""
    done = Channel.objects.filter(pk=channel.pk, is_on=not is_on).update(is_on=is_on)
    if done:
        audit.record("channel.on" if is_on else "channel.off", channel, by=by)
    return bool(done)


@dataclass(frozen=True)
class Choice:
    """One kind of news on the channel's page, with what it would say now."""

    kind: str
    label: str
    is_on: bool
    sample: Mail | None


def news_of(channel: Channel, *, now: datetime) -> list[Choice]:
    return [
        Choice(one.kind, str(one.label), one.kind in channel.news, one.sample(now))
        for one in NEWS.values()
    ]


@transaction.atomic
def choose_news(channel: Channel, kinds: list[str], *, by: User) -> bool:
    """False when it takes these already."""
    done = Channel.objects.filter(pk=channel.pk).exclude(news=kinds).update(news=kinds)
    if done:
        audit.record("channel.news", channel, by=by, data={"news": kinds})
    return bool(done)


@transaction.atomic
def give_line(channel: Channel, person: Profile, handle: str, *, by: User) -> None:
    DirectLine.objects.update_or_create(
        user=person.user, defaults={"channel": channel, "handle": handle}
    )
    audit.record("line.added", channel, by=by, about=person)


@transaction.atomic
def take_line(line: DirectLine, *, by: User) -> None:
    audit.record("line.removed", line.channel, by=by, about=line.user.profile)
    line.delete()
