"""The mails of a session to those who go: invitation with its calendar entry, reminder, question.

Contexts carry numbers only; names, dates and places are read when the mail is rendered, in the
reader's language and zone. A mail that a later change has overtaken is not sent.
"""

import datetime as dt
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community import session_feedback, session_ics, session_notices, session_words
from community.models import Rsvp, Session, SessionFeedback
from matching.emails import kind, letter
from outbox import links, preferences
from outbox.claims import address_of
from outbox.kinds import AT_MOST_ONCE, Editable, Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile

FEEDBACK_LINK = "session"
OFF = (session_notices.CANCELLED, session_notices.LEFT)
SUBJECTS = {
    session_notices.MOVED: gettext_lazy("New time: %(title)s"),
    session_notices.CANCELLED: gettext_lazy("Cancelled: %(title)s"),
    session_notices.LEFT: gettext_lazy("Place given back: %(title)s"),
    session_notices.UP: gettext_lazy("A place for you: %(title)s"),
    session_notices.HOST: gettext_lazy("Published: %(title)s"),
}
LINES = {
    session_notices.GOING: gettext_lazy("You are going to “%(title)s”."),
    session_notices.UP: gettext_lazy("A place is free: you are going to “%(title)s”."),
    session_notices.HOST: gettext_lazy("“%(title)s” is published, and you host it."),
    session_notices.MOVED: gettext_lazy("“%(title)s” has a new time."),
    session_notices.CHANGED: gettext_lazy("“%(title)s” has changed. This is what counts now:"),
    session_notices.CANCELLED: gettext_lazy("“%(title)s” does not take place."),
    session_notices.LEFT: gettext_lazy("You have given back your place in “%(title)s”."),
}


def session_of(message: Message) -> Session:
    return Session.objects.with_people().get(pk=message.context["session"])


def invitation(message: Message) -> Mail:
    session = session_of(message)
    me = Profile.objects.select_related("user").get(pk=message.context["person"])
    why = message.context["why"]
    is_off = why in OFF
    lines = [str(LINES[why]) % {"title": session.title}]
    lines += _off_lines(session, why) if is_off else facts(session, me)
    is_host = session.host_id == me.pk
    mail = letter(
        message,
        subject(session, me, why),
        lines,
        why=_why(session, is_host=is_host),
        buttons=[] if is_off else [Button(_("Open the session"), session.get_absolute_url())],
        small="" if is_off or is_host else _("Cannot come? Leave it there: the next one moves up."),
    )
    calendar = session_ics.invitation(
        session,
        number=message.context["number"],
        at=message.created_at,
        address=address_of(message),
        name=me.name,
        is_off=is_off,
    )
    method = session_ics.CANCEL if is_off else session_ics.REQUEST
    return replace(mail, calendar=calendar, calendar_method=method)


def subject(session: Session, me: Profile, why: str) -> str:
    """What happened and the title, or the day and the title, as far as 50 characters go."""
    words = str(SUBJECTS.get(why, "")) or f"{session_words.when(session.starts_at, me)}: %(title)s"
    return session_words.fitting(words, session.title)


def facts(session: Session, me: Profile) -> list[str]:
    found = [
        _("When: %(when)s") % {"when": session_words.when_with_zone(session.starts_at, me)},
        _("Length: %(length)s") % {"length": session_words.length(session.minutes)},
        _("Host: %(name)s") % {"name": session.host.name},
    ]
    if session.place:
        found.append(_("Place: %(place)s") % {"place": session.place})
    return found


def _off_lines(session: Session, why: str) -> list[str]:
    found = [_("Your calendar takes the entry out.")]
    if why == session_notices.CANCELLED and session.reason:
        said = _("%(name)s writes: “%(reason)s”")
        found.insert(0, said % {"name": session.host.first_name, "reason": session.reason})
    return found


def _why(session: Session, *, is_host: bool) -> str:
    if is_host:
        return _("You get this because you host “%(title)s”.") % {"title": session.title}
    words = _("You get this because you said that you come to “%(title)s”.")
    return words % {"title": session.title}


def is_newest(message: Message) -> bool:
    """Whether this is still what the person's calendar should show."""
    session = Session.objects.filter(pk=message.context["session"]).first()
    if session is None:
        return False
    rsvp = Rsvp.objects.filter(session=session, profile=message.context["person"]).first()
    return session_notices.number(session, rsvp) == int(message.context["number"])


