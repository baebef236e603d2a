"""Lines for the person at the terminal."""

import contextlib
import sys


def say(line: str = "") -> None:
    """The terminal may be gone already; stopping goes on without it."""
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
