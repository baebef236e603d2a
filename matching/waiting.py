"""Mentees whose pair is over and who wait for somebody new, and newcomers who wait for their first
buddy (`matching.newcomers`): first in line, in the next round and outside it.

    waiting.first_in_line(pair, now=now)      # in the transaction that ends the pair
    waiting.mentees(now=now)                  # who still waits, the longest first

Nothing has to be settled: whoever has had another pair since does not wait any more. How often a
mentee was left without a match counts until a pair begins (`found_somebody`): a mentor's "Not now"
leaves it as it was.
"""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from matching import loading
from matching.models import Away, Enrollment, Pair, Program

# Offers that came to nothing are no pair the mentee has had.
NEVER_BEGAN = (Pair.State.DECLINED, Pair.State.RECALLED)


def first_in_line(pair: Pair, *, now: datetime) -> None:
    rows = Enrollment.objects.filter(pk=pair.mentee_enrollment_id)
    rows.update(times_unmatched=F("times_unmatched") + 1, waits_since=now, waits_after=pair)


def found_somebody(pair: Pair) -> None:
    """In the transaction in which the pair begins: the next time starts from nothing."""
    rows = Enrollment.objects.filter(pk=pair.mentee_enrollment_id, times_unmatched__gt=0)
    rows.update(times_unmatched=0)


def mentees(*, now: datetime) -> QuerySet[Enrollment]:
    """Take part today, in a program that runs, and have nobody."""
    later = Pair.objects.filter(
        mentee_enrollment=OuterRef("pk"), pk__gt=Coalesce(OuterRef("waits_after"), 0)
    ).exclude(state__in=NEVER_BEGAN)
    rows = loading.without_pair(loading.present(Enrollment.objects.mentees(), now=now))
    rows = rows.filter(waits_since__isnull=False, program__state=Program.State.RUNNING)
    return rows.filter(~Exists(later)).order_by("waits_since", "pk")


def interims(*, now: datetime) -> QuerySet[Away]:
    """Absences whose mentee has asked for an interim mentor and has none yet."""
    held = Pair.objects.open().filter(mentee_enrollment=OuterRef("pair__mentee_enrollment"))
    present = loading.present(Enrollment.objects.mentees(), now=now)
    rows = Away.objects.current().filter(
        choice=Away.Choice.INTERIM,
        until__gt=now.date(),
        pair__state=Pair.State.AWAY,
        pair__mentee_enrollment__in=present,
        pair__program__state=Program.State.RUNNING,
    )
    return rows.filter(~Exists(held)).order_by("until", "pk")
