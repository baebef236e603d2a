"""One stylesheet out of many files, without a build step.

`static/css/**/*.css` is joined in path order into `app.css`; the pieces themselves are not
published. Every piece opens its own `@layer`, so the order only has to be the same each time.
`collectstatic` meets the joined file through `ProjectFinder.list`, a reloading development
server through `ProjectFinder.find`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "app.css"
PIECES = "css"


def join_stylesheet(root: Path) -> str:
    """The text of every piece under `root`/css, in path order."""
    pieces = sorted((root / PIECES).rglob("*.css"), key=lambda path: path.relative_to(root).parts)
    return "\n".join(piece.read_text(encoding="utf-8") for piece in pieces)


class JoinedStorage(Storage):
    """Holds the joined stylesheet, joined again each time it is opened."""

    prefix = None

    def __init__(self, root: Path) -> None:
        self.root = root

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return ContentFile(join_stylesheet(self.root).encode(), name=name)

    def path(self, name: str) -> str:
        # collectstatic only names it in its log.
        return str(self.root / PIECES)


class ProjectFinder(FileSystemFinder):
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        pieces = f"{PIECES}/*"
        yield from super().list([*(ignore_patterns or []), pieces])
        for _prefix, root in self.locations:
            if (Path(root) / PIECES).is_dir():
                yield STYLESHEET, JoinedStorage(Path(root))

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        if path != STYLESHEET:
            return super().find(path, *args, **kwargs)
        written = Path(settings.DATA_DIR) / "joined" / STYLESHEET
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text("\n".join(join_stylesheet(Path(r)) for _prefix, r in self.locations))
        return [str(written)] if kwargs.get("find_all") else str(written)


class ProjectStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    # Our modules name each other, so the names inside them are hashed as well. Only ours: comments
    # in the scripts of others read like imports of files nobody has.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((r"""(?P<matched>from ["'](?P<url>\./[\w-]+\.js)["'])""", 'from "%(url)s"'),)),
    )
