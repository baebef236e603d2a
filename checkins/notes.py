"""Private notes: every function takes the author and reaches nobody else's.

The only module that knows the table; HR, coordinators, delegates, partners and superusers have no
way here, because no page of theirs can name a note (`tests/checkins/test_notes_are_private.py`).
"""

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from checkins.models.notes import Note
from matching.models import Pair
from profiles.held import Held
from profiles.models import Profile

LONGEST = Note.LONGEST
MAXIMUM_ID = 2**63
# The author's own download, and what an erasure of the author deletes.
HELD = Held(
    Note,
    _("Your private notes"),
    mine=("author",),
    shown=("pair", "text", "created_at", "changed_at"),
    gone=("author",),
)


def of(author: Profile, pair: Pair) -> QuerySet[Note]:
    return Note.objects.filter(author=author, pair=pair)


def get_own(author: Profile, pk: int) -> Note:
    rows = Note.objects.filter(author=author).select_related("pair__mentor", "pair__mentee")
    note = rows.filter(pk=pk).first() if pk < MAXIMUM_ID else None
    if note is None:
        raise Http404
    return note


def write(author: Profile, pair: Pair, text: str, *, now: dt.datetime) -> Note:
    return Note.objects.create(author=author, pair=pair, text=text, created_at=now, changed_at=now)


def change(note: Note, text: str, *, seen: dt.datetime | None, now: dt.datetime) -> bool:
    """False when the author has changed it elsewhere since `seen`: nothing is overwritten."""
    rows = Note.objects.filter(pk=note.pk)
    if note.text == text:
        return True
    return seen is not None and bool(rows.filter(changed_at=seen).update(text=text, changed_at=now))


def delete(note: Note) -> None:
    Note.objects.filter(pk=note.pk).delete()
