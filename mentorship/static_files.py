"""One stylesheet and one script out of many files, without a build step.

`static/css/**/*.css` is joined in path order into `app.css`, `static/js/*.js` into `app.js`, and
both that and `static/console/*.js` into `console.js`, which the review console loads in place of
`app.js`; the pieces themselves are not published. Every style piece opens its own `@layer`, every
script piece becomes a block of one module, so neither sees the other's names. `collectstatic` meets
the joined files through `ProjectFinder.list`, a reloading development server through
`ProjectFinder.find`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What is published, and the folders of its pieces.
JOINED = {"app.css": ("css",), "app.js": ("js",), "console.js": ("js", "console")}


def join(root: Path, name: str) -> str:
    """The text of every piece of `name` below `root`, in path order."""
    suffix = Path(name).suffix
    texts = [
        piece.read_text(encoding="utf-8")
        for folder in JOINED[name]
        for piece in sorted((root / folder).rglob(f"*{suffix}"), key=_parts)
    ]
    return "\n".join(f"{{\n{text}}}\n" if suffix == ".js" else text for text in texts)


def _parts(path: Path) -> tuple[str, ...]:
    return path.parts


class JoinedStorage(Storage):
    """Holds the joined files, joined again each time one is opened."""

    prefix = None

    def __init__(self, root: Path) -> None:
        self.root = root

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return ContentFile(join(self.root, name).encode(), name=name)

    def path(self, name: str) -> str:
        # collectstatic only names it in its log.
        return str(self.root / JOINED[name][-1])


class ProjectFinder(FileSystemFinder):
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        pieces = [f"{folder}/*" for folder in {f for folders in JOINED.values() for f in folders}]
        yield from super().list([*(ignore_patterns or []), *pieces])
        for _prefix, root in self.locations:
            for name, folders in JOINED.items():
                if all((Path(root) / folder).is_dir() for folder in folders):
                    yield name, JoinedStorage(Path(root))

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        if path not in JOINED:
            return super().find(path, *args, **kwargs)
        written = Path(settings.DATA_DIR) / "joined" / path
        written.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(join(Path(root), path) for _prefix, root in self.locations)
        # Put in place at once: somebody else may be reading the file.
        with NamedTemporaryFile("w", dir=written.parent, encoding="utf-8", delete=False) as fresh:
            fresh.write(text)
        Path(fresh.name).replace(written)
        return [str(written)] if kwargs.get("find_all") else str(written)


class ProjectStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage under our name: hashed names, compressed once, kept for ever."""
