"""Keys for tools that fetch figures by themselves.

    token = make("Power BI", by=hr, now=now)       # said once; only its hash is kept
    key = opened("Bearer mentorship-…")            # or None
    note(key, selection, "csv", now=now)           # when, and what, in the audit

A key reads what HR reads, as long as who made it is an active HR admin; it opens nothing else.
"""

import base64
import binascii
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from insights.exports.selection import Selection
from insights.models import ExportKey
from outbox.links import hash_of
from profiles import audit
from profiles.models import RoleGrant, User

MADE, ENDED, PULLED = "export_key.made", "export_key.ended", "export_key.used"
PREFIX = "mentorship-"


@transaction.atomic
def make(name: str, *, by: User, now: datetime) -> str:
    token = PREFIX + secrets.token_urlsafe(32)
    key = ExportKey.objects.create(name=name, token_hash=hash_of(token), made_by=by, made_at=now)
    audit.record(MADE, key, by=by, data={"name": name})
    return token


@transaction.atomic
def end(key: ExportKey, *, by: User, now: datetime) -> bool:
    """False when it had ended already."""
    ended = ExportKey.objects.open().filter(pk=key.pk).update(ended_at=now)
    if ended:
        audit.record(ENDED, key, by=by, data={"name": key.name})
    return bool(ended)


def listed() -> QuerySet[ExportKey]:
    """Adds `works`: whether who made it may still read everything."""
    return ExportKey.objects.open().select_related("made_by__profile").annotate(works=_works())


def _works() -> Exists:
    hr = RoleGrant.objects.filter(user=OuterRef("made_by"), role=RoleGrant.Role.HR)
    return Exists(hr.filter(user__is_active=True))


def opened(authorization: str) -> ExportKey | None:
    """The key of an `Authorization` header, while it works."""
    token = _token(authorization)
    rows = ExportKey.objects.open().select_related("made_by")
    return rows.filter(_works(), token_hash=hash_of(token)).first() if token else None


def _token(authorization: str) -> str:
    """As `Bearer`, or as the password of `Basic`, which is all that some tools know."""
    scheme, _space, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


@transaction.atomic
def note(key: ExportKey, selection: Selection, ending: str, *, now: datetime) -> None:
    ExportKey.objects.filter(pk=key.pk).update(last_used_at=now)
    data = {"name": key.name, "format": ending, **selection.document}
    audit.record(PULLED, key, by=None, data=data)
