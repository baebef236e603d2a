"""Moments in the life of a pair that rooms above take part in, inside the same transaction.

moments.BEGUN.append(hook)     # hook(pair, now=now): both may know of it from now on
moments.OVER.append(hook)      # it has just ended
"""

from datetime import datetime
from typing import Protocol

from matching.models import Pair


class Hook(Protocol):
    def __call__(self, pair: Pair, *, now: datetime) -> None: ...


BEGUN: list[Hook] = []
OVER: list[Hook] = []


def begun(pair: Pair, *, now: datetime) -> None:
    for hook in BEGUN:
        hook(pair, now=now)


def over(pair: Pair, *, now: datetime) -> None:
    for hook in OVER:
        hook(pair, now=now)
