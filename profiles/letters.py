"""Writing to a list: a letter from a named human, at most one a week for each person.

    letter = letters.begin("people", {"capacity": "full"}, subject, body, by=hana)
    letters.send(letter, by=hana, seen=43, now=now)

The key of the outbox row (`letter:<profile>:<ISO week>`, the week in the reader's zone) is what
makes a second letter in a week impossible, whoever writes it and however many press at once.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.headerregistry import Address

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outbox import mime, render, wording
from outbox.kinds import AT_MOST_ONCE, NOTHING_EDITABLE, Kind, Mail
from outbox.models import Message, Suppression
from outbox.queue import enqueue, enqueue_many, known_keys_of
from outbox.readers import reader_of
from profiles import audit, lists
from profiles.lists import PeopleList
from profiles.models import Letter, Profile, User

KIND, TEST = "letter", "letter-test"
TEMPLATE = "emails/letters/letter"
PLACEHOLDERS = tuple(wording.EVERYWHERE)
REASONS = {
    "week": gettext_lazy("had a letter this week"),
    "left": gettext_lazy("has left the company"),
    "refused": gettext_lazy("has an address that takes no mail"),
    "self": gettext_lazy("is you"),
}


class ListChangedError(Exception):
    """Other people would get the letter than the writer has seen."""


@dataclass(frozen=True)
class Reach:
    """Whom a letter reaches now, and who is left out with the reason's code."""

    found: PeopleList
    people: list[Profile]
    skipped: list[tuple[Profile, str]]


def begin(name: str, wanted: Mapping[str, str], subject: str, body: str, *, by: User) -> Letter:
    lists.resolve(by, name, wanted)
    return Letter.objects.create(
        author=by, list_name=name, wanted=dict(wanted), subject=subject, body=body
    )


def reach(letter: Letter, *, by: User, now: dt.datetime) -> Reach:
    found = lists.resolve(by, letter.list_name, letter.wanted)
    people = list(found.people.select_related("user"))
    had = known_keys_of(key_of(person, now=now) for person in people)
    stopped = _stopped(person.user.email for person in people)
    fresh, skipped = [], []
    for person in people:
        if reason := _why_not(person, by, had, stopped, now):
            skipped.append((person, reason))
        else:
            fresh.append(person)
    return Reach(found, fresh, skipped)


def key_of(person: Profile, *, now: dt.datetime) -> str:
    year, week, _day = now.astimezone(person.zone).date().isocalendar()
    return f"{KIND}:{person.pk}:{year}-W{week:02}"


def _stopped(addresses: Iterable[str]) -> set[str]:
    wanted = {address.lower() for address in addresses}
    return wanted & {
        address.lower() for address in Suppression.objects.values_list("address", flat=True)
    }


def _why_not(person: Profile, by: User, had: set[str], stopped: set[str], now: dt.datetime) -> str:
    if person.user_id == by.pk:
        return "self"
    if not (person.is_active and person.user.is_active):
        return "left"
    if person.user.email.lower() in stopped:
        return "refused"
    return "week" if key_of(person, now=now) in had else ""


@transaction.atomic
def send(letter: Letter, *, by: User, seen: int, now: dt.datetime) -> bool:
    """False when it is out already. Raises ListChangedError when the number the writer saw is not
    the number of people now."""
    locked = Letter.objects.select_for_update().get(pk=letter.pk)
    if not locked.is_draft:
        return False
    reached = reach(locked, by=by, now=now)
    if len(reached.people) != seen or not seen:
        raise ListChangedError
    keys = {key_of(person, now=now): person for person in reached.people}
    entries = [(key, person.user, {"letter": letter.pk}) for key, person in keys.items()]
    enqueue_many(KIND, entries, not_before=now, batch=batch_of(letter))
    _note(locked, reached, keys, now)
    audit.record("letter.sent", locked, by=by, data={"people": locked.sent_to})
    return True


def batch_of(letter: Letter) -> str:
    return f"{KIND}:{letter.pk}"


def _note(letter: Letter, reached: Reach, keys: Mapping[str, Profile], now: dt.datetime) -> None:
    """Who really gets it: somebody else's letter may have been a moment faster."""
    ours = set(Message.objects.filter(batch=batch_of(letter)).values_list("key", flat=True))
    late = [(person, "week") for key, person in keys.items() if key not in ours]
    letter.state, letter.sent_at = Letter.State.SENT, now
    letter.scope, letter.why = reached.found.scope, reached.found.why
    letter.sent_to = len(ours)
    letter.skipped = [[person.pk, reason] for person, reason in [*reached.skipped, *late]]
    letter.save()


def skipped_of(letter: Letter) -> list[tuple[Profile, str]]:
    people = Profile.objects.in_bulk([pk for pk, _reason in letter.skipped])
    return [(people[pk], reason) for pk, reason in letter.skipped if pk in people]


def send_test(letter: Letter, *, to: User) -> None:
    enqueue(TEST, key=f"{TEST}:{uuid.uuid4().hex}", to=to, context={"letter": letter.pk})


def text_for(letter: Letter, person: Profile) -> tuple[str, str]:
    """Subject and body as this person reads them."""
    facts = {"first_name": person.first_name, "company": settings.COMPANY_NAME}
    return _subject(letter, facts), wording.filled(letter.body, facts)


def _subject(letter: Letter, facts: Mapping[str, str]) -> str:
    return " ".join(wording.filled(letter.subject, facts).split())


def _mail(message: Message) -> Mail:
    rows = Letter.objects.select_related("author__profile")
    letter = rows.get(pk=message.context["letter"])
    writer = letter.author.profile
    reader = reader_of(message.recipient)
    facts = {"first_name": reader.first_name, "company": settings.COMPANY_NAME}
    body = wording.filled(letter.body, facts)
    context = {
        "title": _subject(letter, facts),
        "paragraphs": [part.strip() for part in body.split("\n\n") if part.strip()],
        "writer": writer.name,
        "why": _why(letter, writer),
    }
    mail = render.mail(message, TEMPLATE, context, can_pause=False)
    mail.headers.update(_from(writer, letter.author))
    return mail


def _why(letter: Letter, writer: Profile) -> str:
    said = _("%(name)s wrote this. Your answer goes to %(name)s.") % {"name": writer.name}
    if not letter.sent_to:
        return said
    people = ngettext("It went to %(n)d person.", "It went to %(n)d people.", letter.sent_to)
    return f"{letter.why} {said} {people % {'n': letter.sent_to}}"


def _from(writer: Profile, author: User) -> dict[str, str]:
    """A human signs and gets the answers; the address stays the one the mail server knows."""
    names = {"name": writer.name, "company": settings.COMPANY_NAME}
    shown = _("%(name)s, mentoring at %(company)s") % names
    return {
        "From": str(Address(display_name=shown, addr_spec=mime.sender())),
        "Reply-To": str(Address(display_name=writer.name, addr_spec=author.email)),
    }


def _writer_is_here(message: Message) -> bool:
    """Nobody gets a letter whose answers would reach nobody."""
    return Letter.objects.filter(pk=message.context["letter"], author__is_active=True).exists()


KINDS = [
    Kind(
        name,
        _mail,
        policy=AT_MOST_ONCE,
        still_wanted=_writer_is_here,
        priority=6,
        label=label,
        editable=NOTHING_EDITABLE,
    )
    for name, label in (
        (KIND, gettext_lazy("Letter to a list")),
        (TEST, gettext_lazy("Test of a letter")),
    )
]
