"""One SMTP connection, in two halves, so that the fence fits between RCPT and DATA.

    server.prepare(sender, address)     connects when needed, MAIL, RCPT
    server.deliver(letter)              DATA; the answer of the server

Four ways to fail, each with its own consequence in `outbox.answers`: `UnreachableError` (no
connection at all), `InterruptedBeforeDataError`, `RefusedError` (the server said no),
`UndecidedError` (the connection broke after DATA: the mail may or may not have arrived).
"""

import re
import smtplib
import ssl
from dataclasses import dataclass

from django.conf import settings

from outbox.mime import public_host


@dataclass(frozen=True)
class Answer:
    code: int | None
    text: str = ""

    @classmethod
    def of(cls, code: int, reply: bytes | str) -> "Answer":
        text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
        return cls(code if 0 < code < 1000 else None, re.sub(r"[^\x20-\x7e]+", " ", text)[:500])


class DeliveryError(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.text)
        self.answer = answer


class UnreachableError(DeliveryError):
    """No connection, no TLS or no login: nothing of this batch can go out now."""


class InterruptedBeforeDataError(DeliveryError):
    """The connection broke before the mail was handed over: it has not been sent."""


class RefusedError(DeliveryError):
    """The server refused this mail; `is_recipient` when it refused the address.

    `is_final` says whether another try is of use; by default a code of 500 and more is final.
    """

    def __init__(
        self, answer: Answer, *, is_recipient: bool = False, is_final: bool | None = None
    ) -> None:
        super().__init__(answer)
        self.is_recipient = is_recipient
        self.is_final = (answer.code or 0) >= 500 if is_final is None else is_final


class UndecidedError(DeliveryError):
    """The connection broke after DATA."""


class Server:
    def __init__(self) -> None:
        self.connection: smtplib.SMTP | None = None

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def prepare(self, sender: str, address: str) -> None:
        is_fresh = self.connection is None
        try:
            self._envelope(self._connected(), sender, ascii_address(address))
        except InterruptedBeforeDataError:
            if is_fresh:
                raise
            # The server closed a connection it had kept open: that says nothing about this mail.
            self._envelope(self._connected(), sender, ascii_address(address))

    def deliver(self, letter: bytes) -> Answer:
        connection = self._connected()
        try:
            answer = Answer.of(*connection.data(letter))
        except smtplib.SMTPDataError as error:
            self.reset()
            raise RefusedError(
                Answer.of(error.smtp_code, error.smtp_error), is_recipient=True
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise UndecidedError(_broken(error)) from error
        if answer.code is None or answer.code >= 400:
            self._after_refusal(answer)
            raise RefusedError(answer, is_recipient=True)
        return answer

    def reset(self) -> None:
        """Forget the envelope; the connection stays usable."""
        try:
            if self.connection:
                self.connection.rset()
        except (OSError, smtplib.SMTPException):
            self.drop()

    def close(self) -> None:
        try:
            if self.connection:
                self.connection.quit()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self.drop()

    def drop(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def _connected(self) -> smtplib.SMTP:
        if self.connection is None:
            try:
                self.connection = _connect()
            except (OSError, smtplib.SMTPException) as error:
                raise UnreachableError(_broken(error)) from error
        return self.connection

    def _envelope(self, connection: smtplib.SMTP, sender: str, address: str) -> None:
        try:
            self._expect(Answer.of(*connection.mail(sender)), is_recipient=False)
            self._expect(Answer.of(*connection.rcpt(address)), is_recipient=True)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise InterruptedBeforeDataError(_broken(error)) from error

    def _expect(self, answer: Answer, *, is_recipient: bool) -> None:
        if answer.code is None or answer.code >= 300:
            self._after_refusal(answer)
            raise RefusedError(answer, is_recipient=is_recipient)

    def _after_refusal(self, answer: Answer) -> None:
        if answer.code == 421:  # the server is closing
            self.drop()
        else:
            self.reset()


class ByMail:
    """One mail on its way over a connection that others use, too."""

    def __init__(self, server: Server, sender: str, address: str, letter: bytes) -> None:
        self.server, self.sender, self.address, self.letter = server, sender, address, letter

    def prepare(self) -> None:
        self.server.prepare(self.sender, self.address)

    def deliver(self) -> Answer:
        return self.server.deliver(self.letter)

    def reset(self) -> None:
        self.server.reset()


def ascii_address(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def _connect() -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    connection = kind(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        local_hostname=public_host(),
        timeout=settings.EMAIL_TIMEOUT,
    )
    try:
        connection.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            connection.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except Exception:
        connection.close()
        raise
    return connection


def _broken(error: Exception) -> Answer:
    if isinstance(error, smtplib.SMTPResponseException):
        return Answer.of(error.smtp_code, error.smtp_error)
    return Answer(None, type(error).__name__)
