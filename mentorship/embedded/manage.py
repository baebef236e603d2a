"""The manage.py commands between the servers and the web, with progress for the slow ones."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM

from mentorship.embedded.keys import write_private
from mentorship.embedded.marks import mark_file
from mentorship.embedded.processes import Account, StartError, bound_to_us, last_lines, spawn
from mentorship.embedded.sources import digest_of, sources
from mentorship.embedded.terminal import say

QUIET = 2  # seconds a command may take without a word
BETWEEN = 10  # seconds from word to word after that


@dataclass(frozen=True)
class Manage:
    project: Path
    directory: Path
    env: dict[str, str]

    def prepare(self) -> str:
        """Fill the database and give the demo sign-ins; at once when nothing changed since."""
        self.collect_static()
        note = self.directory / "prepared"
        digest = digest_of(sources(self.project), mark_file(self.directory).read_text())
        if note.exists() and note.read_text().startswith(digest):
            return note.read_text().removeprefix(digest)
        self.run("Preparing the database", "migrate", "--no-input")
        sign_ins = ""
        if self.knows("load_skills"):
            self.run("Loading the skills list", "load_skills")
        if self.knows("load_paths"):
            self.run("Loading the learning paths", "load_paths")
        if self.knows("demo"):
            self.run("Creating the demo company", "demo")
            sign_ins = self.ask("demo", "--sign-ins")
        write_private(note, digest + sign_ins)
        return sign_ins

    def collect_static(self) -> None:
        """Only when what it collects has changed: ours, the code that joins it, the packages."""
        note = self.directory / "static-digest"
        paths = [path for path in sources(self.project) if belongs_to_static(self.project, path)]
        digest = digest_of(paths)
        if note.exists() and note.read_text() == digest and (self.directory / "static").is_dir():
            return
        self.run("Collecting the static files", "collectstatic", "--no-input")
        write_private(note, digest)

    def knows(self, command: str) -> bool:
        return any(self.project.glob(f"*/management/commands/{command}.py"))

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


def belongs_to_static(project: Path, path: Path) -> bool:
    inside = path.relative_to(project)
    return (
        "static" in inside.parts
        or inside.parent == Path("mentorship")
        or inside.name.startswith("requirements")
    )
