"""Who did what in a round: every decision about a pair (the trail) and every act on the round and
its runs (the audit), newest first, as one list.

    found = chosen(round_, reader=hr, who=12, kind="reject", name="Priya")   # (at, source, pk)
    said(found[:50])                                                         # in words
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import CharField, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import decisions, review
from matching.models import ProposalEvent, Round, Run
from profiles import audit_log
from profiles.models import AuditEvent, Profile, User

TRAIL, AUDIT = "trail", "audit"
# Found in both tables at once: (when, which table, number there).
Key = tuple[datetime, str, int]
Row = TypeVar("Row", ProposalEvent, AuditEvent)
PEOPLE = ("actor__profile", "mentor__profile", "mentee__profile")


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    did: str
    about: str
    reason: str
    href: str = ""


@dataclass(frozen=True)
class Choices:
    """The people and the kinds of acts that appear in this round."""

    people: list[tuple[str, str]]
    kinds: list[tuple[str, str]]


def chosen(
    round_: Round, *, reader: User, who: str = "", kind: str = "", name: str = ""
) -> QuerySet[AuditEvent, Key]:
    """A name looks for a member of a pair, so the acts on the round as a whole drop out."""
    trail, audit = _trail(round_, reader), _audit(round_)
    if who:
        actor = Q(actor=int(who)) if who.isdigit() else Q(actor=None)
        trail, audit = trail.filter(actor), audit.filter(actor)
    if kind:
        trail, audit = trail.filter(action=kind), audit.filter(action=kind)
    if name:
        mentor = Q(mentor__profile__name__icontains=name)
        trail = trail.filter(mentor | Q(mentee__profile__name__icontains=name))
        audit = audit.none()
    both = _keys(audit, AUDIT).union(_keys(trail, TRAIL), all=True)
    return both.order_by("-at", "-pk")


def _keys(rows: QuerySet[Row], source: str) -> QuerySet[Row, Key]:
    table = Value(source, output_field=CharField())
    return rows.order_by().annotate(source=table).values_list("at", "source", "pk")


def _trail(round_: Round, reader: User) -> QuerySet[ProposalEvent]:
    """Nobody reads on about a match of their own."""
    own = Q(mentor__profile__user=reader) | Q(mentee__profile__user=reader)
    return ProposalEvent.objects.filter(round=round_).exclude(own)


def _audit(round_: Round) -> QuerySet[AuditEvent]:
    runs = Run.objects.filter(round=round_)
    return AuditEvent.objects.filter(
        Q(object_type="matching.round", object_id=round_.pk)
        | Q(object_type="matching.run", object_id__in=runs.values("pk"))
    )


def choices(round_: Round, *, reader: User) -> Choices:
    found = {
        *_trail(round_, reader).order_by().values_list("actor", "action").distinct(),
        *_audit(round_).order_by().values_list("actor", "action").distinct(),
    }
    users = {actor for actor, _action in found if actor}
    names = Profile.objects.filter(user__in=users).order_by("name").values_list("user", "name")
    people = [(str(user), name) for user, name in names]
    if any(actor is None for actor, _action in found):
        people.append(("matching", _("Matching")))
    kinds = {action: did(action) for _actor, action in found}
    return Choices(people, sorted(kinds.items(), key=lambda kind: kind[1].lower()))


def did(action: str) -> str:
    known = review.ACTIONS.get(action)
    return str(known) if known else audit_log.words_of(action)


def said(keys: Sequence[Key]) -> list[Event]:
    """One query for each table, whatever the number of rows."""
    trail = _by_number(ProposalEvent.objects.select_related(*PEOPLE), keys, TRAIL)
    audit = _by_number(AuditEvent.objects.select_related("actor__profile"), keys, AUDIT)
    return [
        _decision(trail[pk]) if source == TRAIL else _act(audit[pk])
        for _at, source, pk in keys
        if pk in (trail if source == TRAIL else audit)
    ]


def _by_number(rows: QuerySet[Row], keys: Sequence[Key], source: str) -> dict[int, Row]:
    return rows.in_bulk([pk for _at, found, pk in keys if found == source])


def _decision(event: ProposalEvent) -> Event:
    people = f"{event.mentee.profile.name}, {event.mentor.profile.name}"
    who = decisions.name_of(event.actor) if event.actor else _("Matching")
    return Event(event.at, who, did(event.action), people, event.reason)


def _act(event: AuditEvent) -> Event:
    who = decisions.name_of(event.actor) if event.actor_id else _("The application")
    act = audit_log.ACTS.get(event.action)
    reason = event.reason if act and act.shows_reason else ""
    return Event(event.at, who, did(event.action), _facts(event), reason)


def _facts(event: AuditEvent) -> str:
    """The counts an act left behind, in words."""
    data, words = event.data, []
    for name, one, many in (
        ("pairs", "%(n)s pair", "%(n)s pairs"),
        ("lines", "%(n)s line", "%(n)s lines"),
    ):
        count = data.get(name)
        if isinstance(count, int):
            words.append(ngettext(one, many, count) % {"n": count})
    if isinstance(ids := data.get("ids"), list):
        words.append(ngettext("%(n)s pair", "%(n)s pairs", len(ids)) % {"n": len(ids)})
    if data.get("format"):
        words.append(str(data["format"]).upper())
    if data.get("alone"):
        words.append(_("alone: there was no other HR admin"))
    return ", ".join(words)
