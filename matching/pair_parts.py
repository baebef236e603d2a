"""What the scores of published pairs were made of, kept for learning from what became of them.

Proposals go; of their parts only the numbers stay, in one row a pair that goes with it.
"""

from collections.abc import Sequence

from matching.engine.policy import FACTORS
from matching.models import Pair, PairParts, Proposal, Run


def keep(pairs: Sequence[Pair], proposals: Sequence[Proposal]) -> int:
    """Belongs into the transaction of Publish; both in the same order."""
    runs = {proposal.run_id for proposal in proposals}
    policies = dict(Run.objects.filter(pk__in=runs).values_list("pk", "policy"))
    rows = [
        _row(pair, proposal, policies[proposal.run_id])
        for pair, proposal in zip(pairs, proposals, strict=True)
    ]
    PairParts.objects.bulk_create([row for row in rows if row], batch_size=500)
    return len(rows)


def _row(pair: Pair, proposal: Proposal, policy: int) -> PairParts | None:
    """None where a pair has no parts: put together by hand against a rule."""
    parts = {part["factor"]: part for part in proposal.parts}
    if not parts:
        return None
    return PairParts(
        pair=pair,
        policy_id=policy,
        points=[int(parts[name]["points"]) if name in parts else 0 for name in FACTORS],
        maxima=[int(parts[name]["maximum"]) if name in parts else 0 for name in FACTORS],
    )
