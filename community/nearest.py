"""Groups and sessions spelled like what somebody typed, for when nothing has it as it stands.

    near = nearest.find("negotation", Group.objects.visible_to(me))
    near.ids, near.instead          # best first; "negotiation", a word of the best one

Only rows of `among` are compared, so no word of a hidden group is ever suggested. Each word typed
must be near one word of the row, short ones must begin it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import TypeVar

from django.db.models import Q, QuerySet

from community.library_search import ALIKE, SHORT, words_of
from community.models import Group, Session
from profiles import search

Row = TypeVar("Row", Group, Session)
MOST_CANDIDATES = 1_000


@dataclass(frozen=True)
class Near:
    ids: list[int] = field(default_factory=list)
    instead: str = ""


def find(query: str, among: QuerySet[Row], *, most: int = 50) -> Near:
    """`among` has an order: what comes first there is compared first, and wins among equals."""
    words = words_of(query)
    if not words:
        return Near()
    shares = reduce(and_, (Q(trigrams__overlap=_telling(word)) for word in words))
    candidates = among.filter(shares).values_list("pk", "search_text")[:MOST_CANDIDATES]
    nearest = [_Nearest(word) for word in words]
    meant = [(pk, [best.among(text.split()) for best in nearest]) for pk, text in candidates]
    close = [(pk, found) for pk, found in meant if all(share for share, _word in found)]
    ranked = sorted(close, key=lambda one: -sum(share for share, _word in one[1]))[:most]
    instead = " ".join(word for _share, word in ranked[0][1]) if ranked else ""
    return Near([pk for pk, _found in ranked], instead)


def _telling(word: str) -> list[str]:
    """The beginning of a word is in far too many others to tell anything, unless it is all."""
    pieces = [piece for piece in search.trigrams(word) if not piece.endswith(" ")]
    telling = [piece for piece in pieces if not piece.startswith("  ")]
    return telling or pieces


class _Nearest:
    """One word typed, against the words of many rows; the same ones stand in most of them."""

    def __init__(self, word: str) -> None:
        self.word, self.pieces = word, set(search.trigrams(word))
        self.known: dict[str, int] = {}

    def among(self, there: Sequence[str]) -> tuple[int, str]:
        """The nearest of these words and how near it is; 0 when none is near enough."""
        best, found = 0, ""
        for other in there:
            share = self.known.get(other)
            if share is None:
                share = self.known[other] = self._share(other)
            if share > best:
                best, found = share, other
        return best, found

    def _share(self, other: str) -> int:
        if other.startswith(self.word):
            return 100
        if len(self.word) <= SHORT:
            return 0
        share = search.likeness(self.pieces, other)
        return share if share >= ALIKE else 0
