"""How a row of the access table is written.

    "pair": row("/pairs/{pair}/", "L - R R - - - - -", "x x x x x x x x x", pair=lambda c: c.pair.pk)

Columns: anonymous, employee, mentor, mentee, stranger, coordinator, other coordinator, HR, superuser.
    R 200 · - 404 · L to sign-in · > redirect after work · x 405 · F 403 · B 400 · N 204 · U 503 · A 401 · S 286 (stop polling)
    one token for all nine columns may be written once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

COLUMNS = (
    "anonymous",
    "employee",
    "mentor",
    "mentee",
    "stranger",
    "coordinator",
    "other_coordinator",
    "hr",
    "superuser",
)
TOKENS = {
    "R": 200,
    "-": 404,
    "L": 302,
    ">": 302,
    "x": 405,
    "F": 403,
    "B": 400,
    "N": 204,
    "U": 503,
    "A": 401,
    "S": 286,
}


@dataclass(frozen=True)
class Row:
    """`arguments` fill the URL from the cast; `data` is what the POST sends (also from the cast);
    `prepare` adds to the world first."""

    get: tuple[str, ...]
    post: tuple[str, ...]
    arguments: dict[str, Callable] = field(default_factory=dict)
    data: Callable | None = None
    prepare: Callable | None = None


def _cells(text: str) -> tuple[str, ...]:
    cells = tuple(text.split())
    cells = cells * 9 if len(cells) == 1 else cells
    assert len(cells) == 9, f"nine columns wanted: {text!r}"
    assert set(cells) <= set(TOKENS), f"unknown token in {text!r}"
    return cells


def row(get: str, post: str, *, data=None, prepare=None, **arguments: Callable) -> Row:
    return Row(_cells(get), _cells(post), arguments, data, prepare)


EVERYONE = "L R R R R R R R R"
HR_ONLY = "L - - - - - - R -"
NO_GET = "L x x x x x x x x"
NO_POST = "L x x x x x x x x"
OPEN = "R"
