"""One look of one person at Home, and what the rooms have read for it.

    visit = Visit(profile, now)
    pairs = visit.once(my_pairs)      # `my_pairs(visit)` asks the database the first time only

Several parts tell of the same rows; each takes them from here instead of reading them again. Small
facts about the person (`FACTS`) are read together, at the first of them:

    visit.fact("offers")
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import QuerySet
from django.db.models.expressions import BaseExpression

from profiles.models import Profile

T = TypeVar("T")
# Filled by rooms in their `AppConfig.ready`: a name, and how it is asked of the person's profile.
FACTS: dict[str, BaseExpression] = {}


@dataclass(frozen=True)
class Visit:
    profile: Profile
    now: datetime
    _known: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    def once(self, read: "Callable[[Visit], T]") -> T:
        if read not in self._known:
            self._known[read] = read(self)
        return cast("T", self._known[read])

    def fact(self, name: str) -> Any:
        return self.once(_facts)[name]


def _facts(visit: Visit) -> dict[str, Any]:
    rows: QuerySet[Any, Any] = Profile.objects.filter(pk=visit.profile.pk)
    return dict(rows.values(**FACTS).get())
