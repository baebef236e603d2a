"""The mails of programs: one short function per message, words once for both bodies.

Contexts carry ids only; names are read when the mail is rendered.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from matching import mail_words
from matching.models import Pair
from outbox import links
from outbox.kinds import Kind, Mail
from outbox.models import Message
from outbox.readers import reader_of
from outbox.render import Button, mail
from profiles.models import Profile

LETTER = "emails/matching/letter"
AGREE = "agree"
SUBJECT_LENGTH = 50
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


def within(subject: str, shorter: str) -> str:
    """A name can be too long for a subject."""
    return subject if len(subject) <= SUBJECT_LENGTH else shorter


def pair_ended(message: Message) -> Mail:
    """No reason and no blame: reasons stay with the program team."""
    pairs = Pair.objects.with_people().select_related("mentee_enrollment")
    pair = pairs.get(pk=message.context["pair"])
    reader = Profile.objects.get(pk=message.context["person"])
    partner = pair.partner_of(reader)
    names = {"partner": partner.first_name, "program": pair.program.name}
    subject, line = _ended_words(message, names)
    lines = [line]
    has_left = message.context.get("partner_left")
    if has_left and pair.mentor_id == reader.pk:
        lines.append(_("Your place in %(program)s is free again.") % names)
    if pair.mentee_id == reader.pk and _waits(pair):
        if has_left:
            lines.append(_("We are looking for somebody new for you."))
        lines.append(_("You are first in line for somebody new."))
    lines.append(_("You need to do nothing."))
    return letter(
        message,
        within(subject, _("Your pair has ended")),
        lines,
        why=_("You get this because you had a pair in %(program)s.") % names,
        buttons=[Button(_("Open my page"), reverse("home"))],
    )


def _waits(pair: Pair) -> bool:
    """Whether the mentee has nobody since this pair, and waits for somebody new."""
    mentee = pair.mentee_enrollment
    return mentee.waits_after_id == pair.pk and mentee.used == 0


def _ended_words(message: Message, names: dict[str, str]) -> tuple[str, str]:
    """Subject and first line, by how it ended."""
    if message.context.get("partner_left"):
        return _("%(partner)s has left the company") % names, _("%(partner)s has left.") % names
    if message.context.get("interim"):
        line = _("%(partner)s goes on with the first mentor now.") % names
        return _("Thank you for standing in"), line
    if message.context.get("before_it_began"):
        line = _("%(partner)s cannot take part in %(program)s after all.") % names
        return _("%(partner)s cannot take part") % names, line
    line = _("You and %(partner)s have finished in %(program)s.") % names
    return _("You and %(partner)s have finished") % names, line


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
    kind("pair-ended", pair_ended, editable=mail_words.TO_PARTNERS),
    kind("pair-agree", pair_agree, still_wanted=_still_together, editable=mail_words.TO_PARTNERS),
]
