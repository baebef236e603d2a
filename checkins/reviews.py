"""Where meetings, not months, say that half of the way is done: coaching, after three of six."""

from django.db.models import Count, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from checkins.models import Meeting
from matching import presets
from matching.models import Pair, Program

# Formats with a review of their own in the middle; others that count meetings have none.
REVIEWED = (Program.Format.COACHING,)


def with_held(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """Pairs with `held_count`, the meetings that were held."""
    held = Meeting.objects.held().filter(pair=OuterRef("pk")).order_by().values("pair")
    return pairs.annotate(held_count=Coalesce(held.annotate(n=Count("pk")).values("n"), 0))


def after(pair: Pair) -> int | None:
    """After how many meetings the first review comes; None where the calendar says it."""
    meetings = presets.preset_of(pair.program).meetings
    return meetings // 2 if meetings and pair.program.format in REVIEWED else None


def is_due(pair: Pair, held: int) -> bool | None:
    """None where the calendar decides."""
    if not has_own_steps(pair):
        return None
    wanted = after(pair)
    return wanted is not None and held >= wanted


def has_own_steps(pair: Pair) -> bool:
    """Whose meetings are counted has the steps of the agendas, not the tips of long pairs."""
    return presets.preset_of(pair.program).meetings is not None
