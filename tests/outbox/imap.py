"""A small IMAP server: enough of RFC 3501 for `outbox.mailbox`, and what it was asked."""

import re
import socketserver
import threading
from dataclasses import dataclass, field


@dataclass
class Letter:
    raw: bytes
    is_seen: bool = False


@dataclass
class Mailbox:
    """`letters` by UID from 1; a wrong password is refused."""

    password: str = "open sesame"
    letters: list[Letter] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    port: int = 0

    def put(self, raw: bytes) -> Letter:
        self.letters.append(Letter(raw))
        return self.letters[-1]


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, command = line.partition(" ")
            self.box.commands.append(command)
            if not self.answer(tag, command):
                return

    @property
    def box(self) -> Mailbox:
        return self.server.box

    def say(self, line: str):
        self.wfile.write(line.encode() + b"\r\n")

    def answer(self, tag: str, command: str) -> bool:
        if command.startswith("LOGIN") and self.box.password not in command:
            self.say(f"{tag} NO wrong password")
        elif command.startswith("SELECT") and "INBOX" not in command:
            self.say(f"{tag} NO no such folder")
        else:
            self.act(command)
            self.say(f"{tag} OK done")
        return command != "LOGOUT"

    def act(self, command: str):
        if command == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif command.startswith("SELECT"):
            self.say(f"* {len(self.box.letters)} EXISTS")
        elif command == "UID SEARCH UNSEEN":
            unseen = [n for n, one in enumerate(self.box.letters, 1) if not one.is_seen]
            self.say("* SEARCH " + " ".join(map(str, unseen)))
        elif found := re.match(r"UID FETCH (\d+) \((.*)\)", command):
            self.fetch(int(found[1]), found[2])
        elif found := re.match(r"UID STORE (\d+) \+FLAGS.SILENT \(\\Seen\)", command):
            self.box.letters[int(found[1]) - 1].is_seen = True

    def fetch(self, uid: int, what: str):
        raw = self.box.letters[uid - 1].raw
        if "HEADER" in what:
            raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        elif size := re.search(r"<0\.(\d+)>", what):
            raw = raw[: int(size[1])]
        self.say(f"* {uid} FETCH (UID {uid} {what} {{{len(raw)}}}")
        self.wfile.write(raw + b")\r\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def serve(box: Mailbox) -> Server:
    """The caller shuts it down."""
    server = Server(("127.0.0.1", 0), Talk)
    server.box, box.port = box, server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
