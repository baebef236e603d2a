"""People in columns without who they are: run-local numbers for ids, and a salted key for each
person who takes part, so that the engine puts them in the same order again.

Managers who take no part have a number and no key. Texts are never kept. `KINDS` names every
column of `People`: one that is not listed here cannot be frozen, and a test says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from matching.engine import People, Pseudonym, order
from matching.engine.arrays import Bools, Ragged, starts
from matching.frozen.archive import Array

KINDS: Mapping[str, str] = {
    "id": "person",
    "department": "numbers",
    "site": "numbers",
    "country": "numbers",
    "utc_offset": "numbers",
    "level": "numbers",
    "manager": "person",
    "manager2": "person",
    "chain": "lines",
    "languages": "numbers",
    "hours": "numbers",
    "goals": "lists",
    "offers": "lists",
    "interests": "lists",
    "background": "lists",
    "waited": "numbers",
    "response": "numbers",
    "trained": "numbers",
    "goal_text": "text",
    "help_text": "text",
}


@dataclass
class Codes:
    """Run-local numbers of people; those who take part come first."""

    number: dict[str, int] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> Array:
        """One number per name, -1 for nobody."""
        known = self.number
        found = [known.setdefault(name, len(known)) if name else -1 for name in names]
        return np.array(found, np.int64)


def keys(sides: Iterable[People], salt: bytes) -> tuple[Codes, Array]:
    """Numbers of all who take part, and their keys (P, KEY_BYTES)."""
    codes = Codes()
    for people in sides:
        codes.of(people.id)
    joined = b"".join(order.key(name, salt) for name in codes.number)
    return codes, np.frombuffer(joined, np.uint8).reshape(-1, order.KEY_BYTES)


def columns(side: str, people: People, codes: Codes) -> dict[str, Array]:
    parts: dict[str, Array] = {}
    for name, kind in KINDS.items():
        value, label = getattr(people, name), f"{side}.{name}"
        if kind == "numbers":
            parts[label] = value
        elif kind == "person":
            parts[label] = codes.of(value)
        elif kind == "text":
            continue
        elif kind == "lines":
            parts |= lists(label, Ragged.of([codes.of(line).tolist() for line in value]))
        else:
            parts |= lists(label, value)
    return parts


def lists(label: str, entries: Ragged) -> dict[str, Array]:
    # Column by column: each then takes as few bits as its own numbers need.
    parts = {f"{label}.{at}": column for at, column in enumerate(entries.values.T)}
    return {f"{label}.count": np.diff(entries.start), **parts}


@dataclass(frozen=True)
class Names:
    """What stands for the run-local numbers when people are thawed."""

    known: tuple[Pseudonym, ...]

    @classmethod
    def of(cls, found: Array) -> "Names":
        return cls(tuple(Pseudonym(line.tobytes().hex()) for line in found))

    def name(self, number: int) -> str:
        if number < 0:
            return ""
        return self.known[number] if number < len(self.known) else f"outside {number}"

    def all(self, numbers: Array) -> tuple[str, ...]:
        return tuple(map(self.name, numbers.tolist()))


def thawed(side: str, parts: Mapping[str, Array], names: Names) -> People:
    found: dict[str, Any] = {}
    for name, kind in KINDS.items():
        label = f"{side}.{name}"
        if kind == "numbers":
            found[name] = parts[label]
        elif kind == "person":
            found[name] = names.all(parts[label])
        elif kind == "text":
            found[name] = ("",) * len(parts[f"{side}.id"])
        elif kind == "lines":
            lines = thawed_lists(label, parts)
            found[name] = tuple(names.all(lines.row(i)[:, 0]) for i in range(len(lines)))
        else:
            found[name] = thawed_lists(label, parts)
    return People(**found)


def thawed_lists(label: str, parts: Mapping[str, Array]) -> Ragged:
    start = np.concatenate(([0], np.cumsum(parts[f"{label}.count"])))
    width = sum(1 for name in parts if name.startswith(f"{label}.")) - 1
    return Ragged(start, np.column_stack([parts[f"{label}.{at}"] for at in range(width)]))


def blank(people: People, row: int, stand_in: str) -> People:
    """Nothing is known about this person any more; whoever names them names the stand-in."""
    was, unknown = people.id[row], People.of([stand_in])
    changed = {
        name: _without(kind, getattr(people, name), row, getattr(unknown, name))
        for name, kind in KINDS.items()
    }
    return renamed(replace(people, **changed), was, stand_in)


def renamed(people: People, was: str, now: str) -> People:
    """`was` as somebody's manager: that there is one stays, who it is goes."""

    def swap(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(now if name == was else name for name in names)

    return replace(
        people,
        manager=swap(people.manager),
        manager2=swap(people.manager2),
        chain=tuple(map(swap, people.chain)),
    )


def _without(kind: str, value: Any, row: int, unknown: Any) -> Any:
    if kind == "numbers":
        changed = value.copy()
        changed[row] = unknown[0]
        return changed
    if kind == "lists":
        return kept(value, value.owners() != row)
    if kind == "lines":
        return value and (*value[:row], (), *value[row + 1 :])
    return (*value[:row], unknown[0], *value[row + 1 :])


def kept(entries: Ragged, which: Bools) -> Ragged:
    """The same lists with some of their entries."""
    return Ragged(starts(entries.owners()[which], len(entries)), entries.values[which])
