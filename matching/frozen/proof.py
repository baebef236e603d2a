"""The engine's own result as bytes: its match and all prices. Rows only, no people."""

from dataclasses import fields
from inspect import signature
from typing import Any

from matching import engine
from matching.engine import Keep, Solution
from matching.engine.arrays import Ints, Pair, table
from matching.frozen import archive

FORMAT = 1
ARRAYS = ("match", "mentee_price", "mentor_price")
PAIRS = ("locks", "forbids", "overrides", "mutual")
# The run keeps the salt, `floors` and `keep` have their own shape below, the pool only saves time.
ELSEWHERE = ("salt", "floors", "keep", "pool")
FIELDS = tuple(field.name for field in fields(Solution))
# The rest are numbers and words as they are.
PLAIN = tuple(field.name for field in fields(Solution) if field.type in (int, bool, str))


# What `engine.solve` is told beside points, capacity and salt; the solution names it the same.
DECISIONS = tuple(
    name for name in signature(engine.solve).parameters if name in FIELDS and name != "salt"
)


def decisions(solution: Solution) -> dict[str, Any]:
    return {name: getattr(solution, name) for name in DECISIONS}


def seal(solution: Solution) -> bytes:
    keep = solution.keep
    parts = {name: getattr(solution, name) for name in ARRAYS}
    parts |= {name: table(name, getattr(solution, name), 2) for name in PAIRS}
    parts["kept"] = table("kept", keep.pairs if keep else (), 2)
    head: dict[str, object] = {name: getattr(solution, name) for name in PLAIN}
    # Leximin's bonus may have more digits than a JSON number is read with.
    head["bonus"] = hex(solution.bonus)
    head |= {"floors": list(solution.floors), "keep": keep.bonus if keep else None}
    return archive.pack(FORMAT, head, parts)


def unseal(data: bytes, salt: bytes) -> Solution:
    """UnreadableError when these are not bytes of `seal`."""
    head, parts = archive.unpack(data, FORMAT)
    try:
        kept = None if head["keep"] is None else Keep(_pairs(parts["kept"]), head["keep"])
        found: dict[str, Any] = {name: parts[name] for name in ARRAYS}
        found |= {name: head[name] for name in PLAIN} | {"bonus": int(head["bonus"], 16)}
        found |= {name: _pairs(parts[name]) for name in PAIRS}
        found |= {"floors": tuple(head["floors"]), "keep": kept, "salt": salt}
        return Solution(**found)
    except (KeyError, TypeError, ValueError) as error:
        raise archive.UnreadableError(str(error)) from error


def _pairs(rows: Ints) -> tuple[Pair, ...]:
    return tuple((i, j) for i, j in rows.tolist())
