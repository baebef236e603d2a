"""How well the skills of a pair fit, as its score says: what becomes of pairs follows it, so that
there is something to learn from."""

from collections.abc import Sequence

from matching.engine.policy import FACTORS
from matching.models import Pair, PairParts

SKILLS = FACTORS.index("skills")


def shares(pairs: Sequence[Pair]) -> dict[int, float]:
    """Of the most there could be, by pair; those opened by hand are not in it."""
    rows = PairParts.objects.filter(pair__in=pairs)
    return {row.pair_id: row.points[SKILLS] / max(row.maxima[SKILLS], 1) for row in rows}
