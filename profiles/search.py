"""Finding people and skills by what someone types: any script, any accent, small typos.

`search_text` holds the words of a row, `trigrams` their padded three-letter pieces (GIN). A query
whose words all begin words of a row is a hit; when there is none, the rows that share most pieces
are. No PostgreSQL extension is needed. Everything that changes a name calls `refresh` (one row) or
`fill` (many, before `bulk_create`/`bulk_update`).

>>> text("Zoë  O'Brien-Łukasz")
'zoe obrien lukasz'
>>> trigrams("zoe")
['  z', ' zo', 'oe ', 'zoe']
"""

import unicodedata
from collections.abc import Collection, Iterable
from functools import reduce
from operator import and_, or_
from typing import TypedDict, TypeVar, cast

from django.db import models
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Concat, Length

from profiles.models import Profile, Skill

# Anything with a `search_text` and `trigrams`.
Found = TypeVar("Found", bound=models.Model)

# Letters that carry no mark Unicode could strip.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("'’‘ʼ`´", "")
    | {"+": "plus", "#": "sharp"}
)
LONGEST_QUERY = 80
MOST_PIECES = 40
# Of the pieces of a query, so many in a hundred must be found in a near hit.
NEAR = 40
MOST_NEAR = 50


class SearchFields(TypedDict):
    search_text: str
    trigrams: list[str]


def text(*parts: str) -> str:
    """The words of the parts in their plainest form: no marks, no case, no punctuation."""
    plain = unicodedata.normalize("NFKD", " ".join(parts).casefold()).translate(PLAIN)
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.category(c).startswith("M"))
    return " ".join("".join(kept).split())


def trigrams(words: str) -> list[str]:
    """Each word's pieces, padded so that beginnings weigh more; sorted, each once."""
    pieces = set()
    for word in words.split():
        padded = f"  {word} "
        pieces |= {padded[i : i + 3] for i in range(len(padded) - 2)}
    return sorted(pieces)


def fields_for(*parts: str) -> SearchFields:
    words = text(*parts)
    return {"search_text": words, "trigrams": trigrams(words)}


def fill(rows: Iterable[Profile | Skill]) -> None:
    """Set the search fields without saving."""
    for row in rows:
        found = fields_for(*_parts(row))
        row.search_text, row.trigrams = found["search_text"], found["trigrams"]


def refresh(row: Profile | Skill) -> None:
    fill([row])
    row.save(update_fields=["search_text", "trigrams"])


def _parts(row: Profile | Skill) -> list[str]:
    if isinstance(row, Skill):
        return [row.name, *row.aliases]
    return [row.name, row.preferred_name, row.job_title, row.department]


def people(query: str, among: QuerySet[Profile]) -> QuerySet[Profile]:
    """Whose words begin like the query's; without any, the nearest. Best first."""
    hits = beginning(query, among)
    return hits if hits.exists() else near(query, among)


def all_skills(query: str, among: QuerySet[Skill]) -> QuerySet[Skill]:
    """The same for a list of skills, whatever their status."""
    hits = beginning(query, among)
    return hits if hits.exists() else near(query, among)


def beginning(query: str, among: QuerySet[Found]) -> QuerySet[Found]:
    """Rows that have, for each word of the query, a word that begins so."""
    words = text(query[:LONGEST_QUERY])
    return _beginning(words, among) if words else _untold(query, among)


def near(query: str, among: QuerySet[Found]) -> QuerySet[Found]:
    """Rows that share most pieces with the query."""
    words = text(query[:LONGEST_QUERY])
    return _near(words, among) if words else _untold(query, among)


def _untold(query: str, among: QuerySet[Found]) -> QuerySet[Found]:
    """Nothing typed is no search; signs without a letter find nothing."""
    return among.none() if query.strip() else among


def skills(query: str, profile: Profile | None, *, limit: int = 8) -> list[Skill]:
    """What this person may choose: the one called so, hits by name or alias, then near ones."""
    among = Skill.objects.usable_by(profile) if profile else Skill.objects.active()
    words = text(query[:LONGEST_QUERY])
    if not words:
        return []
    exact = skill_called(query, among)
    begin = [skill for skill in _beginning(words, among)[:limit] if skill != exact]
    hits = [exact, *begin] if exact else begin
    if len(hits) < limit:
        known = {skill.pk for skill in hits}
        hits += [skill for skill in _near(words, among)[:limit] if skill.pk not in known]
    return hits[:limit]


