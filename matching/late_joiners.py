"""A top-up round: mentees who came late, or were left over, get the places that are free, until the
program's last start. Published pairs stay as they are, whether they are scheduled, waiting for an
answer, active or away.

    here = late_joiners.of(program, now=now)        # None when there is nothing to add to
    round_, is_new = late_joiners.open_round(program, by=hr, now=now)

Every round leaves mentees with a mentor alone (`matching.loading`); a top-up round also says so,
and is not opened when nobody waits or no place is free.
"""

import datetime as dt
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import rounds, standing
from matching.models import Pair, Program, Round
from profiles.models import User


@dataclass(frozen=True)
class LateJoiners:
    """Pairs that stay, mentees who wait and places that are free. `until` is the program's last
    start, None where it has none; `is_over` once it has passed."""

    fixed: int
    waiting: int
    places: int
    until: dt.date | None = None
    is_over: bool = False

    @property
    def why_not(self) -> str:
        """Why a top-up round would do nothing, "" when it can help."""
        if self.is_over and self.until:
            text = _(
                "The last start was %(day)s. Set a later one under Dates to match more people."
            )
            return text % {"day": date_format(self.until, "j F")}
        if not self.waiting:
            return _("Nobody waits: every mentee who takes part has a mentor.")
        if not self.places:
            text = ngettext(
                "%(n)s mentee waits, but no mentor has a free place. Invite mentors first.",
                "%(n)s mentees wait, but no mentor has a free place. Invite mentors first.",
                self.waiting,
            )
            return text % {"n": self.waiting}
        return ""


def of(program: Program, *, now: datetime) -> LateJoiners | None:
    """None before the first pairs are published, while a round is open, and unless it runs."""
    if program.state != Program.State.RUNNING:
        return None
    if program.rounds.filter(state=Round.State.OPEN).exists():
        return None
    row = standing.with_people(Program.objects.filter(pk=program.pk), now=now).get()
    return _counted(row, now=now) if standing.of(row, "pairs") else None


def open_round(program: Program, *, by: User, now: datetime) -> tuple[Round, bool]:
    """The program's open round and whether it is new; RoundRefusedError says why there is none."""
    if existing := program.rounds.filter(state=Round.State.OPEN).first():
        return existing, False
    here = of(program, now=now)
    if here is None:
        raise rounds.RoundRefusedError(_("No pair is published yet. Open a new round instead."))
    if here.why_not:
        raise rounds.RoundRefusedError(here.why_not)
    return rounds.open_round(program, by=by, is_top_up=True)


def fixed_pairs(round_: Round) -> int:
    """Published pairs of the program that this round leaves as they are."""
    return fixed(round_).count()


def fixed(round_: Round) -> QuerySet[Pair]:
    return _published(round_.program).filter(~Q(round=round_) | Q(round__isnull=True))


def _published(program: Program) -> QuerySet[Pair]:
    return Pair.objects.filter(program=program, state__in=[*Pair.OPEN, Pair.State.AWAY])


def _counted(program: Program, *, now: datetime) -> LateJoiners:
    last, today = program.last_start_on, now.astimezone(program.zone).date()
    return LateJoiners(
        fixed=standing.of(program, "pairs"),
        waiting=standing.of(program, "waiting"),
        places=standing.of(program, "places"),
        until=last,
        is_over=last is not None and today > last,
    )
