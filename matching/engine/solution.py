"""A matching with the proof that no other has more matches, or as many and more points."""

from dataclasses import dataclass, field

from matching.engine.arrays import Ints, Numbers, Pair
from matching.engine.keep import Keep
from matching.engine.pool import Pool
from matching.engine.problem import Problem


@dataclass(frozen=True)
class Solution:
    """Rows are those of the points it was solved for.

    The proof: `bonus` + worth of a pair <= price of its mentee + price of its mentor for every
    pair there may be, with equality in the sums (see `verify`). Locked mentees stand outside it.
    """

    match: Ints  # (N,) mentor row or -1
    matched: int
    total: int  # points of the matched pairs; an override counts 0
    mentee_price: Numbers  # (N,) 0 for locked mentees
    mentor_price: Numbers  # (M,) exact worth of one more place; see `split`
    bonus: int
    locks: tuple[Pair, ...] = ()
    forbids: tuple[Pair, ...] = ()
    overrides: tuple[Pair, ...] = ()
    floors: tuple[int, ...] = ()
    keep: Keep | None = None
    mutual: tuple[Pair, ...] = ()  # forbidden by the engine: A with B while B with A
    allow_mutual: bool = True
    salt: bytes = b""
    rounds: int = 0  # flows solved
    looked: int = 0  # pairs whose price was looked at; all others are proved unseen
    fairness: str = "total"
    pool: Pool | None = field(default=None, compare=False, repr=False)  # makes edits fast

    @property
    def pairs(self) -> list[Pair]:
        """(mentee, mentor) of every match."""
        return [(i, j) for i, j in enumerate(self.match.tolist()) if j >= 0]

    def split(self, price: int) -> tuple[int, int]:
        """A price as (matches, points): what it is worth apart from the bonus."""
        matches = (int(price) + self.bonus // 2) // self.bonus
        return matches, int(price) - matches * self.bonus


def with_locks(problem: Problem, match: Ints) -> Ints:
    """The match of the free mentees (N,) joined by the locked pairs."""
    found = match.copy()
    for i, j in problem.locks:
        found[i] = j
    return found


def solution_of(
    problem: Problem,
    match: Ints,
    prices: tuple[Numbers, Numbers],
    *,
    total: int,
    salt: bytes,
    rounds: int,
    looked: int = 0,
    pool: Pool | None = None,
) -> Solution:
    """The match (N,) by row, the gains (N,) and prices (M,) that prove it, and what was asked."""
    return Solution(
        match=match,
        matched=int((match >= 0).sum()),
        total=total,
        mentee_price=prices[0],
        mentor_price=prices[1],
        bonus=problem.bonus,
        locks=problem.locks,
        forbids=problem.forbids,
        overrides=problem.overrides,
        floors=problem.floors,
        keep=problem.keep,
        salt=salt,
        rounds=rounds,
        looked=looked,
        fairness=problem.fairness,
        pool=pool,
    )
