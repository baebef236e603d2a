"""One stylesheet and one script out of many files, without a build step.

`static/css/**/*.css` is joined in path order into `app.css`, `static/js/*.js` into `app.js`; the
pieces themselves are not published. Every style piece opens its own `@layer`, every script piece
becomes a block of one module, so neither sees the other's names. `collectstatic` meets the joined
files through `ProjectFinder.list`, a reloading development server through `ProjectFinder.find`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What is published, and the folder of its pieces.
JOINED = {"app.css": "css", "app.js": "js"}


def join(root: Path, name: str) -> str:
    """The text of every piece of `name` below `root`, in path order."""
    folder, suffix = root / JOINED[name], Path(name).suffix
    pieces = sorted(folder.rglob(f"*{suffix}"), key=lambda path: path.relative_to(root).parts)
    texts = [piece.read_text(encoding="utf-8") for piece in pieces]
    return "\n".join(f"{{\n{text}}}\n" if suffix == ".js" else text for text in texts)


class JoinedStorage(Storage):
    """Holds the joined files, joined again each time one is opened."""

    prefix = None

    def __init__(self, root: Path) -> None:
        self.root = root

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return ContentFile(join(self.root, name).encode(), name=name)

    def path(self, name: str) -> str:
        # collectstatic only names it in its log.
        return str(self.root / JOINED[name])


class ProjectFinder(FileSystemFinder):
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        pieces = [f"{folder}/*" for folder in JOINED.values()]
        yield from super().list([*(ignore_patterns or []), *pieces])
        for _prefix, root in self.locations:
            for name, folder in JOINED.items():
                if (Path(root) / folder).is_dir():
                    yield name, JoinedStorage(Path(root))

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        if path not in JOINED:
            return super().find(path, *args, **kwargs)
        written = Path(settings.DATA_DIR) / "joined" / path
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text("\n".join(join(Path(root), path) for _prefix, root in self.locations))
        return [str(written)] if kwargs.get("find_all") else str(written)


class ProjectStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage under our name: hashed names, compressed once, kept for ever."""
