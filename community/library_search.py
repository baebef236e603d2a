"""Finding items of the library by what someone types: beginnings of words, small typos.

Every word of the query must begin a word of the item: of its title, its summary, its skills with
their other names, or its body. When nothing does, each word that stands nowhere is replaced by
the known words nearest to it (`LibraryWord`), and the page says what was looked for instead.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, QuerySet, Value
from django.db.models.functions import Length

from community.models import LibraryWord, Resource
from profiles import search
from profiles.pages import COUNTED, capped_count

MOST_WORDS = 8
NEAREST = 3
# Of all pieces two words have, so many in a hundred must be shared.
ALIKE = 30
MOST_CANDIDATES = 3_000
SAME_LENGTH = 2
SHORT = 3


@dataclass(frozen=True)
class Ranked:
    """Ids of items, those of `first` before those of `rest`. A cut asks for no more than it holds,
    and nothing is ranked that is not shown."""

    first: QuerySet[Resource]
    rest: QuerySet[Resource]

    @cached_property
    def counts(self) -> tuple[int, int]:
        return capped_count(self.first), capped_count(self.rest)

    @property
    def counted(self) -> int:
        """No further than one past the cap."""
        return min(sum(self.counts), COUNTED + 1)

    def __getitem__(self, cut: slice) -> list[int]:
        start, stop, before = cut.start or 0, cut.stop, self.counts[0]
        found = list(_ids(self.first)[start:stop]) if start < before else []
        if stop > before:
            found += _ids(self.rest)[max(0, start - before) : stop - before]
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self[0:COUNTED])


def _ids(rows: QuerySet[Resource]) -> "QuerySet[Resource, int]":
    return rows.order_by("-published_at", "-pk").values_list("pk", flat=True)


def newest(rows: QuerySet[Resource]) -> Ranked:
    return Ranked(rows.none(), rows)


@dataclass(frozen=True)
class Found:
    """`instead` holds what was looked for, when nothing has the words typed."""

    ids: Ranked
    instead: tuple[str, ...] = ()


def words_of(query: str) -> list[str]:
    typed = search.text(query[: search.LONGEST_QUERY]).split()
    return list(dict.fromkeys(typed))[:MOST_WORDS]


def find(query: str, among: QuerySet[Resource]) -> Found:
    """Items in the order to show: who has it in the title first, each part the newest first."""
    words = words_of(query)
    if not words:
        return Found(newest(among.none() if query.strip() else among))
    hits = _with([[word] for word in words], among)
    if hits.counted:
        return Found(hits)
    groups = meant(words)
    if not groups:
        return Found(newest(among.none()))
    return Found(_with(groups, among), tuple(group[0] for group in groups))


def first(groups: list[list[str]], among: QuerySet[Resource], *, most: int) -> list[Resource]:
    """The first few that `find` would show, counted by nobody: one query. Each group holds the
    words of which one must be there."""
    hits = _with(groups, among)
    parts = [
        rows.order_by("-published_at", "-pk").annotate(place=Value(place))[:most]
        for place, rows in enumerate((hits.first, hits.rest))
    ]
    both = parts[0].union(parts[1], all=True).order_by("place", "-published_at", "-pk")
    return list(both[:most])


def _with(groups: list[list[str]], among: QuerySet[Resource]) -> Ranked:
    """Rows with a word of each group. Plain words have no sign that means anything to a query."""
    either = ("(" + " | ".join(f"{word}:*" for word in group) + ")" for group in groups)
    query = SearchQuery(" & ".join(either), config="simple", search_type="raw")
    return Ranked(
        among.filter(title_words=query), among.filter(words=query).exclude(title_words=query)
    )


def meant(words: list[str]) -> list[list[str]]:
    """For each word itself where something begins so, else the known words nearest to it; nothing
    at all when one of them is like none."""
    there = {f"w{n}": Exists(_begun(word)) for n, word in enumerate(words) if len(word) > SHORT}
    known = LibraryWord.objects.order_by("pk").values(**there).first() if there else None
    stands = {
        word for n, word in enumerate(words) if len(word) <= SHORT or (known and known[f"w{n}"])
    }
    near = nearest([word for word in words if word not in stands])
    found = [near.get(word, [word]) for word in words]
    return found if all(found) else []


def _begun(word: str) -> QuerySet[LibraryWord]:
    return LibraryWord.objects.filter(word__startswith=word)


def nearest(words: list[str]) -> dict[str, list[str]]:
    """One query for all of them."""
    asked = [_candidates(word, n) for n, word in enumerate(words)]
    rows = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else chain(*asked)
    candidates: dict[int, list[str]] = {n: [] for n in range(len(words))}
    for n, other in rows:
        candidates[n].append(other)
    return {word: _ranked(word, candidates[n]) for n, word in enumerate(words)}


def _candidates(word: str, number: int) -> "QuerySet[LibraryWord, tuple[int, str]]":
    # The beginning of a word is in far too many others to tell anything.
    telling = [piece for piece in search.trigrams(word) if not piece.startswith("  ")]
    sized = LibraryWord.objects.alias(size=Length("word")).filter(
        size__gte=len(word) - SAME_LENGTH, size__lte=len(word) + SAME_LENGTH
    )
    rows = sized.filter(trigrams__overlap=telling).annotate(number=Value(number))
    return rows.values_list("number", "word")[:MOST_CANDIDATES]


def _ranked(word: str, candidates: Iterable[str]) -> list[str]:
    pieces = set(search.trigrams(word))
    alike = [(search.likeness(pieces, other), other) for other in candidates]
    near = sorted(((n, other) for n, other in alike if n >= ALIKE), key=lambda p: (-p[0], p[1]))
    return [other for _n, other in near[:NEAREST]]
