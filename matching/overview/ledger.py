"""The programs and open rounds a reader looks after, each with its counts: two queries in all.

Nobody reviews a match of their own, so a reader's own proposals and pairs are not counted here.
"""

import datetime as dt
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from matching import flags
from matching.access import managed_programs
from matching.models import Enrollment, Program, Proposal, Round, Run, Unmatched
from matching.models.pairs import PairQuerySet
from matching.standing import counted, with_people
from profiles.access import is_hr
from profiles.models import User


@dataclass(frozen=True)
class Ledger:
    """Draft and running programs with `standing`, open rounds with `standing` and `latest`.

    Each program also carries `everybody`: people who take part in any of them, once each.
    """

    reader: User | None
    is_hr: bool
    now: datetime
    programs: list[Program]
    rounds: list[Round]

    @classmethod
    def of(cls, reader: User | None, *, now: datetime) -> "Ledger":
        managed = managed_programs(reader) if reader else Program.objects.all()
        programs = managed.exclude(state=Program.State.FINISHED).order_by("starts_on", "pk")
        rounds = Round.objects.filter(state=Round.State.OPEN, program__in=managed.order_by())
        return cls(
            reader=reader,
            is_hr=reader is None or is_hr(reader),
            now=now,
            programs=list(_with_people(programs, now=now)),
            rounds=list(_with_work(rounds, reader).select_related("program").order_by("pk")),
        )

    @property
    def running(self) -> list[Program]:
        return [row for row in self.programs if row.state == Program.State.RUNNING]

    def round_of(self, program: Program) -> Round | None:
        return next((row for row in self.rounds if row.program_id == program.pk), None)

    def today(self, program: Program) -> dt.date:
        return self.now.astimezone(program.zone).date()

    def not_mine(self, pairs: PairQuerySet) -> PairQuerySet:
        """Of the programs looked after, without those the reader is part of."""
        if self.reader is None:
            return pairs
        pairs = pairs.exclude(Q(mentor__user=self.reader) | Q(mentee__user=self.reader))
        return pairs if self.is_hr else pairs.filter(program__coordinators__user=self.reader)


def latest(round_: Round) -> dict[str, object]:
    """Number, state, error and key of the newest run; empty before the first."""
    found: dict[str, object] | None = getattr(round_, "latest", None)
    return found or {}


def _with_people(programs: QuerySet[Program], *, now: datetime) -> QuerySet[Program]:
    everybody = Enrollment.objects.filter(
        state=Enrollment.State.ACTIVE,
        program__state=Program.State.RUNNING,
        program__in=programs.order_by().values("pk"),
    )
    once = everybody.order_by().values(one=Value(1)).annotate(n=Count("profile", distinct=True))
    more = {"everybody": Coalesce(Subquery(once.values("n")), Value(0))}
    return with_people(programs, now=now, more=more)


def _with_work(rounds: QuerySet[Round], reader: User | None) -> QuerySet[Round]:
    proposals = Proposal.objects.filter(round=OuterRef("pk"))
    if reader:
        own = Q(mentor__profile__user=reader) | Q(mentee__profile__user=reader)
        proposals = proposals.exclude(own)
    pending = proposals.undecided()
    risky = pending.filter(flags__has_any_keys=list(flags.NEEDS_A_LOOK))
    runs = Run.objects.filter(round=OuterRef("pk")).order_by("-number")
    # The round is two queries away from here.
    done = Run.objects.filter(round=OuterRef(OuterRef("pk")), state=Run.State.DONE)
    left = Unmatched.objects.filter(run=Subquery(done.order_by("-number").values("pk")[:1]))
    what = JSONObject(pk="pk", number="number", state="state", error="error")
    return rounds.annotate(
        standing=JSONObject(
            proposed=counted(proposals, "round"),
            pending=counted(pending, "round"),
            risky=counted(risky, "round"),
            approved=counted(proposals.approved(), "round"),
            unmatched=counted(left, "run"),
        ),
        latest=Subquery(runs.values(what=what)[:1]),
    )
