"""The files that make the application: which changed, and whether any did since the last start."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

CODE = {".py", ".html", ".txt", ".csv", ".json"}
STATIC = {".css", ".js", ".svg", ".png", ".ico", ".woff2", ".webmanifest"}
SKIPPED = {"var", "tests", "docs", "node_modules", "__pycache__"}


def sources(project: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(project):
        folders[:] = sorted(n for n in folders if n not in SKIPPED and not n.startswith("."))
        yield from (
            Path(folder, name) for name in sorted(names) if Path(name).suffix in CODE | STATIC
        )


def digest_of(paths: Iterable[Path], *words: str) -> str:
    digest = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        digest.update(f"{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Watch:
    """`make run DEV=1` asks it which files changed since it last asked."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.seen = self.look()

    def changed(self) -> set[Path]:
        now = self.look()
        different = {path for path, _ in now.items() ^ self.seen.items()}
        self.seen = now
        return different

    def look(self) -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in sources(self.project) if path.exists()}
