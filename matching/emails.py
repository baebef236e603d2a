"""The mails of programs: one short function per message, words once for both bodies.

Contexts carry ids only; names are read when the mail is rendered.
"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.models import Pair
from outbox.kinds import Kind, Mail
from outbox.models import Message
from outbox.render import Button, mail
from profiles.models import Profile

LETTER = "emails/matching/letter"


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
    else:
        lines = [_("You and %(partner)s have finished in %(program)s.") % names]
        subject = _("You and %(partner)s have finished") % names
    lines.append(_("Thank you for the time you gave each other. You need to do nothing."))
    return letter(
        message,
        subject,
        lines,
        why=_("You get this because you had a pair in %(program)s.") % names,
        buttons=[Button(_("Open my page"), reverse("home"))],
    )


KINDS = [Kind("pair-ended", render=pair_ended)]
