"""A message to a channel: one HTTP call, in two halves like a mail (`outbox.delivery`).

    way = ByWebhook(hooks, channel, payload)
    way.prepare()      checks the address, connects
    way.deliver()      sends; the answer of the service

What apprise knows of each service (which fields, how a text is written) makes the payload; the call
is ours, because the outbox must know whether nothing, something or everything has arrived. The
address is a secret: it stands in no log and in no error.
"""

import http.client
import socket
import ssl
import threading
from contextlib import suppress

from django.conf import settings

from outbox import addresses, vault
from outbox.addresses import AddressRefusedError, Place
from outbox.delivery import (
    Answer,
    InterruptedBeforeDataError,
    RefusedError,
    UndecidedError,
)
from outbox.models import Channel

NOT_NOW = {408, 425, 429, 500, 503}
# A gateway that speaks for the service does not know what the service did.
NOBODY_KNOWS = {502, 504}
MOST_BYTES = 64 * 1024
HEADERS = {"Content-Type": "application/json", "User-Agent": "Mentoring"}


class Webhooks:
    """The calls of one batch: a channel that did not answer is left alone until the next one."""

    def __init__(self) -> None:
        self.down: set[int] = set()


class ByWebhook:
    def __init__(self, hooks: Webhooks, channel: Channel, payload: bytes) -> None:
        self.hooks, self.channel, self.payload = hooks, channel, payload
        self.connection: http.client.HTTPConnection | None = None
        self.place: Place | None = None

    def prepare(self) -> None:
        if self.channel.pk in self.hooks.down:
            raise InterruptedBeforeDataError(Answer(None, "the channel does not answer"))
        try:
            self.place = addresses.split(vault.open_(self.channel.secret))
            self.connection = _connect(self.place)
        except (AddressRefusedError, vault.LostKeyError) as error:
            words = str(error) or "its address has to be entered again"
            raise RefusedError(Answer(None, words), is_final=True) from None
        except OSError as error:
            self.hooks.down.add(self.channel.pk)
            raise InterruptedBeforeDataError(Answer(None, type(error).__name__)) from None

    def deliver(self) -> Answer:
        connection, place = self.connection, self.place
        if connection is None or place is None:
            raise InterruptedBeforeDataError(Answer(None, "not prepared"))
        # A server that drips one byte at a time keeps every single read within its limit.
        # The connection forgets its socket while the body of a last answer is still being read.
        watch = threading.Timer(settings.WEBHOOK_SECONDS, _hang_up, [connection.sock])
        watch.start()
        try:
            connection.request("POST", place.path, self.payload, HEADERS)
            response = connection.getresponse()
            response.read(MOST_BYTES)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            # AttributeError: http.client's own answer to a socket closed under it.
            self.hooks.down.add(self.channel.pk)
            raise UndecidedError(Answer(None, type(error).__name__)) from None
        finally:
            watch.cancel()
            self.reset()
        return _judged(Answer.of(response.status, response.reason or ""))

    def reset(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None


def _judged(answer: Answer) -> Answer:
    code = answer.code or 0
    if 200 <= code < 300:
        return answer
    if code in NOBODY_KNOWS:
        raise UndecidedError(answer)
    raise RefusedError(answer, is_final=code not in NOT_NOW)


def _connect(place: Place) -> http.client.HTTPConnection:
    """To the number that was checked, under the name that was given."""
    number = addresses.numbers(place.host, place.port)[0]
    connection = http.client.HTTPConnection(
        place.host, place.port, timeout=settings.WEBHOOK_SECONDS
    )
    found = socket.create_connection((number, place.port), timeout=settings.WEBHOOK_SECONDS)
    try:
        if place.scheme == "https":
            context = ssl.create_default_context()
            found = context.wrap_socket(found, server_hostname=place.host)
    except OSError:
        found.close()
        raise
    connection.sock = found
    return connection


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
