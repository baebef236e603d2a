"""What starting does: the first wave of a program beside the second, which waited by lot.

    effect = of(lot)              # Effect(measures=[Measured(...), …])
    read_on(lot)                  # the day from which it is shown

Every figure is fixed by days that are over when it is first shown, so it never moves afterwards:

came        took part in a session while the second wave waited: the share of mentees
skills      the last own rating of the mentees’ skills up to a week after the second wave starts
fit         what was said of the fit within eight weeks of the pair’s own start, both sides averaged
together    pairs that have not ended eight weeks after their own start

Mentees are compared as they were drawn, whatever they did then; whoever has no figure is left out
of that figure alone. The lot is by mentee, so that pairs of one mentor may be in both waves.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from checkins.models import CheckIn, SkillRating
from community.models import Rsvp
from insights.learning.outcomes import FITS
from insights.proof import intervals
from insights.proof.intervals import Apart
from matching.lots import FIRST, SECOND
from matching.models import Pair, StartLot

LEAST = 5
A_WEEK, AGED = dt.timedelta(weeks=1), dt.timedelta(weeks=8)
# Outcomes that can only be yes or no are shares; the others have a mean.
SHARES = ("came", "together")
MEASURES = ("came", "skills", "fit", "together")
Values = Mapping[int, float]


@dataclass(frozen=True)
class Measured:
    """One outcome: how many of each wave it is known of; without `apart` fewer than five are."""

    name: str
    first: int = 0
    second: int = 0
    first_value: float = 0.0
    second_value: float = 0.0
    apart: Apart | None = None

    @property
    def is_share(self) -> bool:
        return self.name in SHARES


def read_on(lot: StartLot) -> dt.date:
    return second_starts_on(lot) + AGED + A_WEEK


def second_starts_on(lot: StartLot) -> dt.date:
    return lot.starts_on + dt.timedelta(weeks=lot.weeks)


def of(lot: StartLot) -> list[Measured]:
    """One entry a measure, in their order."""
    drawn = (Pair.State.RECALLED, Pair.State.DECLINED)
    pairs = list(Pair.objects.filter(round=lot.round_id, wave__gt=0).exclude(state__in=drawn))
    found: dict[str, Callable[[Sequence[Pair], StartLot], Values]] = {
        "came": _came, "skills": _skills, "fit": _fit, "together": _together,
    }  # fmt: skip
    return [_measured(name, pairs, found[name](pairs, lot)) for name in MEASURES]


def _measured(name: str, pairs: Sequence[Pair], values: Values) -> Measured:
    first = [values[pair.pk] for pair in pairs if pair.wave == FIRST and pair.pk in values]
    second = [values[pair.pk] for pair in pairs if pair.wave == SECOND and pair.pk in values]
    if min(len(first), len(second)) < LEAST:
        return Measured(name)
    if name in SHARES:
        one, other = round(sum(first)), round(sum(second))
        apart = intervals.of_shares(one, len(first), other, len(second))
        scale = 100.0
    else:
        apart, scale = intervals.of_means(first, second), 1.0
    return Measured(
        name,
        len(first),
        len(second),
        scale * sum(first) / len(first),
        scale * sum(second) / len(second),
        apart,
    )


def _came(pairs: Sequence[Pair], lot: StartLot) -> Values:
    since, until = _moment(lot.starts_on), _moment(second_starts_on(lot))
    rows = Rsvp.objects.filter(
        profile__in=[pair.mentee_id for pair in pairs],
        attended=True,
        session__starts_at__gte=since,
        session__starts_at__lt=until,
    )
    came = set(rows.values_list("profile", flat=True))
    return {pair.pk: float(pair.mentee_id in came) for pair in pairs}


def _skills(pairs: Sequence[Pair], lot: StartLot) -> Values:
    until = _moment(second_starts_on(lot) + A_WEEK)
    rows = SkillRating.objects.filter(
        pair__in=pairs, profile=F("pair__mentee"), rated_at__lt=until
    ).order_by("rated_at", "pk")
    last: dict[int, dict[int, int]] = defaultdict(dict)
    for pair, skill, level in rows.values_list("pair", "skill", "level"):
        last[pair][skill] = level
    return {pair: sum(levels.values()) / len(levels) for pair, levels in last.items()}


def _fit(pairs: Sequence[Pair], lot: StartLot) -> Values:
    ends = {pair.pk: _moment(pair.starts_on + AGED) for pair in pairs}
    said: dict[int, list[float]] = defaultdict(list)
    rows = CheckIn.objects.answered().filter(pair__in=pairs, kind=CheckIn.Kind.FIT)
    for pair, answer, at in rows.values_list("pair", "answer", "answered_at"):
        if at is not None and at < ends[pair]:
            said[pair].append(FITS[CheckIn.Answer(answer)])
    return {pair: sum(values) / len(values) for pair, values in said.items()}


def _together(pairs: Sequence[Pair], lot: StartLot) -> Values:
    return {
        pair.pk: float(pair.ended_on is None or pair.ended_on >= pair.starts_on + AGED)
        for pair in pairs
    }


def _moment(day: dt.date) -> dt.datetime:
    """The first moment of the day, in UTC."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)
