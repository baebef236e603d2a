"""The mailbox that mails come back to, read over IMAP.

    fetch()      # how many of our mails came back; 0 when no mailbox is set

People write to this mailbox, too. Their letters stay unread and as they are: of a letter we look at
the headers, and only a delivery report is read and marked as seen. A report is taken before it is
marked, and taking it twice is harmless.
"""

import imaplib
import logging
import ssl
from email import message_from_bytes
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from outbox import bounces

MOST = 200  # letters a visit, the newest first
BYTES = 262_144  # of one report; the original mail comes last and may be cut
SECONDS = 10
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
log = logging.getLogger(__name__)


def fetch() -> int:
    """A mailbox that cannot be reached is noted in the log and tried again next time."""
    if not settings.BOUNCE_MAILBOX:
        return 0
    try:
        place = urlsplit(settings.BOUNCE_MAILBOX)
        with _connected(place) as server:
            server.login(unquote(place.username or ""), unquote(place.password or ""))
            return _visit(server, unquote(place.path.strip("/")) or "INBOX")
    except (OSError, ValueError, imaplib.IMAP4.error) as error:
        log.error("the bounce mailbox cannot be read: %s", type(error).__name__)
        return 0


def _connected(place: SplitResult) -> imaplib.IMAP4:
    """TLS from the start (imaps) or before the password is said (imap)."""
    host, context = place.hostname or "", ssl.create_default_context()
    if place.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, place.port or 993, ssl_context=context, timeout=SECONDS)
    server = imaplib.IMAP4(host, place.port or 143, timeout=SECONDS)
    if host not in LOOPBACK:
        server.starttls(context)
    return server


def _visit(server: imaplib.IMAP4, folder: str) -> int:
    quoted = '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
    state, _count = server.select(quoted)
    if state != "OK":
        raise imaplib.IMAP4.error("no such folder")
    _state, found = server.uid("SEARCH", "UNSEEN")
    taken = 0
    for number in reversed((found[0] or b"").split()[-MOST:]):
        uid = number.decode()
        if not bounces.is_report(message_from_bytes(_part(server, uid, "BODY.PEEK[HEADER]"))):
            continue
        bounce = bounces.read(_part(server, uid, f"BODY.PEEK[]<0.{BYTES}>"))
        taken += bounce is not None and bounces.take(bounce)
        server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
    return taken


def _part(server: imaplib.IMAP4, uid: str, what: str) -> bytes:
    _state, answer = server.uid("FETCH", uid, f"({what})")
    return next((line[1] for line in answer if isinstance(line, tuple)), b"")
