"""A real web server on this machine that plays a chat: `chat.calls` holds what it got.

`chat.answer` is (status, seconds to wait before it), or `"hang up"` after the call has come in, or
`"drip"`, a byte at a time, or `"drip words"`, which begins well.
"""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OK = b"HTTP/1.1 200 OK\r\n"
DRIPS = {
    "drip": (b"", OK + b"X-A: b\r\n" * 1000),
    "drip words": (OK + b"Connection: close\r\n\r\n", b"ok " * 1000),
}


class Chat(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/hooks/secret-token"
        self.calls: list[dict] = []
        self.paths: list[str] = []
        self.answer = (200, 0)
        self.location = ""

    def start(self) -> "Chat":
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()
        return self

    def handle_error(self, request, client_address) -> None:
        """The client hung up, as the tests want it to."""


class Handler(BaseHTTPRequestHandler):
    server: Chat

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(json.loads(body))
        self.server.paths.append(self.path)
        if self.server.answer == "hang up":
            self.connection.close()
            return
        if self.server.answer in DRIPS:
            self.drip(*DRIPS[self.server.answer])
            return
        status, seconds = self.server.answer
        time.sleep(seconds)
        self.send_response(status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def drip(self, at_once: bytes, slowly: bytes) -> None:
        self.connection.sendall(at_once)
        for byte in slowly:
            self.connection.sendall(bytes([byte]))
            time.sleep(0.1)

    def log_message(self, *arguments) -> None:
        """Quiet."""
