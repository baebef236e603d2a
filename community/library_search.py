"""Finding items of the library by what someone types: beginnings of words, small typos.

Every word of the query must begin a word of the item: of its title, its summary, its skills with
their other names, or its body. When nothing does, each word that stands nowhere is replaced by
the known words nearest to it (`LibraryWord`), and the page says what was looked for instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, QuerySet, Value

from community import known_words
from community.models import LibraryWord, Resource
from profiles import search
from profiles.pages import COUNTED, capped_count

MOST_WORDS = 8
NEAREST = 3
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


def meant(words: list[str], near: Mapping[str, list[str]] | None = None) -> list[list[str]]:
    """For each word itself where something begins so, else the known words nearest to it; nothing
    at all when one of them is like none. `near` has them, when somebody asked already."""
    there = {f"w{n}": Exists(_begun(word)) for n, word in enumerate(words) if len(word) > SHORT}
    known = LibraryWord.objects.order_by("pk").values(**there).first() if there else None
    stands = {
        word for n, word in enumerate(words) if len(word) <= SHORT or (known and known[f"w{n}"])
    }
    if near is None:
        missing = [word for word in words if word not in stands]
        near = known_words.nearest(missing, {LibraryWord: NEAREST})[LibraryWord]
    found = [[word] if word in stands else near[word] for word in words]
    return found if all(found) else []


def _begun(word: str) -> QuerySet[LibraryWord]:
    return LibraryWord.objects.filter(word__startswith=word)
