"""Dates as HR systems write them.

>>> parse("31.05.2026"), parse("5/31/2026", day_first=False), parse("46173")
(datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), datetime.date(2026, 5, 31))
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d.*)?")
YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ]\d.*)?")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
SERIAL = re.compile(r"\d{5}")
WORDS = re.compile(r"(\d{1,2})[-. ]+([a-zA-Z]{3,9})\.?[-, ]+(\d{4})")
WORDS_US = re.compile(r"([a-zA-Z]{3,9})\.? +(\d{1,2}),? +(\d{4})")
MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: month for month, name in enumerate(MONTH_NAMES.split(), 1)}
EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


@lru_cache(maxsize=65_536)
def parse(text: str, *, day_first: bool = True) -> dt.date | None:
    """The date, or None for what is none. Dots always mean day first."""
    try:
        found = _read(text, day_first=day_first)
    except (ValueError, OverflowError):
        return None
    return found if found and FIRST <= found <= LAST else None


def _read(text: str, *, day_first: bool) -> dt.date | None:
    if not text.isascii():
        return None
    if match := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        return dt.date(year, month, day)
    if match := YEAR_LAST.fullmatch(text):
        first, second, year = map(int, match.groups())
        day, month = (first, second) if day_first or "." in text else (second, first)
        return dt.date(_full(year), month, day)
    if SERIAL.fullmatch(text):
        return EXCEL_DAY_ZERO + dt.timedelta(days=int(text))
    return _worded(text)


def _worded(text: str) -> dt.date | None:
    if match := WORDS.fullmatch(text):
        day, word, year = match.groups()
    elif match := WORDS_US.fullmatch(text):
        word, day, year = match.groups()
    else:
        return None
    month = MONTHS.get(word[:3].lower())
    return dt.date(int(year), month, int(day)) if month else None


def _full(year: int) -> int:
    """Two digits: a start date lies in the past, at most a few years ahead."""
    return year if year > 99 else year + (2000 if year < 40 else 1900)


def guess_day_first(texts: Iterable[str]) -> bool:
    """31/12 can only be day first, 12/31 only month first; without proof, day first."""
    for text in texts:
        match = YEAR_LAST.fullmatch(text.strip())
        if match and "." not in text:
            first, second = int(match[1]), int(match[2])
            if first > 12 or second > 12:
                return first > 12
    return True
