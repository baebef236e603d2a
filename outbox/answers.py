"""What becomes of a mail after the server's answer, as a table in code."""

import re
from dataclasses import dataclass
from datetime import timedelta

from outbox.delivery import (
    Answer,
    DeliveryError,
    RefusedError,
    UndecidedError,
)
from outbox.models import Message

BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 25, 120, 720)]
RENDER_ATTEMPTS = 3
# 5.1.7 and 5.1.8 are about the sender's address.
NO_SUCH_ADDRESS = re.compile(r"(?<![\d.])5\.1\.(?!7\b|8\b)\d{1,3}\b")


@dataclass(frozen=True)
class Outcome:
    """`retry_in` sends the row back into the queue; otherwise `status` is final."""

    status: Message.Status
    answer: Answer
    retry_in: timedelta | None = None
    suppress: bool = False


def after_error(message: Message, error: DeliveryError) -> Outcome:
    answer = error.answer
    if isinstance(error, UndecidedError):
        if message.policy == Message.Policy.AT_MOST_ONCE:
            return Outcome(Message.Status.UNKNOWN, answer)
        return later(message, answer)
    if isinstance(error, RefusedError) and error.is_final:
        suppress = error.is_recipient and bool(NO_SUCH_ADDRESS.search(answer.text))
        return Outcome(Message.Status.FAILED, answer, suppress=suppress)
    return later(message, answer)


def after_render_error(message: Message, error: Exception) -> Outcome:
    """The type only: an error's words may quote what a person wrote."""
    answer = Answer(None, f"could not be written: {type(error).__name__}")
    return later(message, answer, attempts=RENDER_ATTEMPTS)


def later(message: Message, answer: Answer, *, attempts: int = len(BACK_OFF) + 1) -> Outcome:
    if message.attempts + 1 >= attempts:
        return Outcome(Message.Status.FAILED, answer)
    delay = BACK_OFF[min(message.attempts, len(BACK_OFF) - 1)]
    return Outcome(Message.Status.QUEUED, answer, retry_in=delay)
