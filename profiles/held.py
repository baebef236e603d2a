"""What the company holds about a person: every table says what of it they download and what an
erasure leaves.

    Held(Offer, _("Skills you can help with"), mine=("profile",), shown=("skill=skill__name",),
         gone=("profile",))

`mine` and `gone` are paths to a profile, or a function of it; `shown` names the columns of the
download, as "name=path" where the path says too little. A table nobody downloads says why in
`not_shown`, which people read; one whose rows stay says why in `stays`.
`tests/privacy/test_held.py` fails for a table that leads to a person and is in no list.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from profiles.models import Profile

Words = str | Promise
Rows = tuple[str, ...] | Callable[[Profile, datetime], "QuerySet[Any]"]


@dataclass(frozen=True)
class Held:
    """One table. `emptied` are columns of the rows `blank` finds and what stands there after."""

    table: type[Model]
    title: Words
    mine: Rows | None = None
    shown: tuple[str, ...] = ()
    gone: Rows | None = None
    blank: Rows | None = None
    emptied: Mapping[str, object] = field(default_factory=dict)
    not_shown: Words = ""
    stays: str = ""

    def download(self, profile: Profile, *, now: datetime) -> list[dict[str, object]]:
        if self.mine is None:
            return []
        columns = [_column(name) for name in self.shown]
        found = self._find(self.mine, profile, now).order_by("pk").distinct()
        rows = found.values_list("pk", *(path for _name, path in columns))
        names = [name for name, _path in columns]
        return [dict(zip(names, row[1:], strict=True)) for row in rows]

    def erase(self, profile: Profile, *, now: datetime) -> None:
        if self.gone is not None:
            self._find(self.gone, profile, now).delete()
        if self.blank is not None:
            self._find(self.blank, profile, now).update(**self.emptied)

    def _find(self, rows: Rows, profile: Profile, now: datetime) -> "QuerySet[Any]":
        if not isinstance(rows, tuple):
            return rows(profile, now)
        wanted = reduce(or_, (Q(**{path: profile}) for path in rows))
        return self.table._default_manager.filter(wanted)


def _column(name: str) -> tuple[str, str]:
    label, _equals, path = name.partition("=")
    return label, path or label


HELD: list[Held] = []


def register(tables: Iterable[Held]) -> None:
    HELD.extend(tables)
