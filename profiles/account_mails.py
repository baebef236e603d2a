"""Every mail about an account: codes and notices of a change, in the outbox like all the others."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outbox.kinds import NOTHING_EDITABLE, Kind, Mail, register
from outbox.models import Message
from outbox.queue import enqueue
from outbox.render import Button, mail
from profiles.models import User

KIND = "account-mail"
Lines = str | Promise
NOT_YOU = gettext_lazy("Was this not you? Tell your HR team at once.")
CHECK = (gettext_lazy("Check my account"), "account_email")


@dataclass(frozen=True)
class Words:
    subject: Lines
    text: Lines
    after: Lines = NOT_YOU
    button: tuple[Lines, str] = CHECK


NOT_ASKED = gettext_lazy(
    "You did not ask for it? Ignore this mail: without the code nothing happens."
)
CODE = gettext_lazy("Enter this code on the page where you asked for it. It works for 15 minutes.")

CODES = {
    "login_code": Words(gettext_lazy("Your sign-in code"), CODE, NOT_ASKED),
    "email_confirmation": Words(gettext_lazy("Your code for this address"), CODE, NOT_ASKED),
    "password_reset_code": Words(gettext_lazy("Your code for a new password"), CODE, NOT_ASKED),
}
NOTICES = {
    "unknown_account": Words(
        gettext_lazy("There is no account for this address"),
        gettext_lazy("Somebody asked to sign in with this address, and it has no account here."),
        gettext_lazy("Was that you? Sign up, or use your other work address. Else ignore this."),
        (gettext_lazy("Sign up"), "account_signup"),
    ),
    "account_already_exists": Words(
        gettext_lazy("This address already has an account"),
        gettext_lazy("Somebody tried to add this address to another account. Nothing changed."),
    ),
    "password_changed": Words(
        gettext_lazy("Your password has changed"),
        gettext_lazy("The password of your account has been changed."),
    ),
    "password_set": Words(
        gettext_lazy("Your account has a password now"),
        gettext_lazy("A password has been set for your account."),
    ),
    "password_reset": Words(
        gettext_lazy("Your password has been reset"),
        gettext_lazy("The password of your account has been reset with a mailed code."),
    ),
    "email_changed": Words(
        gettext_lazy("Your e-mail address has changed"),
        gettext_lazy("Your account used {old}. From now on it uses {new}."),
    ),
    "email_deleted": Words(
        gettext_lazy("An e-mail address was removed"),
        gettext_lazy("{old} has been removed from your account."),
    ),
    "totp_activated": Words(
        gettext_lazy("Second step switched on"),
        gettext_lazy("Signing in to your account now needs a code from your authenticator app."),
    ),
    "totp_deactivated": Words(
        gettext_lazy("Second step switched off"),
        gettext_lazy("Your account no longer asks for a code from your authenticator app."),
    ),
    "recovery_codes_generated": Words(
        gettext_lazy("New recovery codes"),
        gettext_lazy("Your account has new recovery codes. The old ones have stopped working."),
    ),
    "webauthn_added": Words(
        gettext_lazy("A security key was added"),
        gettext_lazy("A security key or passkey has been added to your account."),
    ),
    "webauthn_removed": Words(
        gettext_lazy("A security key was removed"),
        gettext_lazy("A security key or passkey has been removed from your account."),
    ),
    "account_connected": Words(
        gettext_lazy("Company sign-in connected"),
        gettext_lazy("Your account can now be opened with the company sign-in."),
    ),
    "account_disconnected": Words(
        gettext_lazy("Company sign-in disconnected"),
        gettext_lazy("Your account can no longer be opened with the company sign-in."),
    ),
}
# allauth has a second name for a mail that says the same.
SAME = {"email_confirmation_signup": "email_confirmation", "email_confirm": "email_confirmation"}
WORDS = CODES | NOTICES


def send(name: str, address: str, *, code: str = "", old: str = "", new: str = "") -> None:
    """Queue one mail; a code's mail is not sent once the code has stopped working."""
    now = timezone.now()
    lasts = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    enqueue(
        KIND,
        key=f"{KIND}:{uuid.uuid4().hex}",
        to=_reader_at(address),
        address=address,
        context={
            "name": SAME.get(name, name),
            "code": code,
            "old": old,
            "new": new,
            "at": now.isoformat(),
        },
        not_after=now + lasts if code else None,
    )


def tell_address_changed(old: str, new: str) -> None:
    """Both addresses hear of it, so that nobody loses an account unnoticed."""
    for address in {old, new}:
        send("email_changed", address, old=old, new=new)


def render(message: Message) -> Mail:
    data = message.context
    words = WORDS[data["name"]]
    context = {
        "text": str(words.text).format(old=data["old"], new=data["new"]),
        "after": words.after,
        "code": data["code"],
        "at": datetime.fromisoformat(data["at"]),
        "title": words.subject,
        "why": _("You get this because of the security of your account. It cannot be paused."),
    }
    label, view = words.button
    button = Button(str(label), reverse(view))
    folder = "code" if data["code"] else "notice"
    return mail(message, f"emails/account/{folder}", context, buttons=[button], can_pause=False)


def _reader_at(address: str) -> User | None:
    found = EmailAddress.objects.filter(email__iexact=address).select_related("user").first()
    return found.user if found else None


def register_kind() -> None:
    register(Kind(KIND, render, priority=0, can_retry=False, editable=NOTHING_EDITABLE))
