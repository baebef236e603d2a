"""A row and its templates become a mail in the reader's language and zone.

    mail(message, "emails/matching/e3", {"pair": pair}, buttons=[Button(_("See Ada"), path)])

reads `subject.txt`, `body.txt` and `body.html` below the folder. Every template gets `company`,
`person` (with `.first_name`), `subject`, `buttons`, `pause_url` and `preferences_url`. What HR
has changed (`outbox.wording`) is put in here, for every mail alike.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from outbox import links, wording
from outbox.kinds import Mail
from outbox.links import absolute
from outbox.models import Message
from outbox.readers import reader_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

# Long enough for somebody who reads a month's mail after a holiday.
OPT_OUT_LINKS_LAST = timedelta(days=60)
MANY_LINES = re.compile(r"\n{3,}")

__all__ = ["Button", "absolute", "mail", "opt_out_url"]


@dataclass(frozen=True)
class Button:
    """`href` may be a path; the mail carries the full address."""

    label: str
    href: str
    quiet: bool = False

    @property
    def url(self) -> str:
        return absolute(self.href) if self.href.startswith("/") else self.href


def mail(
    message: Message,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    buttons: Iterable[Button | tuple[str, str]] = (),
    can_pause: bool = True,
) -> Mail:
    """Call it from `Kind.render`; `context["why"]` says why the reader gets this mail."""
    reader = reader_of(message.recipient)
    with translation.override(reader.language), timezone.override(reader.zone):
        values: dict[str, object] = {
            "company": settings.COMPANY_NAME,
            "person": reader,
            "why": _("You get this because you have an account at mentoring."),
            **(_ways_out(message) if can_pause else {}),
            **(context or {}),
            "buttons": [b if isinstance(b, Button) else Button(*b) for b in buttons],
        }
        words = wording.of(message, reader)
        _put_in(values, words)
        subject = words.get("subject") or _plain(f"{template}/subject.txt", values)
        values["subject"] = subject
        return Mail(
            subject=subject,
            text=_plain(f"{template}/body.txt", values) + "\n",
            html=render_to_string(f"{template}/body.html", values),
        )


def _put_in(values: dict[str, object], words: Mapping[str, str]) -> None:
    """HR's words: a line more at either end, another label for the first button."""
    values["opening"], values["closing"] = words.get("opening", ""), words.get("closing", "")
    buttons = values["buttons"]
    if words.get("button") and isinstance(buttons, list) and buttons:
        buttons[0] = replace(buttons[0], label=words["button"])


def _plain(name: str, values: dict[str, object]) -> str:
    """A text template: nothing is escaped."""
    template = Engine.get_default().get_template(name)
    text = str(template.render(Context(values, autoescape=False))).strip()
    return MANY_LINES.sub("\n\n", text)


def opt_out_url(message: Message, purpose: str, person: "AbstractBaseUser") -> str:
    """`purpose` is `pause` or `unsubscribe`."""
    return links.url(message, purpose, person, expires_at=timezone.now() + OPT_OUT_LINKS_LAST)


def _ways_out(message: Message) -> dict[str, object]:
    if message.recipient is None:
        return {}
    return {
        "pause_url": opt_out_url(message, "pause", message.recipient),
        "preferences_url": absolute("/settings/mail/"),
    }
