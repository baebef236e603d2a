"""Mails that came back later (RFC 3464): the server took them, and another one further on did not.

    bounce = read(raw)          # Bounce(message_id, status="5.1.1", text) or None
    take(bounce)                # True once: the row is `failed`, a wrong address takes no mail

Only a report about a failure counts, and only with the Message-ID of a mail we sent: out-of-office
answers, delays and whatever a person writes change nothing. A forged report needs the digest in
that id, which nobody but the mail's reader has seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Letter

from django.db import transaction

from outbox.answers import NO_SUCH_ADDRESS
from outbox.claims import address_of, suppress
from outbox.models import Message

STATUS = re.compile(r"5\.\d{1,3}\.\d{1,3}")
CODE = 550
# A worker that died while sending left `unknown`; the report settles it.
HANDED_OVER = (Message.Status.SENT, Message.Status.UNKNOWN)


@dataclass(frozen=True)
class Bounce:
    """`status` is the enhanced code of RFC 3463, "" when the report names none."""

    message_id: str
    status: str
    text: str


def is_report(letter: Letter) -> bool:
    """By its header alone."""
    kind = str(letter.get_param("report-type", "")).lower()
    return letter.get_content_type() == "multipart/report" and kind == "delivery-status"


def read(raw: bytes) -> Bounce | None:
    """What a letter reports to have failed for good; None for every other letter."""
    letter = message_from_bytes(raw)
    if not is_report(letter):
        return None
    message_id, failed = _message_id(letter), next(_failures(letter), None)
    if not message_id or failed is None:
        return None
    status = STATUS.search(str(failed.get("Status", "")))
    text = str(failed.get("Diagnostic-Code", "")).partition(";")[2]
    return Bounce(message_id, status[0] if status else "", _plain(text))


def take(bounce: Bounce) -> bool:
    """False when no mail of ours has this id, or its report was taken before."""
    rows = Message.objects.filter(message_id=bounce.message_id, status__in=HANDED_OVER)
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).select_related("recipient").first()
        if row is None:
            return False
        row.status, row.smtp_code = Message.Status.FAILED, CODE
        row.smtp_text = f"came back: {bounce.status} {bounce.text}"[:500]
        row.save(update_fields=["status", "smtp_code", "smtp_text"])
        if NO_SUCH_ADDRESS.search(bounce.status):
            suppress(address_of(row), row.smtp_text)
    return True


def _failures(letter: Letter) -> Iterator[Letter]:
    """The blocks of the report about a recipient who gets nothing any more."""
    for part in letter.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Letter) and str(block.get("Action", "")).lower() == "failed":
                    yield block


def _message_id(letter: Letter) -> str:
    """Of the mail that came back: whole, or its headers as text."""
    for part in letter.walk():
        if part is letter:
            continue
        if part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            part = message_from_bytes(content if isinstance(content, bytes) else b"")
        if found := part.get("Message-ID"):
            return _plain(str(found))
    return ""


def _plain(text: str) -> str:
    return re.sub(r"[^\x21-\x7e]+", " ", text).strip()[:300]
