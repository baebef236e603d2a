"""Django's mail door, closed: whatever the framework wants to send goes through the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise NotImplementedError("Register an outbox kind and enqueue it.")
