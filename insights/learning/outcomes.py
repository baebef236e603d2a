"""What became of the pairs of a program and of the cohorts before it, beside what their scores
were made of.

    table = of_program(program, now=now)
    table.parts                      # pairs × engine.FACTORS, in shares of the most there could be
    table.outcomes["fit"]            # one number a pair, NaN where nothing is known
    table.digest                     # SHA-256 of all of it: the same rows, the same digest

fit      what the two said after their first meeting: good 1, deciding ½, not a fit 0, averaged
rhythm   weeks with a meeting, of the meetings the agreed rhythm asks for until the planned end or
         today: a pair that ended early has kept less of it
growth   the mentee's own ratings of their skills: last less first, averaged; never the mentor's
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import F, QuerySet
from numpy.typing import NDArray

from checkins import rhythm
from checkins.models import CheckIn, Meeting, SkillRating
from insights.learning import cohorts
from matching.engine.policy import FACTORS
from matching.models import Pair, PairParts, Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
OUTCOMES = ("fit", "rhythm", "growth")
FITS = {
    CheckIn.Answer.GOOD_FIT: 1.0,
    CheckIn.Answer.DECIDING: 0.5,
    CheckIn.Answer.NOT_A_FIT: 0.0,
}
# A pair younger than that has had no time for a rhythm.
AGED = dt.timedelta(weeks=6)
BEGUN = (Pair.State.ACTIVE, Pair.State.AWAY, Pair.State.ENDED)


@dataclass(frozen=True)
class Table:
    pairs: Ints
    mentors: Ints
    parts: Floats
    outcomes: Mapping[str, Floats] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def together(self) -> Floats:
        """Each outcome in spreads around its mean, averaged over those that are known."""
        scaled = [_scaled(values) for values in self.outcomes.values()]
        known = [values for values in scaled if not np.isnan(values).all()]
        if not known:
            return np.full(len(self), np.nan)
        stacked = np.array(known)
        counts = (~np.isnan(stacked)).sum(axis=0)
        sums = np.nansum(stacked, axis=0)
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)

    @property
    def digest(self) -> str:
        found = hashlib.sha256(",".join(FACTORS).encode())
        for values in (self.pairs, self.mentors, self.parts, *self.outcomes.values()):
            found.update(np.ascontiguousarray(values).tobytes())
        return found.hexdigest()


def of_program(program: Program, *, now: dt.datetime) -> Table:
    rows = _rows(cohorts.before(program), now)
    ids = [row.pair_id for row in rows]
    known = {
        "fit": _fits(ids),
        "rhythm": _rhythms([row.pair for row in rows], now=now),
        "growth": _growth(ids),
    }
    parts = np.array([_shares(row) for row in rows], float).reshape(len(rows), len(FACTORS))
    return Table(
        np.array(ids, np.int64),
        np.array([row.pair.mentor_id for row in rows], np.int64),
        parts,
        {name: np.array([known[name].get(pk, np.nan) for pk in ids], float) for name in OUTCOMES},
    )


def count(program: Program, *, now: dt.datetime) -> int:
    """How many pairs there would be to learn from."""
    return _begun(cohorts.before(program), now).count()


def _begun(programs: Sequence[int], now: dt.datetime) -> QuerySet[PairParts]:
    rows = PairParts.objects.filter(pair__program__in=programs, pair__state__in=BEGUN)
    return rows.filter(pair__starts_on__lte=(now - AGED).date())


def _rows(programs: Sequence[int], now: dt.datetime) -> list[PairParts]:
    rows = _begun(programs, now).select_related("pair__program", "pair__agreement")
    return list(rows.order_by("pair_id"))


def _shares(row: PairParts) -> list[float]:
    shares = [
        points / most if most else 0.0 for points, most in zip(row.points, row.maxima, strict=True)
    ]
    return (shares + [0.0] * len(FACTORS))[: len(FACTORS)]


def _scaled(values: Floats) -> Floats:
    known = values[~np.isnan(values)]
    if len(known) < 2 or known.std() == 0:
        return np.full(len(values), np.nan)
    scaled: Floats = (values - known.mean()) / known.std()
    return scaled


def _fits(ids: Sequence[int]) -> dict[int, float]:
    said: dict[int, list[float]] = defaultdict(list)
    rows = CheckIn.objects.answered().filter(pair__in=ids, kind=CheckIn.Kind.FIT)
    for pair, answer in rows.values_list("pair", "answer"):
        said[pair].append(FITS[CheckIn.Answer(answer)])
    return {pair: sum(values) / len(values) for pair, values in said.items()}


def _rhythms(pairs: Sequence[Pair], *, now: dt.datetime) -> dict[int, float]:
    ids = [pair.pk for pair in pairs]
    weeks: dict[int, set[tuple[int, int]]] = defaultdict(set)
    held = Meeting.objects.held().filter(pair__in=ids).values_list("pair", "starts_at")
    said = CheckIn.objects.answered().filter(pair__in=ids, answer__in=CheckIn.MET)
    for pair, at in (*held, *said.values_list("pair", "answered_at")):
        if at is not None:
            weeks[pair].add(at.isocalendar()[:2])
    return {pair.pk: _kept(pair, len(weeks[pair.pk]), now=now) for pair in pairs}


def _kept(pair: Pair, met: int, *, now: dt.datetime) -> float:
    """Never more than all of it: who meets twice as often kept the rhythm, no more."""
    end = min(pair.ends_on, now.date())
    days = (end - rhythm.begins_on(pair)).days - pair.days_away
    wanted = max(days / 7 / rhythm.weeks_between(pair), 1.0)
    return min(met / wanted, 1.0)


def _growth(ids: Sequence[int]) -> dict[int, float]:
    """Of skills rated at the start and again later, by the mentee."""
    levels: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rows = SkillRating.objects.filter(pair__in=ids, profile=F("pair__mentee"))
    for pair, skill, stage, level in rows.values_list("pair", "skill", "stage", "level"):
        levels[pair, skill][stage] = level
    grown: dict[int, list[int]] = defaultdict(list)
    for (pair, _skill), found in levels.items():
        last = found.get(SkillRating.Stage.END, found.get(SkillRating.Stage.MIDDLE))
        if last is not None and SkillRating.Stage.START in found:
            grown[pair].append(last - found[SkillRating.Stage.START])
    return {pair: sum(steps) / len(steps) for pair, steps in grown.items()}
