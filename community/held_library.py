"""What the library holds about a person (`profiles.held`).

What is published belongs to the company: it stays, under the name their profile has by then. What
nobody but them and HR has seen goes, and so does everything they did as a reader.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community import models as tables
from community.models import Resource
from profiles.held import Held
from profiles.models import Profile

KEPT = "The library is the company's: others work with it. Names in it go: profiles.sweep."
UNPUBLISHED = (Resource.State.DRAFT, Resource.State.SUGGESTED, Resource.State.DECLINED)


def _unpublished(profile: Profile, now: datetime) -> "QuerySet[Resource]":
    return Resource.objects.filter(suggested_by=profile, state__in=UNPUBLISHED)


TABLES = [
    Held(
        Resource,
        _("What you wrote or suggested for the library, and what you look after"),
        mine=("suggested_by", "owner"),
        shown=(
            *("title", "kind", "state", "summary", "url", "body", "minutes", "created_at"),
            *("suggested_by=suggested_by__name", "owner=owner__name", "review_on", "reason"),
        ),
        gone=_unpublished,
        stays=KEPT,
    ),
    Held(
        Resource.skills.through,
        _("Skills of what you suggested"),
        mine=("resource__suggested_by",),
        shown=("title=resource__title", "skill=skill__name"),
        stays=KEPT,
    ),
    Held(
        tables.ResourceFile,
        _("Files you gave to the library"),
        mine=("resource__suggested_by",),
        shown=("title=resource__title", "name", "size"),
        stays=KEPT,
    ),
    Held(
        tables.ResourceVersion,
        _("Versions of documents you wrote"),
        mine=("by",),
        shown=("title", "number", "body", "at"),
        stays=KEPT,
    ),
    Held(
        tables.SavedResource,
        _("Your list in the library"),
        mine=("profile",),
        shown=("title=resource__title", "saved_at"),
        gone=("profile",),
    ),
    Held(
        tables.Recommendation,
        _("What you recommended"),
        mine=("profile",),
        shown=("title=resource__title", "sentence", "at"),
        gone=("profile",),
    ),
    Held(
        tables.LinkReport,
        _("Links you reported as dead"),
        mine=("by",),
        shown=("title=resource__title", "at", "settled_at"),
        gone=("by",),
    ),
]
