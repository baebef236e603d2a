"""A company's grades as levels 1 to 10: guesses HR corrects on one screen.

Numbers are spread over the scale (turned round when they count down from the top), codes such as
IC4 or M2 and words such as "Senior" have their usual place. None means "no level": it never
excludes anyone, it is only flagged.

>>> guess(["0", "1", "2", "3", "4"], counts_down=True)
{'0': 10, '1': 8, '2': 6, '3': 3, '4': 1}
>>> guess(["Junior", "Senior", "IC4", "Zephyr"])
{'Junior': 2, 'Senior': 5, 'IC4': 5, 'Zephyr': None}
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from profiles.imports.columns import plain
from profiles.imports.rows import LONGEST, clean

LOWEST, HIGHEST = 1, 10
Levels = dict[str, int | None]

NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
PREFIX = re.compile(r"^(?:grade|level|band|layer|stufe|ebene|niveau|nivel|eg|gs|g|l|e) ?(?=\d)")
CODE = re.compile(r"([a-z]{1,12}) ?(\d{1,3})")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
# The first number of the code's ladder, as a level.
LADDERS = {"ic": 2, "p": 2, "m": 6, "d": 8, "vp": 9, "s": 1, "t": 2, "ex": 9}
WORDS = (
    (
        10,
        "chief|ceo|cfo|coo|cto|president|managing director|geschaftsfuhrer|vorstand|board|c level",
    ),
    (9, "svp|evp|vice president|vp|executive"),
    (8, "director|direktor|directeur|directora?|bereichsleiter"),
    (7, "head|senior manager|abteilungsleiter|group manager"),
    (6, "manager|principal|staff|lead|teamleiter|supervisor|team leader"),
    (5, "senior|sr|expert|advanced"),
    (1, "intern|trainee|apprentice|working student|werkstudent|azubi|auszubildende|stagiaire"),
    (2, "junior|jr|graduate|entry|assistant"),
    (3, "associate|intermediate|mid|clerk"),
    (4, "professional|specialist|analyst|consultant|engineer|regular|experienced"),
)
# Lower than a president, higher than nobody: words that would be found inside longer ones.
FIRST_LOOK = ((9, "vice president|vp|svp|evp"), (7, "senior manager"), (3, "assistant manager"))
PATTERNS = [(level, re.compile(rf"\b(?:{words})\b")) for level, words in (*FIRST_LOOK, *WORDS)]


def key(grade: str) -> str:
    """Grades that differ in case or spaces only are one grade."""
    return " ".join(grade.split()).lower()


def guess(
    grades: Sequence[str],
    *,
    counts_down: bool = False,
    known: Mapping[str, int | None] | None = None,
) -> Levels:
    """A level for each grade; `known` (by key) is what the company said last time."""
    known = known or {}
    numbers = _spread(
        {grade: value for grade in grades if (value := _number(grade)) is not None},
        counts_down=counts_down,
    )
    ladders = _climb(grades)
    return {
        grade: known[key(grade)]
        if key(grade) in known
        else numbers.get(grade, ladders.get(grade, _worded(grade)))
        for grade in grades
    }


def _number(grade: str) -> float | None:
    text = plain(grade).replace(" ", ".") if NUMBER.fullmatch(grade.strip()) else plain(grade)
    if text in ROMAN:
        return float(ROMAN[text])
    stripped = re.sub(
        r"^(?:grade|level|band|layer|stufe|ebene|niveau|nivel|g|l|e|eg|gs) ?(?=\d)", "", text
    )
    return float(stripped) if NUMBER.fullmatch(stripped) else None


def _spread(values: Mapping[str, float], *, counts_down: bool) -> Levels:
    """1 to 10 stay as they are; any other scale is stretched from its lowest to its highest."""
    if not values:
        return {}
    low, high = min(values.values()), max(values.values())
    whole = all(value.is_integer() for value in values.values())
    if not counts_down and whole and low >= LOWEST and high <= HIGHEST and high > low:
        return {grade: int(value) for grade, value in values.items()}
    if low == high:
        return dict.fromkeys(values)
    step = (HIGHEST - LOWEST) / (high - low)
    if counts_down:
        return {grade: round(HIGHEST - (value - low) * step) for grade, value in values.items()}
    return {grade: round(LOWEST + (value - low) * step) for grade, value in values.items()}


def _climb(grades: Iterable[str]) -> Levels:
    """Codes: IC4 is the fourth step of its ladder, an unknown ladder is spread over the scale."""
    ladders: dict[str, dict[str, float]] = defaultdict(dict)
    for grade in grades:
        match = CODE.fullmatch(plain(grade))
        if match and _number(grade) is None:
            ladders[match[1]][grade] = float(match[2])
    found: Levels = {}
    for name, steps in ladders.items():
        if name in LADDERS:
            found |= {g: min(HIGHEST, int(LADDERS[name] + step - 1)) for g, step in steps.items()}
        elif len(steps) > 2:
            found |= _spread(steps, counts_down=False)
    return found


def _worded(grade: str) -> int | None:
    text = plain(grade)
    return next((level for level, words in PATTERNS if words.search(text)), None)


def counts_down(pairs: Iterable[tuple[str, bool]], *, header: str = "") -> bool:
    """Whether the numbers fall towards the top: (grade, has reports) of each person."""
    bosses: list[float] = []
    others: list[float] = []
    for grade, has_reports in pairs:
        value = _number(grade)
        if value is not None:
            (bosses if has_reports else others).append(value)
    if bosses and others:
        clear = (max(*bosses, *others) - min(*bosses, *others)) / 20
        return sum(others) / len(others) - sum(bosses) / len(bosses) > clear
    return bool(re.search(r"org(anization(al)?)? level|layer|levels? from|ebene", plain(header)))


def distinct(rows: Iterable[tuple[int, list[str]]], column: int) -> dict[str, int]:
    """How many people have each grade: one spelling per grade, in the order of the file."""
    found: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for _row, cells in rows:
        grade = clean(cells[column]) if column < len(cells) else ""
        # What breaks a rule is told with its row; it is no grade to choose a level for.
        if grade and grade.isprintable() and len(grade) <= LONGEST["grade"]:
            name = spelled.setdefault(key(grade), grade)
            found[name] = found.get(name, 0) + 1
    return found
