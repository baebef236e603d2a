"""The bytes of a mail. Whatever would break out of a header is refused here (`ValueError`)."""

import hashlib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from outbox.kinds import Mail
from outbox.models import Message

# Seven bits pass every server; the body encodings take care of the rest.
POLICY = SMTP.clone(cte_type="7bit")
MACHINE_HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def build(message: Message, mail: Mail, address: str) -> bytes:
    letter = EmailMessage(policy=POLICY)
    letter["From"] = mail.headers.get("From", settings.DEFAULT_FROM_EMAIL)
    letter["To"] = address
    letter["Subject"] = mail.subject
    letter["Date"] = format_datetime(timezone.now())
    letter["Message-ID"] = message_id(message)
    for name, value in {**MACHINE_HEADERS, **mail.headers}.items():
        if name != "From":
            letter[name] = value
    letter.set_content(mail.text)
    letter.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        # Last and inline, the method repeated: mail programs show their buttons only then.
        letter.add_alternative(
            mail.calendar,
            subtype="calendar",
            cte="base64",
            params={"method": mail.calendar_method},
        )
    for name, content_type, content in mail.attachments:
        main, sub = content_type.split("/", 1)
        letter.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return letter.as_bytes()


def one_click(unsubscribe_url: str) -> dict[str, str]:
    """RFC 8058."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def message_id(message: Message) -> str:
    """The same for every attempt, so that a mail sent twice is recognised as one."""
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    return f"<{digest}.{message.pk}@{public_host()}>"


def body_hash(mail: Mail) -> str:
    return hashlib.sha256("\0".join(_parts(mail)).encode()).hexdigest()


def _parts(mail: Mail) -> tuple[str, ...]:
    calendar = (mail.calendar,) if mail.calendar else ()
    return (mail.subject, mail.text, mail.html, *calendar)


def sender() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def public_host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
