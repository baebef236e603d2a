"""Files on their way into the library: kept as drafts until their author says what they are."""

import hashlib

from django.db import transaction

from community import library
from community.library import Details, DuplicateError
from community.library_files import Checked
from community.models import Resource, ResourceFile
from profiles.models import Profile

# Files of one person that nobody else sees yet.
MOST_WAITING = 10
State = Resource.State
KINDS = {"pdf": Resource.Kind.ARTICLE, "md": Resource.Kind.ARTICLE, "txt": Resource.Kind.ARTICLE}


class TooManyError(Exception):
    """Drafts with files take room: some of them must be sent or deleted first."""


@transaction.atomic
def keep(checked: Checked, data: bytes, *, by: Profile) -> Resource:
    """Raises DuplicateError when the library has exactly this file, and TooManyError."""
    digest = hashlib.sha256(data).hexdigest()
    Profile.objects.select_for_update().get(pk=by.pk)
    known = Resource.objects.filter(
        file__digest=digest, state__in=(State.SUGGESTED, State.PUBLISHED)
    ).first()
    if known:
        raise DuplicateError(known)
    mine = Resource.objects.filter(suggested_by=by, shape=Resource.Shape.FILE, state=State.DRAFT)
    if mine.count() >= MOST_WAITING:
        raise TooManyError
    kind = KINDS.get(checked.ending, Resource.Kind.TEMPLATE)
    new = library.draft(Details(kind, checked.title), shape=Resource.Shape.FILE, by=by)
    ResourceFile.objects.create(
        resource=new, name=checked.name, size=len(data), digest=digest, data=data
    )
    return new
