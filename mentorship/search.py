"""One search over everything a person may see: people, groups, sessions, the library, paths, pages.

    found = everything("nego", profile=ben, pages=places)
    found.parts[0].hits        # at most five a part, the parts that have some
    found.instead              # "Negotiation": a skill that is spelled like it, when nothing is

Each part asks the list its own page asks, so nothing is counted or suggested that its reader could
not open. Words match by their beginnings, whatever their case and marks; near ones only when
nothing else is found.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from community import finding, known_words, library_search, nearest
from community.access_paths import readable_paths
from community.models import Group, GroupWord, LibraryWord, Question, Resource, Session
from profiles import search
from profiles.models import Profile, Skill

MOST = 5
Text = str | Promise


@dataclass(frozen=True)
class Hit:
    title: Text
    url: str
    line: str = ""


# Hits, and the words they were found by.
Near = tuple[list[Hit], str]


@dataclass(frozen=True)
class Part:
    """Hits of one kind; `more` is the page that lists all of them for these words."""

    label: Text
    icon: str
    hits: list[Hit]
    more: str = ""


@dataclass(frozen=True)
class Found:
    parts: list[Part]
    instead: str = ""


@dataclass(frozen=True)
class Look:
    """Who looks for what; `words` are in their plainest form."""

    query: str
    words: list[str]
    reader: Profile
    pages: Sequence[Hit]
    now: datetime

    @cached_property
    def plain(self) -> list[str]:
        return library_search.words_of(self.query)

    @cached_property
    def near(self) -> dict[known_words.Kind, dict[str, list[str]]]:
        """The known words spelled like these, asked once for all parts."""
        return known_words.nearest(
            self.plain, {LibraryWord: library_search.NEAREST, GroupWord: nearest.NEAREST}
        )

    @cached_property
    def typed(self) -> nearest.Typed:
        return nearest.Typed(self.plain, self.near[GroupWord])


def everything(query: str, *, reader: Profile, pages: Iterable[Hit], now: datetime) -> Found:
    typed = query.strip()[: search.LONGEST_QUERY]
    words = search.text(typed).split()
    if not words:
        return Found([])
    look = Look(typed, words, reader, list(pages), now)
    found = [Part(label, icon, ask(look), more(typed)) for label, icon, ask, more in PARTS]
    parts = [part for part in found if part.hits]
    return Found(parts) if parts else _near(look)


def _near(look: Look) -> Found:
    """What is spelled like it: nothing has the words as they stand."""
    found, instead = [], []
    for label, icon, ask, more in NEAR:
        hits, words = ask(look)
        instead.append(words)
        if hits:
            found.append(Part(label, icon, hits, more(words) if words else ""))
    skills = search.near(look.query, Skill.objects.usable_by(look.reader))[:1]
    named = [skill.name for skill in skills]
    return Found(found, next((words for words in [*named, *instead] if words), ""))


def _people(look: Look) -> list[Hit]:
    found = search.beginning(look.query, Profile.objects.active())
    return [_person(one) for one in found[:MOST]]


def _person(one: Profile) -> Hit:
    work = " · ".join(part for part in (one.job_title or one.department, one.site) if part)
    return Hit(one.name, one.get_absolute_url(), work)


def _near_people(look: Look) -> Near:
    """Of those who share pieces with the whole query, who has a word like each of its words."""
    rows = search.near(look.query, Profile.objects.active())[: 2 * MOST]
    return [_person(one) for one in rows if look.typed.is_like(one.search_text)][:MOST], ""


def _groups(look: Look) -> list[Hit]:
    return [_group(row) for row in finding.groups({"q": look.query}, look.reader)[:MOST]]


def _near_groups(look: Look) -> Near:
    near = look.typed.among(finding.groups({}, look.reader), most=MOST)
    rows = Group.objects.in_bulk(near.ids) if near.ids else {}
    return [_group(rows[pk]) for pk in near.ids if pk in rows], near.instead


def _group(row: Group) -> Hit:
    return Hit(row.name, row.get_absolute_url(), str(row.get_kind_display()))


def _open_sessions(look: Look) -> QuerySet[Session]:
    states = [Session.State.PUBLISHED, Session.State.HELD]
    return Session.objects.visible_to(look.reader).filter(state__in=states)


def _sessions(look: Look) -> list[Hit]:
    """What is ahead first, the next before the rest; then the latest that was. A common word has
    enough ahead, so that the years behind need not be sorted for it."""
    rows = search.with_words(look.query, _open_sessions(look))
    ahead = rows.filter(state=Session.State.PUBLISHED, ends_at__gt=look.now)
    found = list(ahead.order_by("starts_at", "pk")[:MOST])
    if len(found) < MOST:
        over = rows.filter(ends_at__lte=look.now).order_by("-starts_at", "pk")
        found += over[: MOST - len(found)]
    return [_session(row, look) for row in found]


def _near_sessions(look: Look) -> Near:
    near = look.typed.among(_open_sessions(look).order_by("-starts_at", "pk"), most=MOST)
    rows = Session.objects.in_bulk(near.ids) if near.ids else {}
    return [_session(rows[pk], look) for pk in near.ids if pk in rows], near.instead


def _session(row: Session, look: Look) -> Hit:
    return Hit(row.title, row.get_absolute_url(), _when(row, look))


def _when(row: Session, look: Look) -> str:
    day = date_format(row.starts_at.astimezone(look.reader.zone), "j F Y")
    return f"{row.get_kind_display()} · {day}"


def _library(look: Look) -> list[Hit]:
    return _items([[word] for word in look.plain])


def _near_library(look: Look) -> Near:
    groups = library_search.meant(look.plain, look.near[LibraryWord])
    hits = _items(groups) if groups else []
    return hits, " ".join(group[0] for group in groups) if hits else ""


def _items(groups: list[list[str]]) -> list[Hit]:
    rows = library_search.first(groups, Resource.objects.published().light(), most=MOST)
    return [Hit(row.title, row.get_absolute_url(), str(row.get_kind_display())) for row in rows]


def _paths(look: Look) -> list[Hit]:
    rows = readable_paths(look.reader)
    for word in look.words:
        rows = rows.filter(Q(name__icontains=word) | Q(summary__icontains=word))
    return [Hit(row.name, row.get_absolute_url(), row.summary) for row in rows[:MOST]]


def _questions(look: Look) -> list[Hit]:
    """One's own and those one was asked, never what one could find in a list."""
    rows = Question.objects.between(look.reader).filter(asker__is_active=True)
    for word in look.words:
        rows = rows.filter(Q(title__icontains=word) | Q(details__icontains=word))
    rows = rows.select_related("skill").order_by("-asked_at", "-pk")
    return [Hit(row.title, row.get_absolute_url(), row.skill.name) for row in rows[:MOST]]


