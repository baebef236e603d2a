"""Install one lock file into the interpreter that runs this, with progress.

    .venv/bin/python -I mentorship/embedded/install.py requirements-embedded.txt

Only the standard library: nothing is installed yet.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

PACKAGE = re.compile(r"^[\w.-]+(\[[^]]*\])?==", re.MULTILINE)
PIP = ["install", "--require-hashes", "--disable-pip-version-check", "--progress-bar=off"]
EVERY = 3  # seconds from word to word


def main(lock: Path) -> int:
    total = len(PACKAGE.findall(lock.read_text()))
    say(f"Installing the packages of {lock.name} into .venv (once; a minute or two) …")
    log = Path(sys.prefix) / "install.log"
    with subprocess.Popen(
        [sys.executable, "-m", "pip", *PIP, f"--requirement={lock}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as pip:
        lines = follow(pip.stdout or [], total)
    log.write_text("".join(lines))
    if pip.returncode:
        say("".join(lines[-15:]) + f"The installation failed; all it said is in {log}")
    return pip.returncode


def follow(output: Iterable[str], total: int) -> list[str]:
    """Say how far it is; give all lines."""
    done, next_word, lines = 0, time.monotonic() + EVERY, []
    for line in output:
        lines.append(line)
        done += line.startswith(("Collecting ", "Requirement already"))
        if line.startswith("Installing collected"):
            say(f"  {done} packages at hand, unpacking …")
            next_word = float("inf")
        elif time.monotonic() > next_word:
            say(f"  {done} of {total} packages")
            next_word = time.monotonic() + EVERY
    return lines


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
