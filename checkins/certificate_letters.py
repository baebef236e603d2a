"""Letters a certificate can print: FiraGO's, which are Latin, Cyrillic, Greek, Arabic, Hebrew,
Thai, Georgian and Devanagari.

    printable("Łukasz Żółć")   # as it is
    printable("Ana 🌸")        # "Ana": symbols are left out
    printable("田中")          # "": nothing is better than boxes
"""

import atexit
import io
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import pymupdf_fonts
from fontTools.ttLib import TTFont

from profiles.models import Profile

REGULAR, BOLD = "figo", "figbo"
# Joiners that shape words; all other invisible characters are left out.
JOINERS = "\u200c\u200d"
SYMBOLS = {"So", "Sk", "Cn", "Co", "Cs", "Cc", "Cf"}
VARIANTS = range(0xFE00, 0xFE10)


@cache
def font_file(code: str) -> Path:
    """The font as a file, written once per process: the PDF library reads files only."""
    folder = tempfile.TemporaryDirectory(prefix="certificate-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / f"{code}.ttf"
    path.write_bytes(pymupdf_fonts.myfont(code))
    return path


@cache
def letters() -> frozenset[int]:
    """What both weights have."""
    known = (TTFont(io.BytesIO(pymupdf_fonts.myfont(code))) for code in (REGULAR, BOLD))
    first, second = (set(font.getBestCmap()) for font in known)
    return frozenset(first & second)


def printable(text: str) -> str:
    """The text without symbols; without accents where only these are unknown; "" when letters are
    missing that cannot be left out."""
    kept = _cleaned(unicodedata.normalize("NFC", text))
    if _is_known(kept):
        return kept
    plain = "".join(
        char if ord(char) in letters() else unicodedata.normalize("NFKD", char)[:1] for char in kept
    )
    return plain if _is_known(plain) else ""


def name_of(person: Profile) -> str:
    """The name, else the preferred name, else "": the certificate leaves a line to write it on."""
    return printable(person.name) or printable(person.preferred_name)


def _cleaned(text: str) -> str:
    kept = (
        char
        for char in text
        if char in JOINERS
        or (unicodedata.category(char) not in SYMBOLS and ord(char) not in VARIANTS)
    )
    return " ".join("".join(kept).split())


def _is_known(text: str) -> bool:
    return all(ord(char) in letters() or char in JOINERS or char == " " for char in text)
