"""How carefully a round was reviewed, in figures HR reads before it publishes.

Under 40 proposals everybody reads all of them, so no sample is spoken of.
"""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.console import sampling
from matching.console.sampling import Rate
from matching.models import Proposal, Round


@dataclass(frozen=True)
class Care:
    """The counts of a round's decisions and of its random sample."""

    proposals: int
    approved: int
    rejected: int
    undecided: int
    in_bulk: int
    drawn: int
    looked: int
    sample_rejected: int

    @property
    def is_pilot(self) -> bool:
        return sampling.is_pilot(self.proposals)

    @property
    def lacks_sample(self) -> bool:
        """Worth a warning: pairs were approved unread and nobody looked at a few of them."""
        return not self.is_pilot and self.looked == 0

    @property
    def lines(self) -> list[str]:
        found = [_approved(self)] if self.approved else []
        if self.looked:
            found.append(_sampled(self))
        return found


def of(round_: Round, *, sampled: Rate) -> Care:
    decision = Proposal.Decision
    rows = Proposal.objects.filter(round=round_).order_by()
    bulk = Q(decision=decision.APPROVED, mentee__in=sampling.in_bulk(round_))
    counted = rows.aggregate(
        proposals=Count("pk"),
        approved=Count("pk", filter=Q(decision=decision.APPROVED)),
        rejected=Count("pk", filter=Q(decision=decision.REJECTED)),
        undecided=Count("pk", filter=Q(decision=decision.PENDING)),
        in_bulk=Count("pk", filter=bulk),
    )
    return Care(
        **counted,
        drawn=sampled.drawn,
        looked=sampled.looked,
        sample_rejected=sampled.rejected,
    )


def _approved(care: Care) -> str:
    words = ngettext(
        "%(n)s of %(all)s proposal is approved (%(share)s%%)",
        "%(n)s of %(all)s proposals are approved (%(share)s%%)",
        care.proposals,
    ) % {
        "n": care.approved,
        "all": care.proposals,
        "share": percent(care.approved, care.proposals),
    }
    if care.in_bulk:
        words += _(", %(n)s of them in bulk") % {"n": care.in_bulk}
    return f"{words}."


def _sampled(care: Care) -> str:
    words = ngettext(
        "%(n)s approved pair was looked at again, %(rejected)s rejected (%(share)s%%).",
        "%(n)s approved pairs were looked at again, %(rejected)s rejected (%(share)s%%).",
        care.looked,
    )
    share = percent(care.sample_rejected, care.looked)
    return words % {"n": care.looked, "rejected": care.sample_rejected, "share": share}


def percent(part: int, whole: int) -> int:
    """Rounded, but never 0 for something and never 100 for less than all."""
    if part in {0, whole} or not whole:
        return 100 if part and part == whole else 0
    return min(99, max(1, round(100 * part / whole)))
