"""Hands due rows to the mail server. Safe to run anywhere, any number of times at once.

Each row: is it still wanted → render → MAIL, RCPT → fence → DATA → mark. Whatever goes wrong with
one row stays with that row.
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

from outbox import answers, claims, mime, render
from outbox.claims import address_of
from outbox.delivery import DeliveryError, Server, UnreachableError
from outbox.kinds import Mail, kind_named
from outbox.models import Message

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
    sent = 0
    with Server() as server:
        for message in batch:
            if time.monotonic() > stop_at:
                break
            try:
                sent += _send(server, message, now)
            except UnreachableError as error:
                _all_later(batch, error, now)
                break
    return sent


def _send(server: Server, message: Message, now: datetime | None) -> int:
    """1 when the mail went out."""
    try:
        with transaction.atomic():
            if ending := _why_not(message, now or timezone.now()):
                claims.end(message, *ending)
                return 0
            mail, letter = _write(message)
    except Exception as error:  # noqa: BLE001  # whatever a kind raises, the other mails go out
        # The kind of error only: its words may quote what a person wrote.
        name = type(error).__name__
        logger.error("message %d (%s) could not be written: %s", message.pk, message.kind, name)
        claims.settle(message, answers.after_render_error(message, error), now=now)
        return 0
    return _hand_over(server, message, mail, letter, now)


def _why_not(message: Message, now: datetime) -> tuple[Status, str] | None:
    if now - message.not_before > TOO_OLD or (message.not_after and now >= message.not_after):
        return Status.EXPIRED, ""
    if message.recipient is not None and not message.recipient.is_active:
        return Status.CANCELLED, ""
    if claims.is_suppressed(address_of(message)):
        return Status.FAILED, "this address takes no mail"
    if not kind_named(message.kind).still_wanted(message):
        return Status.CANCELLED, ""
    return None


def _write(message: Message) -> tuple[Mail, bytes]:
    kind = kind_named(message.kind)
    mail = kind.render(message)
    if kind.is_nudge and message.recipient is not None:
        url = render.opt_out_url(message, "unsubscribe", message.recipient)
        mail.headers.update(mime.one_click(url))
    return mail, mime.build(message, mail, address_of(message))


def _hand_over(
    server: Server, message: Message, mail: Mail, letter: bytes, now: datetime | None
) -> int:
    try:
        server.prepare(mime.sender(), address_of(message))
        if not claims.start_sending(
            message, message_id=mime.message_id(message), body_hash=mime.body_hash(mail)
        ):
            server.reset()
            return 0
        answer = server.deliver(letter)
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
        # Rows of this batch that are already sent or final are no longer ours: nothing happens.
        claims.settle(message, answers.later(message, error.answer), now=now)
