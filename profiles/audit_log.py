"""The audit as HR reads it: who did what, about whom, when.

Rooms above say what their acts are called (`ACTS`), whom or what an object is (`SUBJECTS`) and
which rows are not for this reader (`HIDDEN`: nobody reads on about a match of their own). A reason
is shown only where an act says it may be: why somebody left a pair is told in aggregates alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles.models import AuditEvent, Profile, User

DAY_ENDS = time(23, 59, 59, 999_999)


@dataclass(frozen=True)
class Act:
    """What an action is called, as a sentence after a name: "Hana Suzuki published a round"."""

    words: str | Promise
    shows_reason: bool = False


@dataclass(frozen=True)
class Entry:
    at: datetime
    who: str
    did: str
    about: str
    reason: str


Subjects = Callable[[set[int]], dict[int, str]]
ACTS: dict[str, Act] = {
    "deactivated": Act(gettext_lazy("deactivated a person"), shows_reason=True),
    "reactivated": Act(gettext_lazy("brought a person back"), shows_reason=True),
    "erasure.asked": Act(gettext_lazy("asked for a person to be erased")),
    "imported people": Act(gettext_lazy("imported people")),
    "holidays added": Act(gettext_lazy("added holidays")),
    "holiday removed": Act(gettext_lazy("took a holiday out of the list")),
    "skills loaded": Act(gettext_lazy("loaded skills from a file")),
    "skill changed": Act(gettext_lazy("changed a skill")),
    "skill merged": Act(gettext_lazy("merged two skills")),
    "skill approved": Act(gettext_lazy("approved a skill")),
    "skill rejected": Act(gettext_lazy("turned a proposed skill down")),
    "skill retired": Act(gettext_lazy("retired a skill")),
    "skill brought back": Act(gettext_lazy("brought a skill back")),
    "HR role granted": Act(gettext_lazy("made somebody HR admin")),
    "HR role revoked": Act(gettext_lazy("took the HR role from somebody")),
    "message.retried": Act(gettext_lazy("sent a mail again")),
    "suppression.lifted": Act(gettext_lazy("let an address get mail again")),
    "channel.added": Act(gettext_lazy("added a channel")),
    "channel.changed": Act(gettext_lazy("changed a channel")),
    "channel.on": Act(gettext_lazy("switched a channel on")),
    "channel.off": Act(gettext_lazy("switched a channel off")),
    "channel.news": Act(gettext_lazy("chose what a channel is told")),
    "channel.announced": Act(gettext_lazy("wrote an announcement to a channel")),
    "line.added": Act(gettext_lazy("gave a person a direct line to the chat")),
    "line.removed": Act(gettext_lazy("took a direct line to the chat away")),
    "letter.sent": Act(gettext_lazy("wrote to a list of people")),
    "wording.saved": Act(gettext_lazy("wrote words for a mail")),
    "wording.used": Act(gettext_lazy("put words of a mail into use")),
    "wording.restored": Act(gettext_lazy("restored the designed words of a mail")),
}
SUBJECTS: dict[str, Subjects] = {}
HIDDEN: list[Callable[[User], Q]] = []


def words_of(action: str) -> str:
    act = ACTS.get(action)
    return str(act.words) if act else action.replace(".", " ").replace("_", " ").replace("-", " ")


def rows(*, reader: User) -> QuerySet[AuditEvent]:
    found = AuditEvent.objects.select_related("actor__profile").order_by("-at", "-pk")
    for hidden in HIDDEN:
        found = found.exclude(hidden(reader))
    return found


def chosen(
    found: QuerySet[AuditEvent],
    *,
    who: str = "",
    about: str = "",
    kind: str = "",
    first: date | None = None,
    last: date | None = None,
    zone: ZoneInfo,
) -> QuerySet[AuditEvent]:
    """`first` and `last` are whole days in the reader's zone."""
    if who:
        found = found.filter(actor__profile__name__icontains=who)
    if about:
        people = Profile.objects.filter(name__icontains=about)
        found = found.filter(about__in=people.values("pk"))
    if kind:
        found = found.filter(action=kind)
    if first:
        found = found.filter(at__gte=datetime.combine(first, time.min, zone))
    if last:
        found = found.filter(at__lte=datetime.combine(last, DAY_ENDS, zone))
    return found


def entries(events: Iterable[AuditEvent]) -> list[Entry]:
    listed = list(events)
    people = _people(listed)
    objects = _objects(listed)
    return [
        Entry(
            at=event.at,
            who=_who(event),
            did=words_of(event.action),
            about=people.get(event.about or 0)
            or objects.get((event.object_type, event.object_id or 0), ""),
            reason=_reason(event),
        )
        for event in listed
    ]


def _who(event: AuditEvent) -> str:
    profile = getattr(event.actor, "profile", None)
    if profile:
        return str(profile)
    return _("Somebody who is no longer known") if event.actor_id else _("The application")


def _reason(event: AuditEvent) -> str:
    act = ACTS.get(event.action)
    return event.reason if act and act.shows_reason else ""


def _people(events: list[AuditEvent]) -> dict[int, str]:
    ids = {event.about for event in events if event.about}
    return dict(Profile.objects.filter(pk__in=ids).values_list("pk", "name"))


def _objects(events: list[AuditEvent]) -> dict[tuple[str, int], str]:
    """One query per kind of object that appears, whatever the number of rows."""
    ids: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.object_id and not event.about:
            ids[event.object_type].add(event.object_id)
    return {
        (kind, pk): text
        for kind, wanted in ids.items()
        if kind in SUBJECTS
        for pk, text in SUBJECTS[kind](wanted).items()
    }
