"""An SMTP server that keeps every mail as a file.

    python -m mentorship.embedded.smtp --port 2525 --dir var/mail

A file appears whole (written beside, then renamed); names sort by time. The envelope stands on top:
one X-Envelope-From line and one X-Envelope-To line per recipient.
"""

import argparse
import asyncio
import itertools
import signal
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

NUMBERS = itertools.count()


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        write_mail(self.path, envelope)
        return "250 OK"


def write_mail(folder: Path, envelope: Envelope) -> Path:
    name = f"{time.time_ns():020d}-{next(NUMBERS):06d}"
    fresh, final = folder / f"{name}.new", folder / f"{name}.eml"
    lines = [f"X-Envelope-From: {envelope.mail_from}"]
    lines += [f"X-Envelope-To: {address}" for address in envelope.rcpt_tos]
    content = envelope.content or b""
    body = content if isinstance(content, bytes) else content.encode()
    fresh.write_bytes("".join(f"{line}\r\n" for line in lines).encode() + body)
    return fresh.replace(final)


async def serve(port: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: SMTP(
            Folder(folder), enable_SMTPUTF8=True, hostname="localhost", ident="Mentorship"
        ),
        "127.0.0.1",
        port,
    )
    await stop.wait()
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentorship.embedded.smtp")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--dir", type=Path, required=True)
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.dir))


if __name__ == "__main__":
    main()
