"""Whether tips help, frozen once a week from rows of who was due one and whose pair then met.

    freeze(now=now)              # counts of this week's Monday; a second call changes nothing
    newest()                     # {"tip-4": TipLift}, the week HR reads

The rules, fixed before anything is counted:

* A person counts for a tip the first time it was their turn, whatever happened later, sent or
  held back alike. So does a pair: of two members, and of several pairs of one mentor, only the
  first whose turn it was. No two people in the count share a pair, so they are independent.
* What counts is whether the pair met from then until `LATER` after the end of that week (and, as a
  second look, `FIRST` after it): by a meeting held or a yes in a check-in (`checkins.met`).
* Nobody counts before that time is over.
* New counts are taken over once both groups have changed by five people or more; until then last
  week's stay: the difference between two weeks is never about fewer than five.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from checkins import holdout, tips
from checkins.models import CheckIn, HoldOut, Meeting
from insights.models import TipLift
from insights.proof.verdicts import LEAST, Arms

FIRST, LATER = dt.timedelta(days=7), dt.timedelta(days=14)
A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Counts:
    sent: int = 0
    sent_met: int = 0
    sent_met_first: int = 0
    held: int = 0
    held_met: int = 0
    held_met_first: int = 0


@dataclass(frozen=True)
class Turn:
    """One person whose turn it was for the first time."""

    pair: int
    is_held: bool
    met_first: bool
    met: bool


def freeze(*, now: dt.datetime) -> int:
    """Count for the week of `now`, in UTC, what is not counted yet; returns how many tips."""
    week = monday(now)
    done = set(TipLift.objects.filter(week=week).values_list("template", flat=True))
    missing = [name for name in tips.templates() if name not in done]
    if not missing:
        return 0
    before = newest()
    rows = [_row(name, before.get(name), week, now=now) for name in missing]
    with transaction.atomic():
        TipLift.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def monday(now: dt.datetime) -> dt.date:
    day = now.astimezone(dt.UTC).date()
    return day - dt.timedelta(days=day.weekday())


def newest() -> dict[str, TipLift]:
    rows = TipLift.objects.order_by("template", "-week").distinct("template")
    return {row.template: row for row in rows}


def arms(row: TipLift) -> Arms:
    return Arms(row.sent, row.sent_met, row.held, row.held_met)


def first_week(row: TipLift) -> Arms:
    """The second look: those who met within a week."""
    return Arms(row.sent, row.sent_met_first, row.held, row.held_met_first)


def _row(template: str, before: TipLift | None, week: dt.date, *, now: dt.datetime) -> TipLift:
    ends = dt.datetime.combine(week, dt.time(), dt.UTC)
    counts = _coarse(counted(first_turns(template, until=ends)), before)
    rows = HoldOut.objects.filter(template=template)
    total = rows.aggregate(all=Count("pk"), sent=Count("pk", filter=Q(is_held=False)))
    return TipLift(
        week=week,
        template=template,
        **{field.name: getattr(counts, field.name) for field in fields(Counts)},
        sends=total["sent"],
        salt=holdout.SALT,
        share=holdout.SHARE,
        rows=total["all"],
        wrong=wrong(rows, template),
        frozen_at=now,
    )


def wrong(rows: QuerySet[HoldOut], template: str) -> int:
    """How many rows say otherwise than the rule: none, unless something wrote them by hand."""
    people = rows.values_list("profile", "is_held").iterator(chunk_size=2_000)
    return sum(holdout.is_held(person, template) != held for person, held in people)


def first_turns(template: str, *, until: dt.datetime) -> Iterator[Turn]:
    """Those whose time to meet is over by then, each person and each pair once."""
    turns = HoldOut.objects.filter(template=template, at__lte=until - A_WEEK - LATER)
    rows = turns.annotate(
        met_first=Exists(_meetings(FIRST)) | Exists(_words(FIRST)),
        met=Exists(_meetings(LATER)) | Exists(_words(LATER)),
    ).order_by("at", "pk")
    people: set[int] = set()
    pairs: set[int] = set()
    columns = rows.values_list("profile_id", "pair_id", "is_held", "met_first", "met")
    for person, pair, is_held, met_first, met in columns.iterator(chunk_size=2_000):
        if person in people:
            continue
        people.add(person)
        # A first turn from before the pair was kept says nothing, nor does a later one instead.
        if pair is not None and pair not in pairs:
            pairs.add(pair)
            yield Turn(pair, is_held, met_first, met)


def _meetings(after: dt.timedelta) -> QuerySet[Meeting]:
    """Held from the moment of the mail until so long after a full week."""
    rows = Meeting.objects.held().filter(pair=OuterRef("pair"))
    return rows.filter(starts_at__gt=OuterRef("at"), starts_at__lte=OuterRef("at") + A_WEEK + after)


def _words(after: dt.timedelta) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.answered().filter(pair=OuterRef("pair"), answer__in=CheckIn.MET)
    return rows.filter(
        answered_at__gt=OuterRef("at"), answered_at__lte=OuterRef("at") + A_WEEK + after
    )


def counted(turns: Iterable[Turn]) -> Counts:
    found = list(turns)
    sent = [turn for turn in found if not turn.is_held]
    held = [turn for turn in found if turn.is_held]
    return Counts(
        len(sent), sum(t.met for t in sent), sum(t.met_first for t in sent),
        len(held), sum(t.met for t in held), sum(t.met_first for t in held),
    )  # fmt: skip


def _coarse(counts: Counts, before: TipLift | None) -> Counts:
    """Last week's, unless both sides have changed by five people or more."""
    if before is None:
        return counts
    moved = min(abs(counts.sent - before.sent), abs(counts.held - before.held))
    if moved >= LEAST:
        return counts
    return Counts(**{field.name: getattr(before, field.name) for field in fields(Counts)})
