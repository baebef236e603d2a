"""The five next best mentors of one mentee, each with the net effect on everyone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine, review
from matching.console import effect, standing
from matching.console.effect import Effect, Ints, People
from matching.console.standing import Standing
from matching.engine import LockConflict
from matching.models import Enrollment, Proposal, Run

COUNT = 5
LOOK_AT = 12  # some of the best may turn out not to be possible


@dataclass(frozen=True)
class Option:
    """`number` is the key that looks at it; `place` says whose place it would be."""

    number: int
    mentor: Enrollment
    percent: int
    word: str
    is_current: bool
    place: str
    effect: Effect


@dataclass(frozen=True)
class Options:
    """`verdict` is one sentence about all of them; `notice` why there is nothing to show, or what
    to know before using it."""

    current: Option | None
    best: list[Option]
    verdict: str
    notice: str = ""


def of(proposal: Proposal, *, now: datetime, run: Run | None = None) -> Options:
    """Loads and solves the round, a tenth of a second at 500 pairs. `run` is the current one."""
    try:
        found = standing.of(proposal.round, now=now, subject=proposal.mentee_id, run=run)
    except standing.NoStandingError as error:
        return Options(None, [], "", str(error))
    if found.own is None:
        name = proposal.mentee.profile.name
        return Options(None, [], "", _("%(name)s takes no part any more.") % {"name": name})
    return _options(found, found.own, proposal)


def _options(found: Standing, own: int, proposal: Proposal) -> Options:
    current, plans = int(found.plan[own]), _plans(found, own)
    moved = [effect.shifts(found, plan) for plan in plans.values()]
    people = effect.people(found, moved, mentors={*plans, *([current] if current >= 0 else [])})
    effects = [effect.told(found, each, people, first=own) for each in moved]
    best = [
        _option(found, own, j, number, people, change)
        for number, (j, change) in enumerate(zip(plans, effects, strict=True), 2)
    ]
    unchanged = effect.told(found, [], people)
    shown = _option(found, own, current, 1, people, unchanged) if current >= 0 else None
    return Options(shown, best, _verdict(best), _notice(found))


def _plans(found: Standing, own: int) -> dict[int, Ints]:
    """Mentor rows that can be had, best first, each with the plan it would make."""
    plans: dict[int, Ints] = {}
    for j in engine.best_for(found.problem.points, own, LOOK_AT):
        if j == int(found.plan[own]) or len(plans) == COUNT:
            continue
        try:
            plans[j] = found.locked(own, j)
        except LockConflict:
            continue  # kept apart, or every place is held by a decision
    return plans


def _option(
    found: Standing, own: int, j: int, number: int, people: People, change: Effect
) -> Option:
    percent, mentor = effect.percent(found, effect.points_of(found, own, j)), people.mentors[j]
    is_current = int(found.plan[own]) == j
    return Option(
        number=number,
        mentor=mentor,
        percent=percent,
        word="" if found.is_pilot else review.band(percent)[0],
        is_current=is_current,
        place=_("The proposal") if is_current else place_words(found, own, j, change),
        effect=change,
    )


def place_words(found: Standing, own: int, j: int, change: Effect) -> str:
    """Whose place the mentee would get."""
    free, places = found.free(j), int(found.capacity[j])
    if free:
        return _("Free, %(free)s of %(places)s") % {"free": free, "places": places}
    others = [one for one in change.shifts if one.mentee != own]
    if len(others) == 1 and others[0].before == j:
        name = change.names[others[0].mentee]
        if others[0].after == int(found.plan[own]):
            return _("Changes places with %(name)s") % {"name": name}
        return _("%(name)s makes room") % {"name": name}
    words = ngettext("Full; %(n)s person makes room", "Full; %(n)s people make room", len(others))
    return words % {"n": len(others)}


def _verdict(best: list[Option]) -> str:
    if not best:
        return _("The rules allow no other mentor who can be had.")
    losing = sum(option.effect.kind == "bad" for option in best)
    if not losing:
        return ngettext(
            "Nobody loses a match in this one.", "Nobody loses a match in any of these.", len(best)
        )
    words = ngettext(
        "In %(n)s of these somebody would be waiting.",
        "In %(n)s of these somebody would be waiting.",
        losing,
    )
    return words % {"n": losing}


def _notice(found: Standing) -> str:
    if not found.has_drifted:
        return ""
    return _("People have changed their answers since this run. A new run can take that up.")
