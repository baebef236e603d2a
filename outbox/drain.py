"""Hands due rows to the mail server. Safe to run anywhere, any number of times at once.

Each row: is it still wanted → render → MAIL, RCPT → fence → DATA → mark; a row for a channel takes
the same way with connect and POST. Whatever goes wrong with one row stays with that row.
"""

import logging
import os
import secrets
import socket
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from outbox import answers, channels, claims, mime, preferences, render
from outbox.claims import address_of
from outbox.delivery import ByMail, DeliveryError, Server, UnreachableError
from outbox.kinds import Kind, Mail, kind_named
from outbox.models import Message
from outbox.readers import reader_of
from outbox.webhooks import ByWebhook, Webhooks

logger = logging.getLogger(__name__)

TOO_OLD = timedelta(hours=48)
Status = Message.Status


def drain(*, now: datetime | None = None) -> int:
    """Send what is due, in batches, until nothing is or the time is up; returns how many went out.

    `now` (for tests) replaces the database's clock in "is it due", never in leases.
    """
    stop_at = time.monotonic() + settings.OUTBOX_DRAIN_SECONDS
    sent = 0
    while time.monotonic() < stop_at:
        owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"[:80]
        batch = claims.claim(owner, now=now)
        if not batch:
            break
        try:
            sent += _send_batch(batch, stop_at, now)
        finally:
            claims.give_back(owner)
    return sent


def sweep() -> int:
    count = claims.sweep()
    if count:
        logger.warning("swept %d messages of workers that stopped", count)
    return count


def _send_batch(batch: list[Message], stop_at: float, now: datetime | None) -> int:
    sent, hooks = 0, Webhooks()
    with Server() as server:
        for message in batch:
            if time.monotonic() > stop_at:
                break
            try:
                sent += _send(server, hooks, message, now)
            except UnreachableError as error:
                _all_later(batch, error, now)
                break
    return sent


def _send(server: Server, hooks: Webhooks, message: Message, now: datetime | None) -> int:
    """1 when the mail went out."""
    try:
        with transaction.atomic():
            if channels.has_lost_line(message):
                claims.take_off_channel(message)
            if ending := _why_not(
                message, now or getattr(message, "clock", None) or timezone.now()
            ):
                claims.end(message, *ending)
                return 0
            mail, way = _write(message, server, hooks)
    except Exception as error:  # noqa: BLE001  # whatever a kind raises, the other mails go out
        # The kind of error only: its words may quote what a person wrote.
        name = type(error).__name__
        logger.error("message %d (%s) could not be written: %s", message.pk, message.kind, name)
        claims.settle(message, answers.after_render_error(message, error), now=now)
        return 0
    return _hand_over(way, message, mail, now)


def _why_not(message: Message, now: datetime) -> tuple[Status, str] | None:
    if now - message.not_before > TOO_OLD or (message.not_after and now >= message.not_after):
        return Status.EXPIRED, ""
    if message.recipient is not None and not message.recipient.is_active:
        return Status.CANCELLED, ""
    if message.channel is not None:
        if reason := channels.why_not(message):
            return Status.CANCELLED, reason
    elif claims.is_suppressed(address_of(message)):
        return Status.FAILED, "this address takes no mail"
    kind = kind_named(message.kind)
    if _is_switched_off(message, kind, now) or not kind.still_wanted(message):
        return Status.CANCELLED, ""
    return None


def _is_switched_off(message: Message, kind: Kind, now: datetime) -> bool:
    """Preferences count at the moment of sending, whatever they were when the row was written."""
    if message.recipient is None or not (kind.is_nudge or kind.topic):
        return False
    preference = preferences.of(message.recipient)
    today = timezone.localdate(now, reader_of(message.recipient).zone)
    is_off = kind.is_nudge and (not preference.nudges or preference.is_paused(today=today))
    return is_off or bool(kind.topic and kind.topic in preference.off)


def _write(message: Message, server: Server, hooks: Webhooks) -> tuple[Mail, ByMail | ByWebhook]:
    kind = kind_named(message.kind)
    mail = kind.render(message)
    if message.channel is not None:
        return mail, ByWebhook(hooks, message.channel, channels.body(message, mail))
    if kind.is_nudge and message.recipient is not None:
        url = render.opt_out_url(message, "unsubscribe", message.recipient)
        mail.headers.update(mime.one_click(url))
    address = address_of(message)
    return mail, ByMail(server, mime.sender(), address, mime.build(message, mail, address))


def _hand_over(way: ByMail | ByWebhook, message: Message, mail: Mail, now: datetime | None) -> int:
    try:
        way.prepare()
        if not claims.start_sending(
            message, message_id=mime.message_id(message), body_hash=mime.body_hash(mail)
        ):
            way.reset()
            return 0
        answer = way.deliver()
    except UnreachableError:
        raise
    except DeliveryError as error:
        outcome = answers.after_error(message, error)
        claims.settle(message, outcome, now=now)
        logger.warning("message %d (%s): %s", message.pk, message.kind, outcome.status)
        return 0
    claims.mark_sent(message, answer)
    logger.info("message %d (%s) sent", message.pk, message.kind)
    return 1


def _all_later(batch: list[Message], error: UnreachableError, now: datetime | None) -> None:
    logger.warning("the mail server cannot be reached: %s", error.answer.text)
    for message in batch:
        if message.channel_id is not None:
            continue
        # Rows of this batch that are already sent or final are no longer ours: nothing happens.
        claims.settle(message, answers.later(message, error.answer), now=now)
