"""The mails of a session to its host: not taken, wrap it up, thank you, did it hold?"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community import clinics, session_feedback, session_notices, session_words
from community.emails_sessions import session_of
from community.models import ClinicFollowUp, Session
from community.session_feedback import Result
from matching.emails import kind, letter
from outbox import links
from outbox.kinds import AT_MOST_ONCE, Mail
from outbox.models import Message
from outbox.render import Button

FOLLOW_UP_LINK = "clinic"
MOST_WORDS = 5


def declined(message: Message) -> Mail:
    session = session_of(message)
    lines = [_("“%(title)s” is not taken this time.") % {"title": session.title}]
    if session.reason and session.decided_by:
        said = _("%(name)s writes: “%(reason)s”")
        lines.append(said % {"name": session.decided_by.first_name, "reason": session.reason})
    return letter(
        message,
        session_words.fitting(_("Not taken: %(title)s"), session.title),
        lines,
        why=_why(session),
        buttons=[Button(_("Propose it another way"), reverse("propose-session"))],
    )


def wrap_up(message: Message) -> Mail:
    session = session_of(message)
    words = ngettext(
        "%(n)d person had a place. Tick whether they came, and add a link to the recording.",
        "%(n)d people had a place. Tick who came, and add a link to the recording.",
        session.used,
    )
    return letter(
        message,
        session_words.fitting(_("Who came to “%(title)s”?"), session.title),
        [words % {"n": session.used}],
        why=_why(session),
        buttons=[Button(_("Wrap it up"), reverse("wrap-up-session", args=[session.pk]))],
        small=_("It takes a minute. We have asked them how it was."),
    )


def wants_wrap_up(message: Message) -> bool:
    rows = Session.objects.filter(pk=message.context["session"], wrapped_at=None)
    return rows.filter(host__user=message.recipient_id).exists()


def thanks(message: Message) -> Mail:
    session = session_of(message)
    found = session_feedback.result(session)
    lines = [_came(session), *_useful(found), *_said(found)]
    if session.speaker:
        lines.append(_("Pass this on to %(speaker)s.") % {"speaker": session.speaker})
    return letter(
        message,
        session_words.fitting(_("Thank you for “%(title)s”"), session.title),
        lines,
        why=_why(session),
        buttons=[Button(_("Open the session"), session.get_absolute_url())],
        small=_("You need to do nothing."),
    )


def _came(session: Session) -> str:
    came = session.rsvps.filter(attended=True).count()
    if session.wrapped_at:
        words = ngettext("%(n)d person came.", "%(n)d people came.", came)
        return words % {"n": came}
    words = ngettext("%(n)d person had a place.", "%(n)d people had a place.", session.used)
    return words % {"n": session.used}


def _useful(found: Result) -> list[str]:
    if not found.counts:
        return []
    words = _("%(useful)d of the %(answers)d who answered can use it.")
    return [words % {"useful": found.useful, "answers": found.answers}]


def _said(found: Result) -> list[str]:
    """Only lines whose authors wanted their name beside them."""
    named = [line for line in found.lines if line.by][:MOST_WORDS]
    return [_("“%(words)s” (%(by)s)") % {"words": line.words, "by": line.by} for line in named]


def follow_up(message: Message) -> Mail:
    asked = ClinicFollowUp.objects.select_related("session").get(session=message.context["session"])
    session = session_of(message)
    closes = asked.asked_at + clinics.OPEN_FOR
    subject_of = f"clinic:{asked.pk}"
    url = links.url(message, FOLLOW_UP_LINK, session.host.user, subject_of, expires_at=closes)
    return letter(
        message,
        session_words.fitting(_("Did it hold? %(title)s"), session.title),
        [
            _("Sixty days ago your clinic wrote down: “%(note)s”") % {"note": session.came_of_it},
            _("One tap, then Save: did it hold?"),
        ],
        why=_why(session),
        buttons=[
            Button(str(answer.label), f"{url}?a={answer.value}", quiet=True)
            for answer in ClinicFollowUp.Answer
        ],
        small=_("It shows on the page of the clinic, and HR counts it without your name."),
    )


def wants_follow_up(message: Message) -> bool:
    rows = ClinicFollowUp.objects.filter(session=message.context["session"], answered_at=None)
    return rows.filter(session__host__user=message.recipient_id).exists()


def _why(session: Session) -> str:
    return _("You get this because you host “%(title)s”.") % {"title": session.title}


KINDS = (
    kind(
        session_notices.DECLINED,
        declined,
        label=gettext_lazy("Session: not taken"),
    ),
    kind(
        session_notices.WRAP_UP,
        wrap_up,
        policy=AT_MOST_ONCE,
        still_wanted=wants_wrap_up,
        label=gettext_lazy("Session: who came"),
    ),
    kind(
        session_notices.THANKS,
        thanks,
        policy=AT_MOST_ONCE,
        label=gettext_lazy("Session: thank you"),
    ),
    kind(
        session_notices.FOLLOW_UP,
        follow_up,
        policy=AT_MOST_ONCE,
        still_wanted=wants_follow_up,
        label=gettext_lazy("Clinic: did it hold?"),
    ),
)
