"""The thanks after the one talk of flash mentoring, or the plain end of one that did not come."""

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.emails import letter, within
from matching.models import Pair
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile


def thanks_for_it(message: Message, pair: Pair, me: Profile, *, has_met: bool) -> Mail:
    names = {
        "name": pair.partner_of(me).first_name,
        "program": pair.program.name,
    }
    why = _("You get this because you had one talk in %(program)s.") % names
    if not has_met:
        return _did_not_come(message, pair, me, names)
    gave = pair.mentor_id == me.pk
    first = (
        _("You gave %(name)s time for one question in %(program)s. Thank you.")
        if gave
        else _("%(name)s gave you time for your question in %(program)s.")
    )
    then = (
        _("It ends here: nothing else follows from it. Your place is free for somebody else.")
        if gave
        else _("It ends here. Another question? Join %(program)s again at any time.")
    )
    return letter(
        message,
        within(_("Thank you for the talk with %(name)s") % names, _("Thank you for the talk")),
        [first % names, then % names, _("Send %(name)s a line: it is sent today.") % names],
        why=why,
        preheader=_("One talk, and it is done"),
        buttons=[Button(_("Say thank you"), reverse("thank-partner", args=[pair.pk]))],
    )


def _did_not_come(message: Message, pair: Pair, me: Profile, names: dict[str, str]) -> Mail:
    """Nobody said that the two have talked."""
    lines = [
        _("The time for your talk with %(name)s is over, and nobody said that it took place.")
        % names,
        _("That happens. Nobody is asked why."),
    ]
    if pair.mentee_id == me.pk:
        lines.append(_("You are first in line for another talk. You need to do nothing for it."))
    return letter(
        message,
        within(_("Your talk with %(name)s") % names, _("Your talk")),
        lines,
        why=_("You get this because you had one talk in %(program)s ahead of you.") % names,
        buttons=[Button(_("Open your page"), pair.get_absolute_url())],
    )
