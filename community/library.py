"""How items come into the library and leave it.

A person suggests a link, or drafts a document or a file and sends it; HR publishes it or says why
not. What HR sends itself is published at once. Every step is one conditional UPDATE: a second
press, or somebody who was faster, changes nothing.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from community import library_links, library_readers, library_versions, library_words
from community.models import Resource
from outbox import queue
from profiles import audit
from profiles.models import Profile, Skill, User

APPROVED, DECLINED = "library-approved", "library-declined"
REVIEW_AFTER = dt.timedelta(days=365)
State = Resource.State


class DuplicateError(Exception):
    """The library has this link or file: `known` is the item."""

    def __init__(self, known: Resource) -> None:
        super().__init__()
        self.known = known


class StaleError(Exception):
    """Somebody saved in between: `current` is the item as it stands now."""

    def __init__(self, current: Resource) -> None:
        super().__init__()
        self.current = current


@dataclass(frozen=True)
class Details:
    """What people say about an item. `body` is for documents, `url` for links."""

    kind: str
    title: str
    summary: str = ""
    url: str = ""
    body: str = ""
    minutes: int | None = None
    skills: Sequence[Skill] = field(default_factory=tuple)

    def put_in(self, resource: Resource) -> None:
        resource.kind, resource.title, resource.summary = self.kind, self.title, self.summary
        resource.minutes = self.minutes
        if resource.shape == Resource.Shape.LINK:
            resource.url, resource.link_key = self.url, library_links.key(self.url)
        if resource.is_document:
            resource.body = self.body


SAVED = ("kind", "title", "summary", "minutes", "url", "link_key", "body", "edition", "updated_at")


def twin_of(url: str, *, but: Resource | None = None) -> Resource | None:
    """What is suggested or published with this link already."""
    rows = Resource.objects.filter(
        link_key=library_links.key(url), state__in=(State.SUGGESTED, State.PUBLISHED)
    )
    return (rows.exclude(pk=but.pk) if but else rows).first()


def suggest_link(details: Details, *, by: Profile, is_hr: bool, now: dt.datetime) -> Resource:
    """Raises DuplicateError."""
    new = Resource(shape=Resource.Shape.LINK, suggested_by=by, owner=by, state=State.SUGGESTED)
    details.put_in(new)
    if is_hr:
        _publish(new, now=now)
    return _written(new, details)


def draft(details: Details, *, shape: str, by: Profile) -> Resource:
    """A document or a file of which nobody knows yet."""
    new = Resource(shape=shape, suggested_by=by, owner=by, state=State.DRAFT)
    details.put_in(new)
    return _written(new, details)


def _written(new: Resource, details: Details) -> Resource:
    try:
        with transaction.atomic():
            new.save()
            new.skills.set(details.skills)
            library_words.index(new)
    except IntegrityError:
        known = twin_of(new.url) if new.url else None
        if known is None:
            raise
        raise DuplicateError(known) from None
    return new


def save(
    resource: Resource, details: Details, *, seen: int, by: Profile, now: dt.datetime
) -> Resource:
    """Change what stands there. Raises StaleError when `seen` is not its edition any more, and
    DuplicateError."""
    try:
        with transaction.atomic():
            row = Resource.objects.select_for_update().get(pk=resource.pk)
            before, link = (row.title, row.body), row.link_key
            if row.edition != seen:
                raise StaleError(row)
            details.put_in(row)
            row.edition += 1
            row.save(update_fields=SAVED)
            row.skills.set(details.skills)
            library_words.index(row)
            if row.link_key != link:
                library_readers.settle_link(row, now=now)
            if row.is_document and row.state in library_versions.KEPT_IN:
                library_versions.keep(row, before=before, by=by, now=now)
    except IntegrityError:
        known = twin_of(details.url, but=resource) if details.url else None
        if known is None:
            raise
        raise DuplicateError(known) from None
    return row


@transaction.atomic
def send(resource: Resource, *, by: Profile, is_hr: bool, now: dt.datetime) -> bool:
    """A draft, or what was declined, to HR; from HR straight into the library."""
    row = _locked(resource, State.DRAFT, State.DECLINED)
    if row is None:
        return False
    if row.url and (known := twin_of(row.url)):
        raise DuplicateError(known)
    row.state, row.reason, row.decided_at = State.SUGGESTED, "", None
    if is_hr:
        _publish(row, now=now)
    row.save()
    if row.is_document:
        library_versions.keep(row, before=None, by=by, now=now)
    library_words.index(row)
    return True


@transaction.atomic
def approve(resource: Resource, *, by: User, now: dt.datetime) -> bool:
    row = _locked(resource, State.SUGGESTED)
    if row is None:
        return False
    _publish(row, now=now)
    row.save()
    library_words.index(row)
    audit.record("library.approved", row, by=by)
    _tell(row, APPROVED, by=by, now=now)
    return True


@transaction.atomic
def decline(resource: Resource, *, by: User, reason: str, now: dt.datetime) -> bool:
    row = _locked(resource, State.SUGGESTED)
    if row is None:
        return False
    row.state, row.reason, row.decided_at = State.DECLINED, reason, now
    row.save()
    audit.record("library.declined", row, by=by)
    _tell(row, DECLINED, by=by, now=now)
    return True


@transaction.atomic
def discard(resource: Resource, *, by: Profile) -> bool:
    """Delete a draft of one's own, or take a suggestion back before HR has decided."""
    states = (State.DRAFT, State.SUGGESTED, State.DECLINED)
    return bool(
        Resource.objects.filter(pk=resource.pk, suggested_by=by, state__in=states).delete()[0]
    )


def _locked(resource: Resource, *states: str) -> Resource | None:
    rows = Resource.objects.select_for_update().filter(pk=resource.pk, state__in=states)
    return rows.first()


def _publish(row: Resource, *, now: dt.datetime) -> None:
    row.state, row.published_at, row.decided_at = State.PUBLISHED, now, now
    row.review_on = now.date() + REVIEW_AFTER


def _tell(row: Resource, kind: str, *, by: User, now: dt.datetime) -> None:
    """Whoever suggested it, unless they decided themselves."""
    person = row.suggested_by
    if person is None or not person.is_active or person.user_id == by.pk:
        return
    queue.enqueue(
        kind,
        key=f"{kind}:{row.pk}:{row.edition}:{now:%Y%m%d%H%M%S}",
        to=person.user,
        context={"resource": row.pk},
        not_before=now,
    )
