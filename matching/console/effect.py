"""What an edit would do to everybody, in words before numbers: "Omar moves from the 1st to the 2nd
best mentor; nobody loses a match", then the points."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from matching import engine
from matching.console.standing import Standing
from matching.engine.points import pair_scores
from matching.models import Enrollment

Ints = NDArray[np.int64]
MOST_NAMED = 3
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Shift:
    """One mentee's mentor before and after, -1 for none, with the fit in percent and the rank
    among the mentors they may have."""

    mentee: int
    before: int
    after: int
    fits: tuple[int, int]
    ranks: tuple[int, int]

    @property
    def drop(self) -> int:
        """Ranks lost; a match lost outweighs any."""
        if self.after < 0:
            return 1_000_000
        return self.ranks[1] - self.ranks[0] if self.before >= 0 else -1_000_000


@dataclass(frozen=True)
class Effect:
    """`headline` in words, `moves` one line a person, `points` the net change; `kind` is "warn"
    when somebody is worse off by more than a little and "bad" when somebody loses a match."""

    headline: str
    moves: list[str]
    points: str
    kind: str
    matched: int = 0
    total: int = 0
    shifts: list[Shift] = field(default_factory=list, repr=False)
    names: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def moves_nobody(self) -> bool:
        return not self.shifts


@dataclass(frozen=True)
class People:
    """First names by mentee row, enrollments by mentor row."""

    names: dict[int, str]
    mentors: dict[int, Enrollment]


def of(standing: Standing, after: Ints, *, first: int | None = None) -> Effect:
    """The difference between the plan and another one; mentee row `first` is named first."""
    return of_all(standing, [after], first=first)[0]


def of_all(standing: Standing, plans: list[Ints], *, first: int | None = None) -> list[Effect]:
    """The same for several plans; everybody's names are read at once."""
    found = [shifts(standing, after) for after in plans]
    who = people(standing, found)
    return [told(standing, each, who, first=first) for each in found]


def told(
    standing: Standing, found: list[Shift], who: People, *, first: int | None = None
) -> Effect:
    """Everybody who moves, in words."""
    names = who.names
    others = [one for one in found if one.mentee != first]
    mine = [one for one in found if one.mentee == first]
    lost = [one for one in found if one.after < 0]
    total = sum(points_of(standing, one.mentee, one.after) for one in found)
    total -= sum(points_of(standing, one.mentee, one.before) for one in found)
    return Effect(
        headline=_headline(names, mine, others, lost),
        moves=[_move(names, one) for one in [*mine, *_furthest_first(others)][: MOST_NAMED + 1]],
        points=_net(total),
        kind=_kind(found, lost),
        matched=sum((one.after >= 0) - (one.before >= 0) for one in found),
        total=total,
        shifts=found,
        names=names,
    )


def shifts(standing: Standing, after: Ints) -> list[Shift]:
    """Everybody whose mentor differs."""
    moved = np.flatnonzero(standing.plan != after)
    if not len(moved):
        return []
    rows = standing.problem.points.block(moved).astype(np.int64)
    return [
        Shift(
            mentee=i,
            before=int(standing.plan[i]),
            after=int(after[i]),
            fits=(_fit(standing, i, int(standing.plan[i])), _fit(standing, i, int(after[i]))),
            ranks=(_rank(row, int(standing.plan[i])), _rank(row, int(after[i]))),
        )
        for i, row in zip(moved.tolist(), rows, strict=True)
    ]


def points_of(standing: Standing, i: int, j: int) -> int:
    """Points of a pair; one that breaks a rule has those of its parts."""
    if j < 0:
        return 0
    score = standing.problem.points.score(i, j)
    parts = engine.explain(standing.problem.points, i, j) if score < 0 else ()
    return score if score >= 0 else sum(part.points for part in parts)


def scores_of(standing: Standing, plan: Ints) -> Ints:
    """Points of every pair of a plan, in the order of the mentees."""
    mentees = np.flatnonzero(plan >= 0)
    pairs = np.column_stack([mentees, plan[mentees]])
    found = pair_scores(standing.problem.points, pairs).astype(np.int64)
    for at in np.flatnonzero(found < 0).tolist():
        found[at] = points_of(standing, int(pairs[at, 0]), int(pairs[at, 1]))
    return found


def percent(standing: Standing, points: int) -> int:
    maximum = standing.problem.points.maximum
    return points * 100 // maximum if maximum else 0


def _fit(standing: Standing, i: int, j: int) -> int:
    return percent(standing, points_of(standing, i, j))


def _rank(row: Ints, j: int) -> int:
    return int((row > row[j]).sum()) + 1 if j >= 0 else 0


def people(
    standing: Standing, moved: list[list[Shift]], *, mentors: Collection[int] = ()
) -> People:
    """Whoever moves, and the mentors of these rows, read at once."""
    rows, mentees = standing.problem, {one.mentee for each in moved for one in each}
    learns = {i: rows.mentee_rows[i].pk for i in mentees}
    teaches = {j: rows.mentor_rows[j].pk for j in mentors}
    ids = {*learns.values(), *teaches.values()}
    found = Enrollment.objects.select_related("profile").in_bulk(ids) if ids else {}
    return People(
        names={i: found[pk].profile.first_name if pk in found else "" for i, pk in learns.items()},
        mentors={j: found[pk] for j, pk in teaches.items()},
    )


def _furthest_first(found: list[Shift]) -> list[Shift]:
    return sorted(found, key=lambda one: (-one.drop, one.mentee))


def _headline(
    names: dict[int, str], mine: list[Shift], others: list[Shift], lost: list[Shift]
) -> str:
    if not mine and not others:
        return _("Nobody moves; nobody loses a match.")
    said = [_moves_in_words(names, one) for one in mine]
    said += [_moves_in_words(names, one) for one in _furthest_first(others)[:1]]
    if len(others) > 1:
        more = ngettext("%(n)s other moves", "%(n)s others move", len(others) - 1)
        said.append(more % {"n": len(others) - 1})
    if not lost:
        said.append(_("nobody loses a match"))
    return "; ".join(said) + "."


def _moves_in_words(names: dict[int, str], one: Shift) -> str:
    values = {
        "name": names[one.mentee],
        "before": ordinal(one.ranks[0]),
        "after": ordinal(one.ranks[1]),
    }
    if one.after < 0:
        return _("%(name)s would be waiting") % values
    if one.before < 0:
        return _("%(name)s gets the %(after)s best mentor") % values
    if one.ranks[0] == one.ranks[1]:
        return _("%(name)s changes between equally good mentors (%(after)s best)") % values
    return _("%(name)s moves from the %(before)s to the %(after)s best mentor") % values


def _move(names: dict[int, str], one: Shift) -> str:
    """ "Priya 82 → 79"."""
    before = str(one.fits[0]) if one.before >= 0 else _("waiting")
    after = str(one.fits[1]) if one.after >= 0 else _("waiting")
    return f"{names[one.mentee]} {before} → {after}"


def _net(total: int) -> str:
    number = f"{MINUS}{-total}" if total < 0 else f"+{total}" if total else "±0"
    return _("net %(number)s") % {"number": number}


def _kind(found: list[Shift], lost: list[Shift]) -> str:
    if lost:
        return "bad"
    return "warn" if any(before - after > 5 for before, after in (s.fits for s in found)) else ""
