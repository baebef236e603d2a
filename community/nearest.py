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
    meant = [(pk, _meant(words, text.split())) for pk, text in candidates]
    close = [(pk, found) for pk, found in meant if found]
    ranked = sorted(close, key=lambda one: -sum(share for share, _word in one[1]))[:most]
    instead = " ".join(word for _share, word in ranked[0][1]) if ranked else ""
    return Near([pk for pk, _found in ranked], instead)


def _telling(word: str) -> list[str]:
    """The beginning of a word is in far too many others to tell anything, unless it is all."""
    pieces = [piece for piece in search.trigrams(word) if not piece.endswith(" ")]
    telling = [piece for piece in pieces if not piece.startswith("  ")]
    return telling or pieces


def _meant(words: Sequence[str], there: Sequence[str]) -> list[tuple[int, str]]:
    """For each word typed the one that comes nearest; nothing when one of them has none."""
    found = []
    for word in words:
        best = max(((_share(word, other), other) for other in there), default=(0, ""))
        if best[0] < ALIKE:
            return []
        found.append(best)
    return found


def _share(word: str, other: str) -> int:
    if other.startswith(word):
        return 100
    return search.likeness(word, other) if len(word) > SHORT else 0
