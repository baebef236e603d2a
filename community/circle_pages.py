"""What HR reads of a round of circles: who sits where, why, and what the engine says of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.circle_forming import SIZE
from community.models import CircleRound, CircleSeat, ProposedCircle
from matching.engine import circles as engine
from profiles.models import Goal, Offer

NOBODY = gettext_lazy(
    "No circle now: fewer than four people with this goal are free, or all are of one department"
)


@dataclass(frozen=True)
class SeatRow:
    seat: CircleSeat
    why: str


@dataclass(frozen=True)
class CircleRow:
    circle: ProposedCircle
    seats: list[SeatRow]
    size: int
    departments: int

    @property
    def is_small(self) -> bool:
        return self.size < SIZE[0]


def review(made: CircleRound) -> dict[str, object]:
    circles = list(made.circles.select_related("skill", "group"))
    rows = _rows(circles)
    accepted = [row for row in rows if row.circle.decision == ProposedCircle.Decision.ACCEPTED]
    return {
        "made": made,
        "rows": rows,
        "accepted": len(accepted),
        "invited": sum(row.size for row in accepted),
        "decided": sum(row.circle.decision != ProposedCircle.Decision.OPEN for row in rows),
        "lines": receipt_lines(made),
    }


def _rows(circles: list[ProposedCircle]) -> list[CircleRow]:
    seats = CircleSeat.objects.filter(circle__in=circles).select_related("profile")
    by_circle: dict[int, list[CircleSeat]] = defaultdict(list)
    for seat in seats:
        by_circle[seat.circle_id].append(seat)
    people = [seat.profile_id for found in by_circle.values() for seat in found]
    skills = [circle.skill_id for circle in circles]
    both = {"profile__in": people, "skill__in": skills}
    goals = {(goal.profile_id, goal.skill_id): goal for goal in Goal.objects.filter(**both)}
    offers = {(row.profile_id, row.skill_id): row for row in Offer.objects.filter(**both)}
    found = []
    for circle in circles:
        inside = [seat for seat in by_circle[circle.pk] if not seat.is_out]
        rows = [
            SeatRow(seat, _why(goals.get(key), offers.get(key)))
            for seat in by_circle[circle.pk]
            if (key := (seat.profile_id, circle.skill_id))
        ]
        places = {seat.profile.department for seat in inside if seat.profile.department}
        found.append(CircleRow(circle, rows, len(inside), len(places)))
    return found


def _why(goal: Goal | None, offer: Offer | None) -> str:
    """From the person's own goal or offer."""
    if goal is not None:
        levels = {"now": goal.current_level, "then": goal.target_level}
        return _("Goal: from level %(now)d to %(then)d") % levels
    if offer is not None:
        return _("Offers it at level %(level)d") % {"level": offer.level}
    return _("Asked for this circle")


def receipt_lines(made: CircleRound) -> list[str]:
    """The engine's word on its result, and what kept people out."""
    receipt = made.receipt
    if not receipt:
        return []
    names = {key: receipt[key] for key in ("people", "placed", "most_placed")}
    text = _("%(placed)d of %(people)d people have a place, of %(most_placed)d at the very most.")
    return [text % names, *_unplaced(receipt.get("unplaced", {}))]


def _unplaced(counts: dict[str, int]) -> list[str]:
    words = {
        engine.NO_FACILITATOR: _("nobody could facilitate"),
        engine.TOO_FEW: _("too few people want their topic"),
        engine.CIRCLES_FULL: _("the circles are full"),
        engine.DEPARTMENT_FULL: _("too many of one department"),
    }
    shown = Counter({reason: n for reason, n in counts.items() if reason in words})
    # Who keeps away from whom is private: their circles are full, like any other.
    shown[engine.CIRCLES_FULL] += counts.get(engine.KEPT_APART, 0)
    return [
        ngettext("%(n)d without a place: %(why)s", "%(n)d without a place: %(why)s", n)
        % {"n": n, "why": words[reason]}
        for reason, n in sorted(shown.items())
        if n
    ]
