"""One launcher per folder, one address per launcher."""

import contextlib
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from mentorship.embedded.processes import StartError, accepts


def wanted_port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise StartError(f"PORT must be a number from 1 to 65535, not {text!r}")
    return int(text)


@contextlib.contextmanager
def run_lock(directory: Path, address: str) -> Iterator[None]:
    """The system drops the lock with the process, however it ends."""
    directory.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(directory / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(f"Mentorship is already running at {file.read().strip()}") from None
        file.truncate(0)
        file.write(f"{address}\n")
        file.flush()
        yield


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise StartError(
                f"Port {port} needs root: choose one with make run PORT=8001"
            ) from None
        except OSError:
            raise taken(port) from None
    if accepts(port):
        raise taken(port)


def taken(port: int) -> StartError:
    return StartError(f"Port {port} is taken: choose another one with make run PORT={port + 1}")
