"""Why pairs ended, as far as it can be told without telling on anybody.

`tables` is what HR reads; a room above adds reasons of its own kind (`SOURCES`) by the same rules.

Five people at least behind every figure, and behind what is left over; figures in steps of five,
frozen on Monday, so that the difference of two looks says nothing about one person. Somebody who
ended several pairs counts once, with the last reason.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from matching.models import ExitReason, Program

FEWEST = 5


@dataclass(frozen=True)
class Share:
    """`people` is the lower end of the step: 5 stands for 5 to 9."""

    label: str
    people: int

    @property
    def most(self) -> int:
        return self.people + FEWEST - 1


@dataclass(frozen=True)
class Table:
    """Without shares there is nothing to show yet."""

    title: str
    shares: list[Share]


class Source(Protocol):
    def __call__(self, program: Program, *, today: dt.date) -> Table: ...


SOURCES: list[Source] = []


def tables(program: Program, *, today: dt.date) -> list[Table]:
    own = Table(_("Ended by one of the two"), of(program, today=today))
    return [own, *(source(program, today=today) for source in SOURCES)]


def of(program: Program, *, today: dt.date) -> list[Share]:
    """The most frequent reason first; empty while fewer than five people have given one."""
    rows = ExitReason.objects.filter(program=program, said_on__lt=monday(today)).order_by("pk")
    last = dict(rows.values_list("author", "reason"))
    return shares(last, dict(ExitReason.Reason.choices))


def monday(today: dt.date) -> dt.date:
    """Figures are those of the end of last week."""
    return today - dt.timedelta(days=today.weekday())


def shares(last: Mapping[int, str], labels: Mapping[str, str | Promise]) -> list[Share]:
    """`last` is each author's reason."""
    shown, rest = _apart(Counter(last.values()))
    found = [Share(str(labels[code]), _step(n)) for code, n in shown]
    return [*found, Share(_("All other reasons"), _step(rest))] if rest else found


def _apart(counts: Counter[str]) -> tuple[list[tuple[str, int]], int]:
    """Reasons large enough to be shown, and the people of all others together: five or none."""
    shown = [(code, n) for code, n in counts.most_common() if n >= FEWEST]
    rest = counts.total() - sum(n for _code, n in shown)
    while 0 < rest < FEWEST and shown:
        rest += shown.pop()[1]
    return shown, rest if rest >= FEWEST else 0


def _step(n: int) -> int:
    return n - n % FEWEST
