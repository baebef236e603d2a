"""The pages of a handover: each talk of `checkins.talks` ends with a document of the library.

A page begins with what a good one says, as questions; whoever is first writes, and the talk keeps
its number.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from checkins import talks
from checkins.models import Talk
from checkins.talks import Page
from community import library
from community.library import Details
from community.models import Resource
from profiles.models import Profile

State = Resource.State
SENT = (State.SUGGESTED, State.PUBLISHED)


def address(talk: Talk) -> str:
    return reverse("write-talk", args=[talk.pk])


def pages(ids: Iterable[int]) -> Mapping[int, Page]:
    rows = Resource.objects.filter(pk__in=list(ids)).only("pk", "title", "state", "suggested_by_id")
    return {
        row.pk: Page(
            row.title,
            row.get_absolute_url(),
            row.suggested_by_id,
            is_sent=row.state in SENT,
            is_open=row.is_published,
        )
        for row in rows
        if row.state not in (State.DECLINED, State.RETIRED)
    }


def first_words(talk: Talk) -> dict[str, object]:
    """What the form begins with; the goals of the two give the skills."""
    names = {
        "topic": talk.topic,
        "mentor": talk.pair.mentor.name,
        "mentee": talk.pair.mentee.name,
    }
    parts = (
        _("# %(topic)s"),
        _("## What it is and why we do it"),
        _("## Step by step\n\n1. \n2. \n3. "),
        _("## What goes wrong, and what helps"),
        _("## Whom to ask\n\n- %(mentee)s"),
        _("*From a talk of %(mentor)s with %(mentee)s.*"),
    )
    return {
        "title": talk.topic,
        "kind": Resource.Kind.HOW_TO,
        "summary": _("What %(mentor)s knew about it, for whoever does it next.") % names,
        "body": "\n\n".join(part % names for part in parts),
    }


@transaction.atomic
def write(talk: Talk, details: Details, *, by: Profile) -> Resource | None:
    """The draft of this talk; None when the other one began first."""
    new = library.draft(details, shape=Resource.Shape.DOCUMENT, by=by)
    if talks.written_down(talk, document=new.pk, by=by):
        return new
    transaction.set_rollback(True)
    return None
