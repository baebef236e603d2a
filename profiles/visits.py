"""One look of one person at Home, and what the rooms have read for it.

    visit = Visit(profile, now)
    pairs = visit.once(my_pairs)      # `my_pairs(visit)` asks the database the first time only

Several parts tell of the same rows; each takes them from here instead of reading them again.
Whether there is anything to read at all, rooms ask together: they put an expression into `FACTS`
(`OuterRef("pk")` is the visitor's profile) and take the answer with `visit.fact(name)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models.expressions import BaseExpression

from profiles.models import Profile

T = TypeVar("T")
# Filled by the rooms in their `AppConfig.ready`: one question for all of them.
FACTS: dict[str, BaseExpression] = {}


@dataclass(frozen=True)
class Visit:
    profile: Profile
    now: datetime
    _known: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    def fact(self, name: str) -> Any:
        return self.once(_facts)[name]

    def once(self, read: "Callable[[Visit], T]") -> T:
        if read not in self._known:
            self._known[read] = read(self)
        return cast("T", self._known[read])


def _facts(visit: Visit) -> dict[str, Any]:
    rows = Profile.objects.filter(pk=visit.profile.pk).annotate(**FACTS)
    return rows.values(*FACTS).get() if FACTS else {}
