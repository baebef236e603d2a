"""`make run DEV=1`: tells which files changed, so that the web workers start anew."""

import os
from collections.abc import Iterator
from pathlib import Path

WATCHED = {".py", ".html", ".txt", ".css", ".js", ".svg"}
SKIPPED = {"var", "tests", "node_modules", "__pycache__"}


class Watch:
    def __init__(self, project: Path) -> None:
        self.project = project
        self.seen = self.look()

    def changed(self) -> set[Path]:
        now = self.look()
        different = {path for path, stamp in now.items() ^ self.seen.items()}
        self.seen = now
        return different

    def look(self) -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in self.files() if path.exists()}

    def files(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self.project):
            folders[:] = [n for n in folders if n not in SKIPPED and not n.startswith(".")]
            yield from (Path(folder, name) for name in names if Path(name).suffix in WATCHED)
