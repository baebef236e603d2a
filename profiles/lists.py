"""Lists of people somebody may write to. Rooms above add theirs (`SOURCES`).

A source takes the reader and a filter and gives the people in it, or raises Http404 when the list
is not theirs. It is asked when a letter is begun, looked at and sent: a right lost counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import staff_lists
from profiles.access import is_hr
from profiles.forms.hr import PeopleFilter
from profiles.models import Profile, User

MOST_FILTERS, LONGEST_FILTER = 10, 200


@dataclass(frozen=True)
class PeopleList:
    """`scope` tells the writer who is in it, `why` tells a reader why it reaches them."""

    people: QuerySet[Profile]
    scope: str
    why: str
    back: str


Source = Callable[[User, Mapping[str, str]], PeopleList]


def everybody(user: User, wanted: Mapping[str, str]) -> PeopleList:
    """HR's people, as filtered."""
    if not is_hr(user):
        raise Http404
    form = PeopleFilter(wanted)
    chosen = form.wanted()
    return PeopleList(
        staff_lists.people(chosen, today=timezone.localdate()).order_by("name", "pk"),
        scope_of(_("People"), form, chosen),
        _("You get this because you have an account at mentoring."),
        reverse("hr-people") + query(chosen),
    )


SOURCES: dict[str, Source] = {"people": everybody}


def resolve(user: User, name: str, wanted: Mapping[str, str]) -> PeopleList:
    source = SOURCES.get(name)
    if source is None:
        raise Http404
    return source(user, wanted)


def cleaned(given: Mapping[str, str]) -> dict[str, str]:
    """A query string as a filter that can be kept: few, short, and no page number."""
    kept = {name: value for name, value in given.items() if name not in {"list", "page"} and value}
    if len(kept) > MOST_FILTERS or any(len(value) > LONGEST_FILTER for value in kept.values()):
        raise Http404
    return kept


def query(wanted: Mapping[str, str]) -> str:
    return f"?{urlencode(wanted)}" if wanted else ""


def scope_of(title: str, form: forms.Form, chosen: Mapping[str, str]) -> str:
    """ "People · Mentoring: Full": the filter in the words of the page."""
    words = [title]
    for name, value in chosen.items():
        field = form.fields[name]
        shown = dict(getattr(field, "choices", ())).get(value, value)
        words.append(f"{field.label}: {shown}")
    return " · ".join(words)[:300]
