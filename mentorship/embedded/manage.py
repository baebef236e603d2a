"""The manage.py commands between the servers and the web, with progress for the slow ones."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM

from mentorship.embedded.keys import write_private
from mentorship.embedded.processes import Account, StartError, bound_to_us, last_lines, spawn
from mentorship.embedded.terminal import say

QUIET = 2  # seconds a command may take without a word
BETWEEN = 10  # seconds from word to word after that


@dataclass(frozen=True)
class Manage:
    project: Path
    directory: Path
    env: dict[str, str]

    def commands(self) -> set[str]:
        return set(self.ask("help", "--commands").split())

    def ask(self, *arguments: str) -> str:
        """The standard output of a short command."""
        asked = subprocess.run(
            bound_to_us(self.program(*arguments), SIGTERM, Account()),
            cwd=self.project,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.returncode:
            raise StartError(f"manage.py {' '.join(arguments)} failed:\n{asked.stderr.strip()}")
        return asked.stdout

    def run(self, title: str, *arguments: str) -> None:
        name = arguments[0]
        service = spawn(
            name, self.program(*arguments), self.directory, cwd=self.project, env=self.env
        )
        began, next_word = time.monotonic(), QUIET
        try:
            while service.is_alive:
                time.sleep(0.05)
                spent = time.monotonic() - began
                if spent > next_word:
                    say(f"  {title} …" + (f" {spent:.0f} s" if spent > BETWEEN else ""))
                    next_word += BETWEEN
        finally:
            service.stop()
        if service.process.returncode:
            raise StartError(f"manage.py {name} failed:\n{last_lines(service.log, 20)}")

    def program(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.project / "manage.py"), *arguments]

    def collect_static(self) -> None:
        """Only when what it collects has changed since the last time."""
        note = self.directory / "static-digest"
        digest = static_digest(self.project)
        if note.exists() and note.read_text() == digest and (self.directory / "static").is_dir():
            return
        self.run("Collecting the static files", "collectstatic", "--no-input")
        write_private(note, digest)


def static_digest(project: Path) -> str:
    digest = hashlib.sha256()
    for path in static_sources(project):
        digest.update(str(path.relative_to(project)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def static_sources(project: Path) -> Iterator[Path]:
    """Our files, the code that joins them, and the lock for those of packages."""
    yield from sorted(path for path in (project / "static").rglob("*") if path.is_file())
    yield from sorted((project / "mentorship").glob("*.py"))
    yield from sorted(project.glob("requirements*.txt"))
