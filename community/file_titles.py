"""The title a file gives itself. Nothing in a file is believed but a short line of text."""

import subprocess
import sys
import unicodedata
import zipfile
from io import BytesIO
from xml.parsers import expat

from django.conf import settings

LONGEST = 160
PDF_SECONDS = 6
PROPERTIES = {"docx": "docProps/core.xml", "pptx": "docProps/core.xml", "xlsx": "docProps/core.xml",
              "odt": "meta.xml"}  # fmt: skip
MOST_XML = 256 * 1024
TITLE = "http://purl.org/dc/elements/1.1/ title"
# What programs write there when nobody has given a title.
NO_TITLES = ("untitled", "microsoft word -", "microsoft powerpoint -", "document1", "powerpoint")


class _NoDtdError(Exception):
    """Entities are how a small file becomes a large one."""


def title_of(data: bytes, ending: str) -> str:
    """What the file says it is called; empty when it says nothing of use."""
    found = ""
    if ending == "pdf":
        found = _pdf_title(data)
    elif ending in PROPERTIES:
        found = _xml_title(_part(data, PROPERTIES[ending]))
    title = " ".join("".join(c if c.isprintable() else " " for c in found).split())
    title = unicodedata.normalize("NFC", title)[:LONGEST].strip()
    return "" if title.casefold().startswith(NO_TITLES) else title


def _pdf_title(data: bytes) -> str:
    command = [sys.executable, "-m", "community.pdf_title"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=PDF_SECONDS, cwd=settings.BASE_DIR
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(name) as part:
            return part.read(MOST_XML)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return b""


def _xml_title(data: bytes) -> str:
    words: list[str] = []
    is_in_title = False

    def start(name: str, _attributes: object) -> None:
        nonlocal is_in_title
        is_in_title = name == TITLE

    def end(_name: str) -> None:
        nonlocal is_in_title
        is_in_title = False

    def text(words_here: str) -> None:
        if is_in_title:
            words.append(words_here)

    def refuse(*_arguments: object) -> None:
        raise _NoDtdError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _NoDtdError, ValueError):
        return ""
    return "".join(words)