def _pages(look: Look) -> list[Hit]:
    """Pages and things to start, by the beginnings of the words on their buttons."""
    return [hit for hit in look.pages if _begins(look.words, str(hit.title))][:MOST]


def _begins(words: Iterable[str], title: str) -> bool:
    there = search.text(title).split()
    return all(any(one.startswith(word) for one in there) for word in words)


def _listed(name: str) -> Callable[[str], str]:
    return lambda query: f"{reverse(name)}?{urlencode({'q': query})}"


def _nowhere(_query: str) -> str:
    return ""


PARTS: tuple[tuple[Text, str, Callable[[Look], list[Hit]], Callable[[str], str]], ...] = (
    (gettext_lazy("People"), "contact-round", _people, _listed("people")),
    (gettext_lazy("Groups"), "users-round", _groups, _listed("find-groups")),
    (gettext_lazy("Sessions"), "calendar-days", _sessions, _nowhere),
    (gettext_lazy("Library"), "library", _library, _listed("library")),
    (gettext_lazy("Paths"), "footprints", _paths, _nowhere),
    (gettext_lazy("Questions"), "message-circle-question-mark", _questions, _nowhere),
    (gettext_lazy("Pages and actions"), "arrow-right", _pages, _nowhere),
)
NEAR: tuple[tuple[Text, str, Callable[[Look], Near], Callable[[str], str]], ...] = (
    (gettext_lazy("People"), "contact-round", _near_people, _nowhere),
    (gettext_lazy("Groups"), "users-round", _near_groups, _listed("find-groups")),
    (gettext_lazy("Sessions"), "calendar-days", _near_sessions, _nowhere),
    (gettext_lazy("Library"), "library", _near_library, _listed("library")),
)
