"""Which files the library takes: of a few types, by their name and by what is in them.

    checked = check("Guide.pdf", data)      # name, ending and title, or RefusedFileError

A file is kept as it came and goes out as a download only, never as a page of ours.
"""

import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import puremagic
from django.conf import settings
from django.utils.translation import gettext as _

from community.file_titles import title_of

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: Final = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
ACCEPT: Final = ",".join([*(f".{ending}" for ending in TYPES), ".jpeg"])
TEXTS: Final = frozenset({"txt", "md", "csv"})
# What must lie in an archive that says it is one of these.
MAIN_PARTS: Final = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
    "odt": "content.xml",
}
# "photo.exe.jpg": an ending in the middle that some computers would run or open as a page.
RISKY: Final = re.compile(
    r"\.(?:exe|com|scr|bat|cmd|ps1|vbs?|jse?|wsf|msi|jar|hta|lnk|sh|app|dmg|php\d?|aspx?|jsp|s?html?"
    r"|svgz?|xml|swf|docm|xlsm|pptm)(?=\.)",
    re.IGNORECASE,
)
NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*%;`$&#{}]')
LONGEST_NAME = 100
MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 2_000, 200 * 1024 * 1024, 150


class RefusedFileError(Exception):
    """Why it is not taken, in words for the page."""


@dataclass(frozen=True)
class Checked:
    name: str
    ending: str
    title: str


def most_bytes() -> int:
    return int(settings.LIBRARY_MAX_MB) * 1024 * 1024


def too_large() -> str:
    return _("The file must be %(most)d MB or smaller") % {"most": settings.LIBRARY_MAX_MB}


def check(filename: str, data: bytes) -> Checked:
    """Raises RefusedFileError."""
    if not data:
        raise RefusedFileError(_("The file must not be empty"))
    if len(data) > most_bytes():
        raise RefusedFileError(too_large())
    name, ending = safe_name(filename)
    if not _is_really(ending, data):
        words = _("What is in the file must be what its name says: .%(ending)s")
        raise RefusedFileError(words % {"ending": ending})
    return Checked(name, ending, title_of(data, ending) or _title_from(name))


def safe_name(filename: str) -> tuple[str, str]:
    """The name without folders, signs that act and letters nobody sees; and its ending."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", filename))[-1]
    seen = "".join(c for c in last if c.isprintable() and unicodedata.category(c) != "Cf")
    plain = " ".join(NOT_IN_NAMES.sub("_", seen).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    ending = {"jpeg": "jpg"}.get(ending.lower(), ending.lower())
    if not dot or not stem.strip(". ") or ending not in TYPES:
        known = ", ".join(TYPES)
        raise RefusedFileError(_("The file must be one of these: %(known)s") % {"known": known})
    if RISKY.search(f"{stem}."):
        raise RefusedFileError(_("The name of the file must have one ending only"))
    return f"{stem.strip('. ')[:LONGEST_NAME]}.{ending}", ending


def content_type(name: str) -> str:
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def _title_from(name: str) -> str:
    words = name.rpartition(".")[0].replace("_", " ").replace("-", " ")
    return " ".join(words.split())[:LONGEST_NAME] or name


def _is_really(ending: str, data: bytes) -> bool:
    if ending in TEXTS:
        return _is_text(data)
    if ending in MAIN_PARTS:
        return _is_document(ending, data)
    try:
        found = {match.extension.lower() for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        return False
    return bool(found & {f".{ending}", *([".jpeg", ".jfif"] if ending == "jpg" else [])})


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text)


def _is_document(ending: str, data: bytes) -> bool:
    """The parts of such a document, no macros, and nothing that swells when it is opened."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if MAIN_PARTS[ending] not in names or not _is_harmless(parts, len(data)):
                return False
            return ending != "odt" or _mimetype(archive) == TYPES["odt"]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, zlib.error):
        return False


def _is_harmless(parts: list[zipfile.ZipInfo], packed: int) -> bool:
    unpacked = sum(part.file_size for part in parts)
    is_small = len(parts) <= MOST_PARTS and unpacked <= min(MOST_UNPACKED, packed * MOST_RATIO)
    is_locked = any(part.flag_bits & 1 for part in parts)
    has_macros = any(part.filename.lower().endswith("vbaproject.bin") for part in parts)
    leaves = any(".." in part.filename or part.filename.startswith("/") for part in parts)
    return is_small and not (is_locked or has_macros or leaves)


def _mimetype(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as part:
            return part.read(100).decode("ascii", "replace").strip()
    except KeyError:
        return ""
