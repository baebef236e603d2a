"""The mails profiles send."""

from django.utils.translation import gettext as _

from outbox import render
from outbox.kinds import NOTHING_EDITABLE, Kind, Mail, register
from outbox.models import Message


def address_changed(message: Message) -> Mail:
    """To the old and to the new address, so that nobody's sign-in moves unseen."""
    why = _("You get this because your sign-in address has changed.")
    context = {"old": message.context["old"], "new": message.context["new"], "why": why}
    return render.mail(message, "emails/profiles/address_changed", context, can_pause=False)


def register_kinds() -> None:
    register(Kind("address-changed", address_changed, priority=3, editable=NOTHING_EDITABLE))
