"""The mails around a concern. None of them says what it is, who sent it or whom it is about: a
mailbox has more readers than one.
"""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from checkins import concerns
from checkins.models import Concern
from matching.emails import kind, letter
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button


def received(message: Message) -> Mail:
    concern = _concern(message)
    due = date_format(localtime(concern.answer_by), "l j F, H:i T")
    return letter(
        message,
        _("A concern waits for you"),
        [
            _("Somebody has sent a concern, and you are one of those who may read it."),
            _("Somebody should look after it by %(due)s.") % {"due": due},
            _("What it is about stands on its page only. Opening it is logged."),
        ],
        why=_why_reader(),
        buttons=[_to_case(concern)],
    )


def escalated(message: Message) -> Mail:
    concern = _concern(message)
    return letter(
        message,
        _("A concern has no answer yet"),
        [
            _("Two working days have passed and nobody looks after a concern you may read."),
            _("Take it, or ask another one of its readers to."),
        ],
        why=_why_reader(),
        buttons=[_to_case(concern)],
    )


def acknowledged(message: Message) -> Mail:
    return letter(
        message,
        _("What you sent is being looked after"),
        [
            _("Somebody of those you chose looks after what you sent."),
            _("Who that is, and what happens next, stands on your page."),
        ],
        why=_why_reporter(),
        buttons=[_to_mine(_concern(message))],
    )


def news(message: Message) -> Mail:
    """There is more to read, for the reporter or for those who work on it."""
    concern = _concern(message)
    is_reporter = message.context["person"] == concern.reporter_id
    return letter(
        message,
        _("There is something new to read"),
        [_("Somebody wrote to you. For your privacy it stands on its page and not here.")],
        why=_why_reporter() if is_reporter else _why_reader(),
        buttons=[_to_mine(concern) if is_reporter else _to_case(concern)],
    )


def _concern(message: Message) -> Concern:
    return Concern.objects.select_related("reporter").get(pk=message.context["concern"])


def _to_case(concern: Concern) -> Button:
    return Button(_("Open its page"), reverse("hr-concern", args=[concern.reference]))


def _to_mine(concern: Concern) -> Button:
    return Button(_("Open your page"), reverse("my-concern", args=[concern.reference]))


def _why_reader() -> str:
    return _("You get this because you are one of those who may read it.")


def _why_reporter() -> str:
    return _("You get this because you sent something in confidence.")


def _is_theirs(message: Message) -> bool:
    """Still there, and still for this reader."""
    concern = Concern.objects.filter(pk=message.context["concern"]).first()
    if concern is None:
        return False
    person = message.context["person"]
    return person in {concern.reporter_id, *(reader.pk for reader in concerns.reading(concern))}


def _still_waits(message: Message) -> bool:
    concern = Concern.objects.filter(pk=message.context["concern"]).first()
    return concern is not None and concern.acknowledged_at is None and _is_theirs(message)


KINDS = (
    kind("concern-received", received, still_wanted=_is_theirs, is_private=True),
    kind("concern-escalated", escalated, still_wanted=_still_waits, is_private=True),
    kind("concern-acknowledged", acknowledged, still_wanted=_is_theirs, is_private=True),
    kind("concern-news", news, still_wanted=_is_theirs, is_private=True),
)
