"""Words that stand somewhere, and which of them are spelled like what somebody typed.

    learn(LibraryWord, ["negotiation basics"])
    nearest(["negotation"], {LibraryWord: 3})     # {LibraryWord: {"negotation": ["negotiation"]}}

Words of the library and words of groups and sessions are apart: anybody may be told the first.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TypeVar

from django.db.models import Model, QuerySet, Value
from django.db.models.functions import Length

from community.models import GroupWord, LibraryWord
from profiles import search

Word = TypeVar("Word", LibraryWord, GroupWord)
Kind = type[LibraryWord] | type[GroupWord]
SHORTEST, LONGEST = 4, 40
# Of all pieces two words have, so many in a hundred must be shared.
ALIKE = 30
MOST_CANDIDATES = 3_000
SAME_LENGTH = 2
BATCH = 500


def learn(kind: type[Word], texts: Iterable[str]) -> None:
    """Words that were never met before, in one order so that two who write do not collide."""
    met = {word for text in texts for word in text.split()}
    wanted = {word for word in met if SHORTEST <= len(word) <= LONGEST}
    rows = kind._default_manager
    known = set(rows.filter(word__in=wanted).values_list("word", flat=True))
    new = [kind(word=w, trigrams=search.trigrams(w)) for w in sorted(wanted - known)]
    rows.bulk_create(new, BATCH, ignore_conflicts=True)


def nearest(words: Iterable[str], most: Mapping[Kind, int]) -> dict[Kind, dict[str, list[str]]]:
    """For each word the known ones most like it, the best first: at most so many of each kind. One
    query for all of them."""
    places = [(kind, word) for kind in most for word in words]
    asked = [_candidates(kind, word, place) for place, (kind, word) in enumerate(places)]
    rows = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else chain(*asked)
    candidates: dict[int, list[str]] = {place: [] for place in range(len(places))}
    for place, other in rows:
        candidates[place].append(other)
    found: dict[Kind, dict[str, list[str]]] = {kind: {} for kind in most}
    for place, (kind, word) in enumerate(places):
        found[kind][word] = _ranked(word, candidates[place])[: most[kind]]
    return found


def _candidates(kind: Kind, word: str, place: int) -> "QuerySet[Model, tuple[int, str]]":
    # The beginning of a word is in far too many others to tell anything.
    telling = [piece for piece in search.trigrams(word) if not piece.startswith("  ")]
    sized = kind._default_manager.alias(size=Length("word")).filter(
        size__gte=len(word) - SAME_LENGTH, size__lte=len(word) + SAME_LENGTH
    )
    rows = sized.filter(trigrams__overlap=telling).annotate(place=Value(place))
    return rows.order_by().values_list("place", "word")[:MOST_CANDIDATES]


def _ranked(word: str, candidates: Iterable[str]) -> list[str]:
    pieces = set(search.trigrams(word))
    alike = [(search.likeness(pieces, other), other) for other in candidates]
    near = sorted(((n, other) for n, other in alike if n >= ALIKE), key=lambda p: (-p[0], p[1]))
    return [other for _n, other in near]
