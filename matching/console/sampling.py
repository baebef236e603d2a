"""A random look at what was approved in bulk. How many of the sample are turned down says what
approving without looking is worth in this round; Publish shows it."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import ngettext

from matching import rounds
from matching.models import Proposal, ReviewStep, Round, SampledPair
from profiles import audit
from profiles.models import User

SIZE = 20
# Below so many proposals every pair is read, and a sample says nothing.
PILOT = 40
Verdict = SampledPair.Verdict
# What a reviewer did to a sampled pair when it was not right.
TURNS_DOWN = (
    ReviewStep.Kind.REJECT,
    ReviewStep.Kind.FORBID,
    ReviewStep.Kind.SWAP,
    ReviewStep.Kind.FORCE,
)


@dataclass(frozen=True)
class Rate:
    """`looked` of the sample were looked at, `rejected` of them turned down."""

    drawn: int
    looked: int
    rejected: int

    @property
    def percent(self) -> int:
        return round(self.rejected * 100 / self.looked) if self.looked else 0

    @property
    def words(self) -> str:
        """ "20 of 20 looked at, 1 turned down (5 %)"."""
        words = ngettext(
            "%(looked)s of %(drawn)s sampled pair looked at, %(rejected)s turned down"
            " (%(percent)s%%)",
            "%(looked)s of %(drawn)s sampled pairs looked at, %(rejected)s turned down"
            " (%(percent)s%%)",
            self.drawn,
        )
        return words % {
            "looked": self.looked,
            "drawn": self.drawn,
            "rejected": self.rejected,
            "percent": self.percent,
        }


def draw(round_: Round, *, by: User) -> int:
    """Put up to SIZE pairs that were approved in bulk and never sampled on the list; how many.
    Which ones is written to the audit with the seed, so that anybody can draw them again."""
    with rounds.under_review(round_.pk) as row:
        known = set(row.sample.values_list("mentor_id", "mentee_id"))
        rows = Proposal.objects.filter(round=row, mentee__in=in_bulk(row)).approved()
        found = sorted(set(rows.values_list("mentor_id", "mentee_id")) - known)
        seed = secrets.token_hex(8)
        chosen = random.Random(seed).sample(found, min(SIZE, len(found)))  # noqa: S311
        SampledPair.objects.bulk_create(
            SampledPair(round=row, mentor_id=mentor, mentee_id=mentee, drawn_by=by)
            for mentor, mentee in chosen
        )
        audit.record("sample.drawn", row, by=by, data={"seed": seed, "among": len(found)})
    return len(chosen)


def in_bulk(round_: Round) -> RawSQL:
    """Mentees whose pair was approved together with others and not taken back: for `mentee__in`."""
    return RawSQL(
        "SELECT (one.change->>'mentee')::bigint FROM matching_reviewstep step,"
        " jsonb_array_elements(step.changes) AS one(change)"
        " WHERE step.round_id = %s AND step.kind = %s AND step.undone_at IS NULL"
        " AND jsonb_array_length(step.changes) > 1",
        [round_.pk, ReviewStep.Kind.APPROVE.value],
    )


def waiting(round_: Round) -> list[Proposal]:
    """The sampled pairs nobody has looked at, in the order they were drawn."""
    drawn = SampledPair.objects.filter(round=round_, verdict=Verdict.WAITING)
    place = {pair: n for n, pair in enumerate(drawn.values_list("mentor_id", "mentee_id"))}
    rows = Proposal.objects.filter(round=round_, mentee__in=[mentee for _, mentee in place])
    found = [row for row in rows.with_people() if (row.mentor_id, row.mentee_id) in place]
    return sorted(found, key=lambda row: place[row.mentor_id, row.mentee_id])


def keep(proposal: Proposal, *, by: User, now: datetime) -> bool:
    """The pair is still right; False when it was looked at before."""
    rows = SampledPair.objects.filter(
        round=proposal.round_id,
        mentor=proposal.mentor_id,
        mentee=proposal.mentee_id,
        verdict=Verdict.WAITING,
    )
    return bool(rows.update(verdict=Verdict.KEPT, looked_by=by, looked_at=now))


def rate(round_: Round) -> Rate:
    verdicts = list(SampledPair.objects.filter(round=round_).values_list("verdict", flat=True))
    rejected = verdicts.count(Verdict.REJECTED)
    return Rate(len(verdicts), rejected + verdicts.count(Verdict.KEPT), rejected)


def is_pilot(proposals: int) -> bool:
    return proposals < PILOT


def note(step: ReviewStep, *, by: User, now: datetime) -> None:
    """A decision that turns a sampled pair down is the verdict on it."""
    if step.kind in TURNS_DOWN:
        rows = _sampled(step).exclude(verdict=Verdict.REJECTED)
        rows.update(verdict=Verdict.REJECTED, looked_by=by, looked_at=now)


def take_back(step: ReviewStep, *, by: User) -> None:
    if step.kind in TURNS_DOWN:
        rows = _sampled(step).filter(verdict=Verdict.REJECTED, looked_by=by)
        rows.update(verdict=Verdict.WAITING, looked_by=None, looked_at=None)


def _sampled(step: ReviewStep) -> QuerySet[SampledPair]:
    about = [one for one in step.changes if not one.get("moved")]
    mentees = [one["mentee"] for one in about]
    mentors = {one["before"]["mentor"] for one in about}
    return SampledPair.objects.filter(
        round=step.round_id, mentee__in=mentees, mentor__in=mentors - {None}
    )
