"""The pairs a visitor of Home may know of and that are not over, read once for all rooms.

    pairs = visit.once(seen_pairs.of)          # the latest first, with program and both people

Rooms above add the columns they need: MORE gets and gives the query.
"""

from collections.abc import Callable

from matching.models import Pair
from matching.models.pairs import PairQuerySet
from profiles.visits import Visit

OVER = (Pair.State.DECLINED, Pair.State.ENDED)
MORE: list[Callable[[PairQuerySet], PairQuerySet]] = []


def of(visit: Visit) -> list[Pair]:
    rows = Pair.objects.visible_to(visit.profile, now=visit.now).exclude(state__in=OVER)
    rows = rows.with_people()
    for more in MORE:
        rows = more(rows)
    return list(rows.order_by("-starts_on", "-pk"))
