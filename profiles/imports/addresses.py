"""New e-mail addresses from the feed: sessions end and both addresses are told."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import F, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from outbox.queue import enqueue
from profiles import people
from profiles.imports.plan import Entry
from profiles.models import User


def move(entries: Sequence[Entry], *, now: datetime) -> None:
    """Give each person the new address, also where people swap theirs."""
    ids = [entry.user_id for entry in entries]
    users = User.objects.filter(pk__in=ids)
    # Two steps: in between nobody holds an address another one is about to get.
    users.update(email=Concat(Value("moving-"), Cast(F("pk"), CharField()), Value("@invalid")))
    new = {entry.user_id: entry.person.email for entry in entries}
    moved = [User(pk=pk, email=email) for pk, email in new.items()]
    User.objects.bulk_update(moved, ["email"], batch_size=500)
    EmailAddress.objects.filter(user_id__in=ids).delete()
    EmailAddress.objects.bulk_create(
        (EmailAddress(user_id=pk, email=email, primary=True) for pk, email in new.items()),
        batch_size=1_000,
    )
    _tell(entries, now=now)


def _tell(entries: Sequence[Entry], *, now: datetime) -> None:
    """Whoever has signed in here is signed out and hears of it at the old and the new address."""
    ids = [entry.user_id for entry in entries]
    known = User.objects.filter(pk__in=ids, last_login__isnull=False)
    signed_in = set(known.values_list("pk", flat=True))
    for entry in entries:
        if entry.user_id in signed_in:
            people.end_sessions(entry.user_id)
            tell(entry.user_id, entry.old_email, entry.person.email, now=now)


def tell(user_id: int, old: str, new: str, *, now: datetime) -> None:
    for which, address in (("old", old), ("new", new)):
        enqueue(
            "address-changed",
            key=f"address-changed:{user_id}:{now.isoformat()}:{which}",
            address=address,
            context={"user": user_id, "old": old, "new": new},
            not_before=now,
        )
