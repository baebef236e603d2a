"""Kinds for the outbox's own tests, registered once."""

from outbox.kinds import AT_LEAST_ONCE, AT_MOST_ONCE, Kind, Mail, register
from outbox.models import Message
from outbox.queue import enqueue

STILL_WANTED = {}


def render(message: Message) -> Mail:
    if message.context.get("explode"):
        raise ZeroDivisionError("the words of somebody")
    subject = message.context.get("subject", f"Hello {message.key}")
    return Mail(subject, "Plain words.\n", "<p>Words.</p>")


def still_wanted(message: Message) -> bool:
    return STILL_WANTED.get(message.key, lambda: True)()


register(Kind("test-once", render, policy=AT_MOST_ONCE, still_wanted=still_wanted, is_nudge=True))
register(Kind("test-sure", render, policy=AT_LEAST_ONCE, still_wanted=still_wanted))
register(Kind("test-topic", render, policy=AT_MOST_ONCE, is_nudge=True, topic="help"))
register(Kind("test-first", render, policy=AT_LEAST_ONCE, priority=0))


def queue(key="a", kind="test-once", *, address="", **fields) -> Message:
    if "to" not in fields:
        address = address or f"{key}@example.com"
    enqueue(kind, key=key, address=address, **fields)
    return Message.objects.get(key=key)
