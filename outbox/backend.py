"""Django's mail door: whatever the framework sends becomes a row of the outbox."""

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import escape, linebreaks

from outbox.kinds import NOTHING_EDITABLE, Kind, Mail, register
from outbox.models import Message
from outbox.queue import enqueue

KIND = "framework-mail"


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(_enqueue(email) for email in email_messages)


def _enqueue(email: EmailMessage) -> int:
    context: dict[str, object] = {
        "subject": email.subject,
        "text": email.body,
        "html": _html(email),
    }
    key = f"{KIND}:{uuid.uuid4().hex}"
    for number, address in enumerate(email.recipients()):
        enqueue(KIND, key=f"{key}:{number}", address=address, context=context)
    return 1 if email.recipients() else 0


def _html(email: EmailMessage) -> str:
    found = email.alternatives if isinstance(email, EmailMultiAlternatives) else []
    bodies = [str(content) for content, kind in found if kind == "text/html"]
    return bodies[0] if bodies else linebreaks(escape(email.body))


def _render(message: Message) -> Mail:
    context = message.context
    return Mail(context["subject"], context["text"], context["html"])


def register_kind() -> None:
    register(Kind(KIND, _render, can_retry=False, editable=NOTHING_EDITABLE))
