"""E5: the invitation to a meeting, its updates and its end: one calendar entry for life.

Each change of a meeting writes one mail per member, under a key of the event, its sequence and the
person: twice is impossible. A mail a later change has overtaken is not sent. Nothing depends on
the invitation being used: what counts is the meeting itself.
"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkins import ics, meeting_words
from checkins.models import Meeting
from matching.emails import kind
from matching.models import Pair
from outbox import queue, render
from outbox.claims import address_of
from outbox.kinds import Mail
from outbox.models import Message
from profiles.models import Profile

KIND = "meeting-invitation"
TEMPLATE = "emails/checkins/invitation"
MOST = 50


def send(meeting: Meeting) -> None:
    """Belongs into the transaction of the change. A date of the two's own gets no invitation."""
    if meeting.is_own_date:
        return
    for person in (meeting.pair.mentor, meeting.pair.mentee):
        queue.enqueue(
            KIND,
            key=f"meeting:{meeting.uid}:{meeting.sequence}:{person.pk}",
            to=person.user,
            context={"meeting": meeting.pk, "person": person.pk, "sequence": meeting.sequence},
        )


def still_wanted(message: Message) -> bool:
    rows = Meeting.objects.filter(pk=message.context["meeting"])
    return rows.filter(sequence=message.context["sequence"]).exists()


def invitation(message: Message) -> Mail:
    meeting = Meeting.objects.with_people().get(pk=message.context["meeting"])
    me = meeting.pair.mentor
    if me.pk != message.context["person"]:
        me = meeting.pair.mentee
    partner = meeting.pair.partner_of(me)
    context = {
        "title": subject(meeting, me),
        "line": _line(meeting, me),
        "facts": facts(meeting, me, partner),
        "is_cancelled": meeting.state == Meeting.State.CANCELLED,
        "why": _("You get this because you and %(name)s meet in %(program)s.")
        % {"name": partner.first_name, "program": meeting.pair.program.name},
    }
    mail = render.mail(message, TEMPLATE, context, buttons=_buttons(meeting))
    return Mail(
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        calendar=ics.invitation(meeting, address=address_of(message), name=me.name),
        calendar_method=ics.method(meeting),
    )


def trouble(meeting: Meeting) -> str:
    """What became of this version's mails, when it is not yet what the reader expects."""
    prefix = f"meeting:{meeting.uid}:{meeting.sequence}:"
    rows = Message.objects.filter(kind=KIND, key__startswith=prefix)
    stands = list(rows.values_list("status", "attempts"))
    if any(status in Message.TROUBLED for status, _attempts in stands):
        return _("The meeting is saved, but an invitation did not arrive. Tell each other.")
    if any(status in Message.UNSENT and attempts for status, attempts in stands):
        return _("The meeting is saved. The mail server has not taken the invitation yet: we keep "
                 "trying.")  # fmt: skip
    return ""


def subject(meeting: Meeting, me: Profile) -> str:
    """Who and when, as far as 50 characters go."""
    at = meeting.starts_at.astimezone(me.zone)
    when, short = date_format(at, "D j F, H:i"), date_format(at, "D j M, H:i")
    names = meeting_words.title(meeting)
    partner = meeting.pair.partner_of(me).first_name
    if meeting.state == Meeting.State.CANCELLED:
        tries = [_("Cancelled: %(names)s, %(when)s"), _("Cancelled: %(when)s")]
    elif meeting.sequence:
        tries = [_("New time: %(names)s, %(when)s"), _("New time: %(when)s")]
    else:
        tries = ["%(names)s: %(when)s", "%(partner)s: %(when)s", _("Your meeting: %(when)s")]
    written = [
        words % {"names": names, "partner": partner, "when": each}
        for words in tries
        for each in (when, short)
    ]
    return _first_short(written)


def facts(meeting: Meeting, me: Profile, partner: Profile) -> list[tuple[str, str]]:
    """What both bodies list: the time on both clocks where they differ, length and place."""
    length = _("%(n)d minutes") % {"n": meeting.minutes}
    found = [(_("When"), meeting_words.when(meeting, me, partner)), (_("Length"), length)]
    return [*found, (_("Place"), meeting.place)] if meeting.place else found


def _line(meeting: Meeting, me: Profile) -> str:
    """Who did it, and for whom: from the meeting's last act."""
    act = meeting.acts.select_related("by", "delegate").last()
    return meeting_words.said(act, me) if act else ""


def _buttons(meeting: Meeting) -> Sequence[render.Button]:
    if meeting.pair.state != Pair.State.ACTIVE:
        return []
    if meeting.state == Meeting.State.CANCELLED:
        href = reverse("book-meeting", args=[meeting.pair_id])
        return [render.Button(_("Pick another time"), href)]
    return [render.Button(_("Change the time"), meeting.get_absolute_url())]


def _first_short(written: Sequence[str]) -> str:
    return next((text for text in written if len(text) <= MOST), written[-1][:MOST])


KINDS = (
    kind(
        KIND,
        invitation,
        still_wanted=still_wanted,
        priority=3,
        label=gettext_lazy("Meeting invitation"),
    ),
)
