"""Pairs of an earlier result that are worth more than their points."""

from dataclasses import dataclass

from matching.engine.arrays import Pair


@dataclass(frozen=True)
class Keep:
    """Pairs of an earlier result and the points each is worth more, so that few people move."""

    pairs: tuple[Pair, ...]
    bonus: int = 2
