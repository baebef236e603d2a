"""The SMTP sink as a child of ours: every mail becomes a file in `mail/` below the folder."""

import os
import sys
from pathlib import Path

from mentorship.embedded.processes import Service, accepts, make_private, spawn, start_with_port

PROJECT = Path(__file__).resolve().parents[2]


def start_smtp(directory: Path) -> Service:
    directory = directory.resolve()
    folder = directory / "mail"
    make_private(folder)

    def start(port: int) -> Service:
        sink = ["-m", "mentorship.embedded.smtp", "--port", str(port), "--dir", str(folder)]
        service = spawn(
            "smtp", [sys.executable, *sink], directory, cwd=PROJECT, env=dict(os.environ)
        )
        service.port = port
        service.url = f"smtp://127.0.0.1:{port}"
        return service

    return start_with_port(start, lambda service: accepts(service.port))
