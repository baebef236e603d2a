"""A real mail server in this process, and the mails it got.

The `smtp` fixture gives the `Peer`; `drain_outbox()` sends what is due and returns the new mails.
"""

import asyncio
import re
import threading
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP

from outbox import drain

LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Received:
    sender: str
    to: str
    message: EmailMessage
    raw: bytes

    @property
    def subject(self) -> str:
        return self.message["Subject"]

    @property
    def headers(self) -> EmailMessage:
        return self.message

    @property
    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content().replace("\r\n", "\n")

    @property
    def html(self) -> str:
        return self.message.get_body(("html",)).get_content()

    @property
    def links(self) -> list[str]:
        """Addresses in the text part, in order."""
        return LINK.findall(self.text)

    def link(self, word: str) -> str:
        """The path of the first link that contains `word`: ready for the test client."""
        found = next(link for link in self.links if word in link)
        return "/" + found.split("/", 3)[3]

    @property
    def code(self) -> str:
        """The sign-in code: the line that stands alone."""
        return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", self.text, re.MULTILINE)[1]


class Peer:
    """Accepts everything until told otherwise: `on_rcpt` and friends return the answer to give,
    None for "250 OK", or raise `Hangup`. `delay` seconds pass before `slow_stage` answers."""

    def __init__(self) -> None:
        self.port = 0
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.reset()

    def reset(self) -> None:
        self.messages: list[Received] = []
        self.connections = 0
        self.on_mail = self.on_rcpt = self.on_data = lambda address: None
        self.delay, self.slow_stage = 0.0, "on_rcpt"

    def start(self) -> None:
        self.thread.start()
        self.ready.wait(10)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            self.loop.create_server(lambda: SMTP(self, enable_SMTPUTF8=True), "127.0.0.1", 0)
        )
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        answer = await self._answer(server, "on_mail", address)
        if not answer:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = await self._answer(server, "on_rcpt", address)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = await self._answer(server, "on_data", envelope.rcpt_tos[0])
        if answer and not answer.startswith("2"):
            return answer
        self._keep(envelope)
        return answer or "250 OK"

    async def _answer(self, server, stage, address):
        if self.delay and stage == self.slow_stage:
            await asyncio.sleep(self.delay)
        try:
            return getattr(self, stage)(address)
        except Hangup:
            server.transport.abort()
            return "421 gone"

    def _keep(self, envelope) -> None:
        message = message_from_bytes(envelope.content, policy=default)
        for address in envelope.rcpt_tos:
            self.messages.append(Received(envelope.mail_from, address, message, envelope.content))


class Hangup(Exception):  # noqa: N818
    """The server goes away in the middle of the conversation."""


running: list[Peer] = []


def peer() -> Peer:
    if not running:
        running.append(Peer())
        running[0].start()
    return running[0]


def stop_peer() -> None:
    while running:
        running.pop().stop()


def drain_outbox(*, now=None) -> list[Received]:
    """Needs the `smtp` fixture. `now` moves the clock forward for rows that wait."""
    mails = running[0].messages
    known = len(mails)
    drain.drain(now=now)
    return mails[known:]
