"""The mails of programs: one short function per message, words once for both bodies.

Contexts carry ids only; names are read when the mail is rendered.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from matching.models import Pair
from outbox import links
from outbox.kinds import Kind, Mail
from outbox.models import Message
from outbox.readers import reader_of
from outbox.render import Button, mail
from profiles.models import Profile

LETTER = "emails/matching/letter"
AGREE = "agree"
AGREE_WITHIN = dt.timedelta(days=14)


def kind(name: str, render: Callable[[Message], Mail], **options: Any) -> Kind:
    """A kind whose words, dates and times are the reader's."""

    def rendered(message: Message) -> Mail:
        reader = reader_of(message.recipient)
        with translation.override(reader.language), timezone.override(reader.zone):
            return render(message)

    return Kind(name, render=rendered, **options)


def letter(
    message: Message,
    subject: str,
    lines: Sequence[str],
    *,
    why: str,
    preheader: str = "",
    buttons: Sequence[Button] = (),
    small: str = "",
) -> Mail:
    """Paragraphs, buttons and one small line, as HTML and as plain text."""
    context = {
        "title": subject,
        "preheader": preheader or lines[0],
        "lines": lines,
        "small": small,
        "why": why,
    }
    return mail(message, LETTER, context, buttons=buttons)


def pair_ended(message: Message) -> Mail:
    """No reason and no blame: reasons stay with the program team."""
    pair = Pair.objects.with_people().get(pk=message.context["pair"])
    reader = Profile.objects.get(pk=message.context["person"])
    partner = pair.partner_of(reader)
    names = {"partner": partner.first_name, "program": pair.program.name}
    if message.context.get("partner_left"):
        lines = [_("%(partner)s has left. We are looking for somebody new for you.") % names]
        subject = _("%(partner)s has left the company") % names
    elif message.context.get("before_it_began"):
        lines = [_("%(partner)s cannot take part in %(program)s after all.") % names]
        subject = _("%(partner)s cannot take part") % names
    else:
        lines = [_("You and %(partner)s have finished in %(program)s.") % names]
        subject = _("You and %(partner)s have finished") % names
    if not message.context.get("before_it_began"):
        lines.append(_("Thank you for the time you gave each other."))
    lines.append(_("You need to do nothing."))
    return letter(
        message,
        subject,
        lines,
        why=_("You get this because you had a pair in %(program)s.") % names,
        buttons=[Button(_("Open my page"), reverse("home"))],
    )


def pair_agree(message: Message) -> Mail:
    """Two partners came into one reporting line: both are asked whether they want to go on."""
    pair = Pair.objects.with_people().get(pk=message.context["pair"])
    reader = Profile.objects.select_related("user").get(pk=message.context["person"])
    names = {"partner": pair.partner_of(reader).first_name, "program": pair.program.name}
    agree = links.url(
        message,
        AGREE,
        reader.user,
        str(pair.pk),
        expires_at=message.created_at + AGREE_WITHIN,
    )
    return letter(
        message,
        _("You and %(partner)s: go on as a pair?") % names,
        [
            _("You and %(partner)s are in one reporting line now.") % names,
            _("You may go on to the end date if you both want to. Your answer goes to HR only."),
        ],
        why=_("You get this because you have a pair in %(program)s.") % names,
        buttons=[Button(_("Yes, go on"), agree)],
        small=_("If you would rather stop, do nothing or write to HR. Nobody asks why."),
    )


def _still_together(message: Message) -> bool:
    pair = Pair.objects.get(pk=message.context["pair"])
    return pair.state in (*Pair.OPEN, Pair.State.AWAY) and pair.kept_at is None


KINDS = [
    kind("pair-ended", pair_ended),
    kind("pair-agree", pair_agree, still_wanted=_still_together),
]
