"""E7, the day before: ten o’clock of the last working day, on each member’s own clock.

One row per member and version of a meeting, under a key of both. A moved meeting takes its old
reminders back and writes new ones, a cancelled one only takes them back. Asked again right before
sending: somebody who is away or paused, or wants no such mails, gets none.
"""

import datetime as dt

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkins import meeting_words, met
from checkins.models import Meeting
from matching.emails import kind
from matching.models import Enrollment, Pair
from outbox import preferences, queue, render
from outbox.kinds import AT_MOST_ONCE, Editable, Mail
from outbox.models import Message
from profiles.models import Profile
from profiles.workdays import is_working_day

KIND = "meeting-reminder"
TEMPLATE = "emails/checkins/reminder"
HOUR = 10


def renew(meeting: Meeting, *, now: dt.datetime) -> None:
    """Belongs into the transaction of the change."""
    people = (meeting.pair.mentor, meeting.pair.mentee)
    if meeting.sequence:
        queue.cancel(keys=[key(meeting, meeting.sequence - 1, person) for person in people])
    if meeting.state != Meeting.State.BOOKED:
        return
    for person in people:
        due_at = moment(meeting, person)
        if due_at > now:
            queue.enqueue(
                KIND,
                key=key(meeting, meeting.sequence, person),
                to=person.user,
                context={
                    "meeting": meeting.pk, "person": person.pk, "sequence": meeting.sequence,
                },
                not_before=due_at,
                not_after=meeting.starts_at,
            )  # fmt: skip


def key(meeting: Meeting, sequence: int, person: Profile) -> str:
    return f"reminder:{meeting.uid}:{sequence}:{person.pk}"


def moment(meeting: Meeting, person: Profile) -> dt.datetime:
    """Ten o'clock of the last working day before the meeting, on the person's clock."""
    day = meeting.starts_at.astimezone(person.zone).date() - dt.timedelta(days=1)
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(HOUR), person.zone).astimezone(dt.UTC)


def still_wanted(message: Message) -> bool:
    """While the meeting stands as it was and neither of the two is away."""
    rows = Meeting.objects.booked().filter(
        pk=message.context["meeting"],
        sequence=message.context["sequence"],
        pair__state=Pair.State.ACTIVE,
    )
    meeting = rows.select_related("pair__mentor", "pair__mentee").first()
    if meeting is None or message.recipient is None:
        return False
    people = (meeting.pair.mentor, meeting.pair.mentee)
    wants = preferences.wants_nudges(message.recipient, today=message.not_before.date())
    return wants and not any(_is_away(person, meeting) for person in people)


def _is_away(person: Profile, meeting: Meeting) -> bool:
    """Paused, in the program or altogether, on the day of the meeting."""
    day = meeting.day(person)
    paused = Enrollment.objects.filter(
        profile=person, program=meeting.pair.program_id, paused_until__gt=day
    )
    return person.is_paused(today=day) or paused.exists()


def reminder(message: Message) -> Mail:
    meeting = Meeting.objects.with_people().get(pk=message.context["meeting"])
    me = meeting.pair.mentor
    if me.pk != message.context["person"]:
        me = meeting.pair.mentee
    partner = meeting.pair.partner_of(me)
    is_first = not met.has_met(meeting.pair)
    names = {"name": partner.first_name, "n": meeting.minutes}
    context = {
        "title": subject(meeting, me, partner, is_first=is_first, sent_on=_sent_on(message, me)),
        "kept": _("%(n)d minutes are booked for you and %(name)s.") % names,
        "when": meeting_words.when(meeting, me, partner),
        "place": meeting.place,
        "is_first": is_first,
        "why": _("You get this because you and %(name)s meet in %(program)s.")
        % {**names, "program": meeting.pair.program.name},
    }
    buttons = [
        render.Button(_("Open the meeting"), meeting.get_absolute_url()),
        render.Button(_("Move it"), reverse("move-meeting", args=[meeting.pk]), quiet=True),
    ]
    return render.mail(message, TEMPLATE, context, buttons=buttons)


def subject(
    meeting: Meeting, me: Profile, partner: Profile, *, is_first: bool, sent_on: dt.date
) -> str:
    """ "Tomorrow 15:00: two questions to think about"; over a weekend the day has its name."""
    at = meeting.starts_at.astimezone(me.zone)
    is_tomorrow = at.date() == sent_on + dt.timedelta(days=1)
    when = date_format(at, "H:i" if is_tomorrow else "l H:i")
    if is_tomorrow:
        when = _("Tomorrow %(time)s") % {"time": when}
    if is_first:
        return _("%(when)s: two questions to think about") % {"when": when}
    return (_("%(when)s: you and %(name)s") % {"when": when, "name": partner.first_name})[:50]


def _sent_on(message: Message, me: Profile) -> dt.date:
    return message.not_before.astimezone(me.zone).date()


KINDS = (
    kind(
        KIND,
        reminder,
        policy=AT_MOST_ONCE,
        still_wanted=still_wanted,
        is_nudge=True,
        priority=6,
        label=gettext_lazy("Reminder of a meeting"),
        editable=Editable(),
    ),
)