def skill_called(name: str, among: QuerySet[Skill]) -> Skill | None:
    """The skill with exactly this name or alias, whatever its case and marks."""
    words = text(name)
    candidates = among.filter(trigrams__contains=trigrams(words)) if words else among.none()
    named = [skill for skill in candidates if words in names(skill)]
    return min(named, key=lambda skill: text(skill.name) != words, default=None)


def names(skill: Skill) -> list[str]:
    return [text(skill.name), *map(text, skill.aliases)]


def also_called(skill: Skill, query: str) -> str:
    """The alias that earned the hit, when the name alone does not explain it."""
    words = set(trigrams(text(query[:LONGEST_QUERY])))

    def share(name: str) -> int:
        return len(words & set(trigrams(text(name))))

    best = max(skill.aliases, key=share, default="")
    return best if best and share(best) > share(skill.name) else ""


def _framed() -> Concat:
    """The words with a blank at both ends, in which every piece of a word stands literally."""
    return Concat(Value(" "), F("search_text"), Value(" "), output_field=models.TextField())


def _beginning(words: str, among: QuerySet[Found]) -> QuerySet[Found]:
    first = Case(When(search_text__startswith=words, then=0), default=1)
    found = _with_words(words, among)
    return cast("QuerySet[Found]", found.annotate(rank=first).order_by("rank", "name", "pk"))


def with_words(query: str, among: QuerySet[Found]) -> QuerySet[Found]:
    """The same rows as `beginning`, in the order they have."""
    words = text(query[:LONGEST_QUERY])
    return _with_words(words, among) if words else _untold(query, among)


def _with_words(words: str, among: QuerySet[Found]) -> QuerySet[Found]:
    condition = reduce(and_, map(_begun, words.split()))
    return cast("QuerySet[Found]", among.annotate(framed=_framed()).filter(condition))


def with_any(words: Iterable[str], among: QuerySet[Found]) -> QuerySet[Found]:
    """Rows with a word that begins like one of these plain ones, in the order they have."""
    condition = reduce(or_, map(_begun, words))
    return cast("QuerySet[Found]", among.annotate(framed=_framed()).filter(condition))


def _begun(word: str) -> Q:
    pieces = [piece for piece in trigrams(word) if not piece.endswith(" ")]
    return Q(trigrams__contains=pieces, framed__contains=f" {word}")


def likeness(pieces: Collection[str], other: str) -> int:
    """Of all pieces a word and another one have, how many in a hundred both have."""
    mine, padded = set(pieces), f"  {other} "
    theirs = {padded[i : i + 3] for i in range(len(padded) - 2)}
    shared = len(mine & theirs)
    return 100 * shared // (len(mine) + len(theirs) - shared)


def _near(words: str, among: QuerySet[Found]) -> QuerySet[Found]:
    pieces = trigrams(words)[:MOST_PIECES]
    enough = max(1, -(-len(pieces) * NEAR // 100))
    # A row that has enough pieces has one of the rest, whichever enough - 1 are left out. The
    # beginnings of words go: a first letter alone would make candidates of a tenth of the company.
    beginnings = sum(piece.startswith("  ") for piece in pieces)
    telling = sorted(pieces, key=lambda piece: len(piece.lstrip()))[max(enough - 1, beginnings) :]
    candidates = among.annotate(framed=_framed()).filter(trigrams__overlap=telling)
    best = candidates.annotate(shared=_shared(pieces)).order_by(
        "-shared", Length("name"), "name", "pk"
    )
    rows = best.values_list("pk", "shared")[:MOST_NEAR]
    ids = [pk for pk, shared in rows if shared >= enough]
    place = Case(*(When(pk=pk, then=number) for number, pk in enumerate(ids)), default=len(ids))
    found = among.filter(pk__in=ids).annotate(place=place).order_by("place")
    return cast("QuerySet[Found]", found)


def _shared(pieces: list[str]) -> models.Expression:
    """How many of the pieces a row has. Looking into the words is cheaper than into the array."""
    shared: models.Expression = Value(0)
    for piece in pieces:
        there = When(framed__contains=piece.replace("  ", " "), then=1)
        shared = shared + Case(there, default=0, output_field=IntegerField())
    return shared
