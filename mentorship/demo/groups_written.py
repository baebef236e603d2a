"""The groups of the demo as they are written down in `written/*.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "written"
FILES = ("circles", "communities", "projects")
# Who, days ago, words.
Said = tuple[int, int, str]


@dataclass(frozen=True)
class WrittenPost:
    who: int
    days: int
    words: str
    answers: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Written:
    """`cast` puts roles of `leads.LEADS` on places of the members; `plan` are steps with their day
    and whether they are done."""

    kind: str
    name: str
    topic: str
    skills: tuple[str, ...]
    members: int
    began: int
    ends: int | None = None
    places: int | None = None
    entry: str = "open"
    state: str = "running"
    departments: tuple[str, ...] = ()
    cast: tuple[tuple[int, str], ...] = ()
    plan: tuple[tuple[str, int, bool], ...] = ()
    posts: tuple[WrittenPost, ...] = ()
    waiting: int = 0
    asked: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    outcome: str = ""


def all_groups() -> list[Written]:
    return [_group(row) for name in FILES for row in _rows(name)]


def _rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))[
        "group"
    ]
    return found


def _group(row: dict[str, Any]) -> Written:
    posts = tuple(_post(post) for post in row.pop("posts", []))
    return Written(**{name: _frozen(value) for name, value in row.items()}, posts=posts)


def _post(row: dict[str, Any]) -> WrittenPost:
    return WrittenPost(**{name: _frozen(value) for name, value in row.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