def to_who_waits(message: Message) -> Mail:
    """A change or the end, for those without an entry in their calendar."""
    session = session_of(message)
    me = Profile.objects.get(user=message.recipient_id)
    why = message.context["why"]
    lines = [str(LINES[why]) % {"title": session.title}]
    if why == session_notices.CANCELLED:
        lines += _off_lines(session, why)[:-1]
    else:
        lines += [*facts(session, me), _("You are still on the wait list.")]
    return letter(
        message,
        subject(session, me, why),
        lines,
        why=_("You get this because you wait for a place in “%(title)s”.")
        % {"title": session.title},
        buttons=[Button(_("Open the session"), session.get_absolute_url())],
    )


def still_waits(message: Message) -> bool:
    rows = Rsvp.objects.waiting().filter(
        session=message.context["session"], session__sequence=message.context["sequence"]
    )
    return rows.filter(profile__user=message.recipient_id).exists()


def reminder(message: Message) -> Mail:
    session = session_of(message)
    me = Profile.objects.get(pk=message.context["person"])
    at = session.starts_at.astimezone(me.zone)
    sent_on = message.not_before.astimezone(me.zone).date()
    is_tomorrow = at.date() == sent_on + dt.timedelta(days=1)
    words = _("Tomorrow %(time)s: ") if is_tomorrow else f"{date_format(at, 'l')} %(time)s: "
    title = words % {"time": date_format(at, "H:i")} + "%(title)s"
    return letter(
        message,
        session_words.fitting(title, session.title),
        [cost(session), *facts(session, me)],
        why=_why(session, is_host=False),
        buttons=[Button(_("Open the session"), session.get_absolute_url())],
        small=_("Cannot come? Leave it there: the next one moves up."),
    )


def cost(session: Session) -> str:
    """What coming is worth to others, in figures."""
    words = ngettext(
        "%(host)s gives %(minutes)d minutes for “%(title)s”, and %(n)d person is going.",
        "%(host)s gives %(minutes)d minutes for “%(title)s”, and %(n)d people are going.",
        session.used,
    )
    return words % {
        "host": session.host.first_name, "minutes": session.minutes, "title": session.title,
        "n": session.used,
    }  # fmt: skip


def reminds_of_what_is(message: Message) -> bool:
    """It stands as it was, the person goes and wants to be reminded."""
    going = Rsvp.objects.going().filter(
        session=message.context["session"],
        session__state=Session.State.PUBLISHED,
        profile=message.context["person"],
    )
    if message.recipient is None or not (going.exists() and is_newest(message)):
        return False
    return preferences.wants_nudges(message.recipient, today=message.not_before.date())


def question(message: Message) -> Mail:
    session = session_of(message)
    me = Profile.objects.select_related("user").get(user=message.recipient_id)
    closes = session.ends_at + session_feedback.OPEN_FOR
    subject_of = f"session:{session.pk}"
    url = links.url(message, FEEDBACK_LINK, me.user, subject_of, expires_at=closes)
    names = {"name": session.host.first_name, "title": session.title}
    return letter(
        message,
        session_words.fitting(_("How was “%(title)s”?"), session.title),
        [_("One tap, then Save. Your answer helps %(name)s with the next one.") % names],
        why=_("You get this because you said that you come to “%(title)s”.") % names,
        buttons=[
            Button(str(answer.label), f"{url}?a={answer.value}", quiet=True)
            for answer in SessionFeedback.Answer
        ],
        small=_("%(name)s sees how many chose what, from five answers on. Never who.") % names,
    )


def is_open_question(message: Message) -> bool:
    session = Session.objects.get(pk=message.context["session"])
    me = Profile.objects.get(user=message.recipient_id)
    if session_feedback.of(session, me) or not session_feedback.may_answer(session, me):
        return False
    return session.state == Session.State.HELD


TOPIC = "sessions"
KINDS = (
    kind(
        session_notices.INVITATION,
        invitation,
        still_wanted=is_newest,
        priority=3,
        label=gettext_lazy("Session: invitation"),
    ),
    kind(
        session_notices.LETTER,
        to_who_waits,
        still_wanted=still_waits,
        label=gettext_lazy("Session: to the wait list"),
    ),
    kind(
        session_notices.REMINDER,
        reminder,
        policy=AT_MOST_ONCE,
        still_wanted=reminds_of_what_is,
        is_nudge=True,
        priority=6,
        topic=TOPIC,
        label=gettext_lazy("Session: the day before"),
        editable=Editable(),
    ),
    kind(
        session_notices.QUESTION,
        question,
        policy=AT_MOST_ONCE,
        still_wanted=is_open_question,
        is_nudge=True,
        priority=7,
        topic=TOPIC,
        label=gettext_lazy("Session: how it was"),
        editable=Editable(),
    ),
)
