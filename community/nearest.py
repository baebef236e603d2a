"""Groups and sessions spelled like what somebody typed, for when nothing has it as it stands.

    typed = nearest.Typed(["negotation"])
    near = typed.among(Group.objects.visible_to(me).order_by("name"))
    near.ids, near.instead          # best first; "negotiation", a word of the best one

Each word typed must begin a word of the row or be near one; short ones must begin it. Known words
are compared, of hidden rows too, but only those of a row of `among` are ever suggested.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from django.db.models import QuerySet

from community import known_words
from community.known_words import ALIKE
from community.library_search import SHORT
from community.models import Group, GroupWord, Session
from profiles import search

Row = TypeVar("Row", Group, Session)
# Of the known words near one typed: the nearest may all stand in rows the reader can't see.
NEAREST = 8
MOST_CANDIDATES = 200


@dataclass(frozen=True)
class Near:
    ids: list[int] = field(default_factory=list)
    instead: str = ""


class Typed:
    """`near` are the known words near each of `words`, when somebody asked already."""

    def __init__(self, words: list[str], near: Mapping[str, list[str]] | None = None) -> None:
        self.words, self._known = words, near

    @cached_property
    def _near(self) -> Mapping[str, list[str]]:
        if self._known is None:
            return known_words.nearest(self.words, {GroupWord: NEAREST})[GroupWord]
        return self._known

    def among(self, rows: QuerySet[Row], *, most: int = 50) -> Near:
        """`rows` have an order: what comes first is compared first, and wins among equals."""
        if not self.words:
            return Near()
        for word in self.words:
            rows = search.with_any(self._spellings(word), rows)
        found = rows.values_list("pk", "search_text")[:MOST_CANDIDATES]
        best = [_Best(word) for word in self.words]
        meant = [(pk, [one.of(text.split()) for one in best]) for pk, text in found]
        ranked = sorted(meant, key=lambda one: -sum(share for share, _word in one[1]))[:most]
        instead = " ".join(word for _share, word in ranked[0][1]) if ranked else ""
        return Near([pk for pk, _found in ranked], instead)

    def is_like(self, text: str) -> bool:
        """Whether each word begins a word of this text, or is spelled like one."""
        there = text.split()
        return all(_Best(word).of(there)[0] >= ALIKE for word in self.words)

    def _spellings(self, word: str) -> list[str]:
        return [word] if len(word) <= SHORT else [word, *self._near[word]]


class _Best:
    """One word typed, against the words of many rows; the same ones stand in most of them."""

    def __init__(self, word: str) -> None:
        self.word, self.pieces = word, set(search.trigrams(word))
        self.known: dict[str, int] = {}

    def of(self, there: Sequence[str]) -> tuple[int, str]:
        """The nearest of these words, and how near it is."""
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
        return 0 if len(self.word) <= SHORT else search.likeness(self.pieces, other)
