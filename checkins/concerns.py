"""Reporting a concern: who may read it, and what they do with it.

    people = readers(reporter, pair=pair)                    # shown with real names before sending
    concern = report(reporter, Report(…), now=now)           # raises NobodyLeftError
    take(concern, me, seen=None, now=now)                    # which acknowledges it
    close(concern, me, outcome, now=now)
    tick(now=now)                                            # unanswered for two working days

Readers are fixed when the concern is sent: those the reporter was shown and did not leave out. A
person it is about is none of them and cannot become one. Only when nobody has answered in time are
the other HR admins added, again never anybody who was named or left out.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from checkins import stops
from checkins.models import Concern, ConcernEntry, ConcernPart
from matching.models import Pair
from outbox.queue import enqueue
from profiles.models import Profile, RoleGrant
from profiles.workdays import add_working_days

ANSWER_WITHIN = 2
KEPT_FOR = dt.timedelta(days=365)
BATCH = 100
Act, Part, State = ConcernEntry.Act, ConcernPart.Part, Concern.State


class NobodyLeftError(Exception):
    """Everybody who could read it is named in it or left out."""


@dataclass(frozen=True)
class Report:
    """What the form says. `readers` are the chosen ones; whom it is about is taken out of them."""

    kind: str
    words: str
    readers: Collection[Profile]
    named: Collection[Profile] = ()
    pair: Pair | None = None
    no_contact: bool = False
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)


def second_contact() -> Profile | None:
    """The named person outside HR (`SECOND_CONTACT`), while they are here."""
    people = Profile.objects.active().filter(user__email__iexact=settings.SECOND_CONTACT)
    return people.select_related("user").first() if settings.SECOND_CONTACT else None


def is_second_contact(profile: Profile) -> bool:
    """The same question about one person; nothing is read for anybody else."""
    named = settings.SECOND_CONTACT.casefold()
    return bool(named) and profile.is_active and profile.user.email.casefold() == named


def hr_admins() -> QuerySet[Profile]:
    people = Profile.objects.active().filter(user__role_grants__role=RoleGrant.Role.HR)
    return people.select_related("user").order_by("name", "pk")


def readers(reporter: Profile, *, pair: Pair | None = None) -> list[Profile]:
    """Who could read it: HR admins, then the second contact; not the reporter, not the partner."""
    blocked = {reporter.pk, *((pair.mentor_id, pair.mentee_id) if pair else ())}
    second = second_contact()
    people = [*hr_admins(), *([second] if second else [])]
    return [person for person in dict.fromkeys(people) if person.pk not in blocked]


def report(reporter: Profile, given: Report, *, now: dt.datetime) -> Concern:
    """The same form sent twice is one concern. Raises NobodyLeftError and then leaves nothing."""
    about = _named(reporter, given)
    possible = readers(reporter, pair=given.pair)
    chosen = {person.pk for person in given.readers} - {person.pk for person in about}
    reading = [person for person in possible if person.pk in chosen]
    if not reading:
        raise NobodyLeftError
    left_out = [person for person in possible if person not in reading and person not in about]
    try:
        with transaction.atomic():
            concern = _written(reporter, given, now=now)
            _part(concern, reading, Part.READER, now=now)
            _part(concern, left_out, Part.EXCLUDED, now=now)
            _part(concern, about, Part.NAMED, now=now)
            if given.pair and given.no_contact:
                stop_contact(concern, reporter, now=now)
            _tell(concern, reading, "concern-received", now=now)
    except IntegrityError as error:
        if "form_key" not in str(error):
            raise
        mine = Concern.objects.filter(form_key=given.form_key, reporter=reporter).first()
        # A key that is somebody else's says nothing about theirs: this is a new concern.
        return mine or report(reporter, replace(given, form_key=uuid.uuid4()), now=now)
    return concern


def _named(reporter: Profile, given: Report) -> list[Profile]:
    """Told from the page of a pair, it is also about the partner."""
    partner = [given.pair.partner_of(reporter)] if given.pair else []
    return [person for person in dict.fromkeys([*given.named, *partner]) if person != reporter]


def _written(reporter: Profile, given: Report, *, now: dt.datetime) -> Concern:
    concern = Concern.objects.create(
        form_key=given.form_key,
        kind=given.kind,
        reporter=reporter,
        pair=given.pair,
        words=given.words,
        reported_at=now,
        answer_by=add_working_days(now, ANSWER_WITHIN, reporter.zone),
    )
    note(concern, Act.REPORTED, reporter, now=now)
    return concern


def _part(concern: Concern, people: Collection[Profile], part: str, *, now: dt.datetime) -> None:
    ConcernPart.objects.bulk_create(
        ConcernPart(concern=concern, profile=person, part=part, since=now) for person in people
    )


def note(
    concern: Concern, act: str, author: Profile | None, words: str = "", *, now: dt.datetime
) -> ConcernEntry:
    return ConcernEntry.objects.create(concern=concern, at=now, author=author, act=act, words=words)


def reading(concern: Concern) -> list[Profile]:
    """Those who may open it now: on its list, still here, and still HR or the second contact."""
    parts = ConcernPart.objects.filter(concern=concern, part=Part.READER)
    listed = set(parts.values_list("profile_id", flat=True)) - {concern.reporter_id}
    second = second_contact()
    people = [*hr_admins(), *([second] if second else [])]
    return [person for person in dict.fromkeys(people) if person.pk in listed]


def stop_contact(concern: Concern, me: Profile, *, now: dt.datetime) -> None:
    if concern.pair and stops.stop(concern.pair, by=me, concern=concern, now=now):
        note(concern, Act.STOPPED, me, now=now)


@transaction.atomic
def let_contact_continue(concern: Concern, me: Profile, *, now: dt.datetime) -> bool:
    """A reader of the case ends the stop, after talking to whoever asked for it."""
    if concern.pair is None or not stops.resume(concern.pair, now=now):
        return False
    note(concern, Act.RESUMED, me, now=now)
    return True


@transaction.atomic
def take(concern: Concern, me: Profile, *, seen: int | None, now: dt.datetime) -> bool:
    """Look after it; the first to do so acknowledges it. `seen` is the owner the taker saw: False
    when somebody else was quicker, or it is closed."""
    row = _locked(concern)
    if row.is_closed or row.owner_id != seen:
        return False
    if row.owner_id == me.pk:
        return True
    _acknowledge(row, me, now=now)
    row.owner = me
    row.save(update_fields=["owner", "state", "acknowledged_at"])
    note(row, Act.TAKEN, me, now=now)
    return True


def _acknowledge(row: Concern, me: Profile, *, now: dt.datetime) -> None:
    if row.acknowledged_at is None:
        row.state, row.acknowledged_at = State.TAKEN, now
        _tell(row, [row.reporter], "concern-acknowledged", now=now)


@transaction.atomic
def answer(concern: Concern, me: Profile, words: str, *, now: dt.datetime) -> None:
    """Words for the reporter. Whoever answers first looks after it."""
    row = _locked(concern)
    if row.owner_id is None and not row.is_closed:
        take(row, me, seen=None, now=now)
    entry = note(row, Act.ANSWER, me, words, now=now)
    _tell_news(row, [row.reporter], entry, now=now)


@transaction.atomic
def add(concern: Concern, words: str, *, now: dt.datetime) -> None:
    """More from the reporter; what was closed is open again."""
    row = _locked(concern)
    entry = note(row, Act.ADDED, row.reporter, words, now=now)
    if row.is_closed:
        row.state, row.closed_at, row.outcome = State.TAKEN, None, ""
        row.save(update_fields=["state", "closed_at", "outcome"])
    people = reading(row)
    owner = [person for person in people if person.pk == row.owner_id]
    _tell_news(row, owner or people, entry, now=now)


@transaction.atomic
def close(concern: Concern, me: Profile, outcome: str, *, now: dt.datetime) -> bool:
    """With what came of it, which the reporter reads. False when it was closed already."""
    row = _locked(concern)
    if row.is_closed:
        return False
    _acknowledge(row, me, now=now)
    row.owner = row.owner or me
    row.state, row.closed_at, row.outcome = State.CLOSED, now, outcome
    row.save(update_fields=["owner", "state", "acknowledged_at", "closed_at", "outcome"])
    entry = note(row, Act.CLOSED, me, outcome, now=now)
    _tell_news(row, [row.reporter], entry, now=now)
    return True


def tick(*, now: dt.datetime, limit: int = BATCH) -> int:
    """Escalate what nobody has answered in time; returns how many."""
    late = Concern.objects.waiting().filter(answer_by__lte=now, escalated_at__isnull=True)
    ids = list(late.order_by("answer_by").values_list("pk", flat=True)[:limit])
    return sum(_escalate(pk, now=now) for pk in ids)


@transaction.atomic
def _escalate(pk: int, *, now: dt.datetime) -> bool:
    rows = Concern.objects.waiting().filter(pk=pk, escalated_at__isnull=True)
    row = rows.select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return False
    known = set(row.parts.values_list("profile_id", flat=True)) | {row.reporter_id}
    _part(row, [hr for hr in hr_admins() if hr.pk not in known], Part.READER, now=now)
    row.escalated_at = now
    row.save(update_fields=["escalated_at"])
    people = reading(row)
    for person in people:
        note(row, Act.ESCALATED, person, now=now)
    _tell(row, people, "concern-escalated", now=now)
    return True


@transaction.atomic
def purge(*, now: dt.datetime) -> int:
    """Delete what was closed a year ago, with its log; a stop of contact stays."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL mentorship.purge = 'on'")
        rows = Concern.objects.filter(state=State.CLOSED, closed_at__lte=now - KEPT_FOR)
        _all, deleted = rows.delete()
        cursor.execute("SET LOCAL mentorship.purge = 'off'")
    return deleted.get("checkins.Concern", 0)


def _locked(concern: Concern) -> Concern:
    rows = Concern.objects.select_for_update(of=("self",))
    return rows.select_related("reporter__user", "pair").get(pk=concern.pk)


def _tell(concern: Concern, people: Collection[Profile], kind: str, *, now: dt.datetime) -> None:
    """Each once: the key says so."""
    for person in people:
        enqueue(
            kind,
            key=f"{kind}:{concern.pk}:{person.pk}",
            to=person.user,
            context={"concern": concern.pk, "person": person.pk},
            not_before=now,
        )


def _tell_news(
    concern: Concern, people: Collection[Profile], entry: ConcernEntry, *, now: dt.datetime
) -> None:
    for person in people:
        enqueue(
            "concern-news",
            key=f"concern-news:{entry.pk}:{person.pk}",
            to=person.user,
            context={"concern": concern.pk, "person": person.pk},
            not_before=now,
        )
