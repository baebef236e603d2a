"""What the planner needs to know about people and their pairs, read for many people at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Exists, Max, Min, OuterRef, Q

from checkins import (
    agreements,
    contact,
    dates,
    holdout,
    reviews,
    rhythm,
    shared_answers,
    single_talks,
    tips,
    weeks,
)
from checkins.agreements import Unsigned
from checkins.met import with_last_met
from checkins.models import CheckIn, Meeting, Nudge
from checkins.planner import ASKS, PairFacts, PersonFacts, Step
from matching import away
from matching.models import Enrollment, Pair
from matching.models.pairs import PairQuerySet
from profiles.models import Profile

LOOKS_BACK = dt.timedelta(days=150)
FIRST_AFTER = dt.timedelta(days=6)
HOW_TOGETHER = dt.timedelta(days=7)
ASKING = frozenset(step.name.lower() for step in ASKS)
ENDING = Step.ENDING.name.lower()
AGREEMENT = Step.AGREEMENT.name.lower()


@dataclass
class Known:
    """Rows of the past by person, read once for a batch."""

    pairs: dict[int, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    checkins: dict[tuple[int, int], list[CheckIn]] = field(
        default_factory=lambda: defaultdict(list)
    )
    nudges: dict[int, list[Nudge]] = field(default_factory=lambda: defaultdict(list))
    signs: dict[int, dt.datetime] = field(default_factory=dict)
    unsigned: dict[int, Unsigned] = field(default_factory=dict)
    untested: frozenset[holdout.Place] = frozenset()


def asked_pairs(now: dt.datetime) -> PairQuerySet:
    """Active pairs both have known for six days: nobody is asked on the day of the match."""
    latest = now - FIRST_AFTER
    known = Q(answered_at__lte=latest) | Q(answered_at__isnull=True, visible_at__lte=latest)
    pairs = Pair.objects.active().filter(known, starts_on__lte=now.date(), ends_on__gte=now.date())
    return pairs.exclude(pk__in=contact.blocked_pairs())


def gather(people: Sequence[Profile], *, now: dt.datetime) -> Known:
    known = Known()
    ids = {person.pk for person in people}
    for pair in _pairs(ids, now):
        for member in {pair.mentor_id, pair.mentee_id} & ids:
            known.pairs[member].append(pair)
    since = Q(asked_at__gt=now - LOOKS_BACK) | ~Q(kind=CheckIn.Kind.WEEKLY)
    rows = CheckIn.objects.filter(since, author__in=ids, pair__in=_ids(known))
    for checkin in rows.order_by("asked_at", "pk"):
        known.checkins[checkin.author_id, checkin.pair_id].append(checkin)
    for nudge in Nudge.objects.filter(profile__in=ids, decided_at__gt=now - LOOKS_BACK):
        known.nudges[nudge.profile_id].append(nudge)
    known.signs = _signs_of_life(ids)
    pairs = {pair.pk: pair for found in known.pairs.values() for pair in found}
    known.unsigned = agreements.unsigned(pairs.values(), now=now)
    known.untested = holdout.places_off()
    return known


def _pairs(ids: set[int], now: dt.datetime) -> PairQuerySet:
    """Their pairs, without those in which one of the two has paused the program or everything."""
    today = now.date()
    paused = Enrollment.objects.filter(paused_until__gt=today)
    rows = asked_pairs(now).filter(Q(mentor__in=ids) | Q(mentee__in=ids))
    rows = rows.exclude(
        Q(mentor_enrollment__in=paused)
        | Q(mentee_enrollment__in=paused)
        | Q(mentor__paused_until__gt=today)
        | Q(mentee__paused_until__gt=today)
    )
    known = with_dates(rows, now=now).select_related("program", "agreement")
    return known.prefetch_related("aways").order_by("starts_on", "pk")


def with_dates(pairs: PairQuerySet, *, now: dt.datetime) -> PairQuerySet:
    """Pairs with `last_met`, what `dates` knows of the next one, and whether they wait for help."""
    cries = CheckIn.objects.needing_help().filter(pair=OuterRef("pk"))
    known = reviews.with_held(dates.with_dates(with_last_met(pairs), now=now))
    # All narrow a PairQuerySet, which django-stubs loses on the way.
    return known.annotate(waits=Exists(cries))  # type: ignore[return-value]


def _ids(known: Known) -> set[int]:
    return {pair.pk for pairs in known.pairs.values() for pair in pairs}


def _signs_of_life(ids: set[int]) -> dict[int, dt.datetime]:
    """When each last answered something or set a date."""
    rows = (
        Profile.objects.filter(pk__in=ids)
        .order_by()
        .annotate(answered=Max("checkins__answered_at"))
    )
    found = {pk: at for pk, at in rows.values_list("pk", "answered") if at}
    booked = Meeting.objects.filter(booked_by__in=ids).order_by().values("booked_by")
    for pk, at in booked.annotate(at=Max("created_at")).values_list("booked_by", "at"):
        found[pk] = max(at, found.get(pk, at))
    return found


def of_person(person: Profile, known: Known, *, off: Sequence[str]) -> PersonFacts:
    sent = [nudge for nudge in known.nudges[person.pk] if nudge.steps]
    sign = known.signs.get(person.pk)
    unanswered = [
        nudge
        for nudge in sent
        if (sign is None or nudge.decided_at > sign)
        and any(step.partition(":")[0] in ASKING for step in nudge.steps)
    ]
    is_tested = not holdout.is_off_for(person, known.untested)
    templates = tips.templates() if is_tested else []
    return PersonFacts(
        off=tuple(off),
        unanswered=len(unanswered),
        last_mail=max((n.decided_at.astimezone(person.zone).date() for n in sent), default=None),
        held=frozenset(name for name in templates if holdout.is_held(person.pk, name)),
        is_tested=is_tested,
    )


def of_pairs(person: Profile, known: Known, *, now: dt.datetime) -> list[PairFacts]:
    told = {step for nudge in known.nudges[person.pk] for step in nudge.steps}
    return [
        replace(
            of_pair(pair, person, known.checkins[person.pk, pair.pk], told, now=now),
            has_to_sign=_has_to_sign(person, known.unsigned.get(pair.pk), told),
        )
        for pair in shared_answers.asked(person, known.pairs[person.pk])
    ]


def of_pair(
    pair: Pair, person: Profile, mine: list[CheckIn], told: set[str], *, now: dt.datetime
) -> PairFacts:
    """`mine` are this member's own questions about the pair, the oldest first."""
    period, today = weeks.period(now, person.zone), now.astimezone(person.zone).date()
    met: dt.datetime | None = getattr(pair, "last_met", None)
    weekly = [checkin for checkin in mine if checkin.kind == CheckIn.Kind.WEEKLY]
    tip = tips.template(pair.week(today=today))
    kept = [c.answered_at for c in weekly if c.answer == CheckIn.Answer.KEEP_GOING]
    begins_on, met_on = rhythm.begins_on(pair), met.astimezone(person.zone).date() if met else None
    return PairFacts(
        pair=pair.pk,
        begins_on=begins_on,
        ends_on=pair.ends_on,
        weeks_between=rhythm.weeks_between(pair),
        last_met=met_on,
        days_away=away.days_of(pair.aways.all(), today=today, since=met_on or begins_on),
        met_before=pair.meetings_before > 0,
        has_date=bool(getattr(pair, "has_date", False)),
        answered_this_week=any(c.answered_at for c in weekly if c.period == period),
        waits_for_help=bool(getattr(pair, "waits", False)),
        said_how=any(_says_how(checkin, met) for checkin in mine),
        was_asked_halfway=any(c.kind == CheckIn.Kind.MIDPOINT for c in mine),
        was_told_of_end=f"{ENDING}:{pair.pk}" in told,
        kept_on=max((at.astimezone(person.zone).date() for at in kept if at), default=None),
        tip="" if f"{tip}:{pair.pk}" in told or reviews.has_own_steps(pair) else tip,
        is_single=single_talks.is_single(pair),
        review_due=reviews.is_due(pair, getattr(pair, "held_count", 0)),
    )


def _has_to_sign(person: Profile, unsigned: Unsigned | None, told: set[str]) -> bool:
    """Reminded once; what the partner has written since is on Home."""
    waits = unsigned is not None and person in unsigned.waits_for
    return waits and unsigned is not None and f"{AGREEMENT}:{unsigned.pair.pk}" not in told


def _says_how(checkin: CheckIn, met: dt.datetime | None) -> bool:
    """Their own word on the last meeting: given in its week, or the fit question after it."""
    if met is None or checkin.answered_at is None:
        return False
    is_about_it = checkin.has_met or checkin.kind == CheckIn.Kind.FIT
    return is_about_it and checkin.answered_at >= met - HOW_TOGETHER


def first_met(pair: Pair) -> dt.datetime | None:
    """When the two first met, for the fit question."""
    found = (
        Pair.objects.filter(pk=pair.pk)
        .order_by()
        .aggregate(
            said=Min("checkins__answered_at", filter=Q(checkins__answer__in=CheckIn.MET)),
            held=Min("meetings__ends_at", filter=Q(meetings__state=Meeting.State.HELD)),
        )
    )
    return min((at for at in found.values() if at), default=None)
