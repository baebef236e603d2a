"""What a meeting and its acts are called, to one reader: names and dates, nothing else.

meeting_words.said(act, me)        # "Lena Roth moved it to Tue 25 May, 15:00 for Ada."
meeting_words.when(meeting, me, partner)   # on both clocks where they differ
"""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkins import slots
from checkins.acting import Acting
from checkins.models import Meeting, MeetingAct
from profiles.models import Profile

Text = str | Promise
What = MeetingAct.What
# By the reader, by the other, by a delegate of the reader, by a delegate of the other.
SAID: dict[str, tuple[Text, Text, Text, Text]] = {
    What.BOOKED: (
        gettext_lazy("You booked %(when)s."),
        gettext_lazy("%(name)s booked %(when)s."),
        gettext_lazy("%(delegate)s booked %(when)s for you."),
        gettext_lazy("%(delegate)s booked %(when)s for %(name)s."),
    ),
    What.MOVED: (
        gettext_lazy("You moved it to %(when)s."),
        gettext_lazy("%(name)s moved it to %(when)s."),
        gettext_lazy("%(delegate)s moved it to %(when)s for you."),
        gettext_lazy("%(delegate)s moved it to %(when)s for %(name)s."),
    ),
    What.CHANGED: (
        gettext_lazy("You changed its length or place."),
        gettext_lazy("%(name)s changed its length or place."),
        gettext_lazy("%(delegate)s changed its length or place for you."),
        gettext_lazy("%(delegate)s changed its length or place for %(name)s."),
    ),
}
# These no delegate does.
SAID_BY_MEMBERS: dict[str, tuple[Text, Text]] = {
    What.CANCELLED: (
        gettext_lazy("You cancelled the meeting of %(when)s."),
        gettext_lazy("%(name)s cancelled the meeting of %(when)s."),
    ),
    What.LOGGED: (
        gettext_lazy("You logged that you met."),
        gettext_lazy("%(name)s logged that you met."),
    ),
    What.HELD: (
        gettext_lazy("You said that you met."),
        gettext_lazy("%(name)s said that you met."),
    ),
    What.MISSED: (
        gettext_lazy("You said that it did not take place."),
        gettext_lazy("%(name)s said that it did not take place."),
    ),
}


def said(act: MeetingAct, reader: Profile) -> str:
    """Somebody who has been erased did it as "Your partner"."""
    mine, theirs, *by_delegate = SAID.get(act.what) or SAID_BY_MEMBERS[act.what]
    is_mine = act.by_id == reader.pk
    words = mine if is_mine else theirs
    if act.by is None and act.what == What.CANCELLED:
        # The pair is over, away, or paused by the program: which of them is told elsewhere.
        words = gettext_lazy("The meeting of %(when)s is off: this pair does not meet now.")
    elif act.delegate is not None:
        words = by_delegate[0 if is_mine else 1]
    return str(words) % {
        "when": date_format(act.starts_at.astimezone(reader.zone), "D j F, H:i"),
        "name": act.by.first_name if act.by else _("Your partner"),
        "delegate": act.delegate.name if act.delegate else "",
    }


def when(meeting: Meeting, reader: Profile, other: Profile) -> str:
    if not meeting.has_time:
        return date_format(meeting.day(reader), "D j F")
    return slots.words(meeting.starts_at, reader, other)


def title(meeting: Meeting) -> str:
    """The two first names, the mentee's first: also what a calendar shows."""
    pair = meeting.pair
    names = {"mentee": pair.mentee.first_name, "mentor": pair.mentor.first_name}
    return _("%(mentee)s and %(mentor)s") % names


def booked(meeting: Meeting, acting: Acting) -> str:
    """What a press has done, with the result named."""
    partner = meeting.pair.partner_of(acting.person)
    names = {
        "when": when(meeting, acting.presses, partner),
        "name": partner.first_name,
        "person": acting.person.first_name,
    }
    if meeting.is_own_date:
        return _("Saved: %(when)s. No invitation is sent.") % names
    if acting.delegate:
        return _("Booked: %(when)s. The invitation goes to %(person)s and %(name)s.") % names
    return _("Booked: %(when)s. The invitation goes to you and %(name)s.") % names
