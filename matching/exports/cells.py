"""Text that a spreadsheet would run as a formula is made plain text by an apostrophe before it.

quoted("=HYPERLINK(…)")   # → "'=HYPERLINK(…)"
unquoted("'=HYPERLINK(…)")   # → "=HYPERLINK(…)"
"""

import datetime as dt

Cell = str | int | dt.datetime | None

# Also the full-width forms, which some programs read like the plain ones.
STARTERS = frozenset("=+-@\t\r\n＝＋－＠")
# Skipped by programs that look for a formula.
SKIPPED = " '\"\u00a0\ufeff"


def is_formula(text: str) -> bool:
    return text.lstrip(SKIPPED)[:1] in STARTERS if text.strip(SKIPPED) else False


def quoted(text: str) -> str:
    return f"'{text}" if is_formula(text) else text


def unquoted(text: str) -> str:
    """What was written before `quoted`, for whoever reads the file back."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text
