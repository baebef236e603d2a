"""The paths that ship with the product, as they are written: a folder of Markdown files each.

    community/paths_content/become-a-mentor/
        path.md              name, badge, summary in front; below, what people can do afterwards
        010-your-job.md      kind, title, minutes in front; below, what people read
        090-check.md         a check: each "##" is a question, "- [x]" its right answer, and the
                             quoted line below an answer says why it is right or wrong

The number in front of a file's name is its place, the rest is the step's key: it stays when the
step moves, so that people's progress does. `read` raises `ContentError` naming file and defect.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as Folder

CONTENT = Folder(__file__).parent / "paths_content"
FENCE = "---"
RIGHT, WRONG, WHY = "- [x] ", "- [ ] ", "  > "


class ContentError(ValueError):
    """A file that cannot be read as a path or a step."""


@dataclass(frozen=True)
class ShippedQuestion:
    text: str
    choices: tuple[str, ...]
    whys: tuple[str, ...]
    right: int


@dataclass(frozen=True)
class ShippedStep:
    key: str
    kind: str
    title: str
    minutes: int
    body: str
    questions: tuple[ShippedQuestion, ...] = ()


@dataclass(frozen=True)
class ShippedPath:
    slug: str
    name: str
    badge: str
    summary: str
    goals: str
    digest: str
    steps: tuple[ShippedStep, ...]


def all_paths(content: Folder = CONTENT) -> list[ShippedPath]:
    return [read(folder) for folder in sorted(content.iterdir()) if folder.is_dir()]


def read(folder: Folder) -> ShippedPath:
    files = sorted(folder.glob("[0-9]*.md"))
    head, goals = _front(folder / "path.md")
    digest = hashlib.sha256()
    for file in (folder / "path.md", *files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return ShippedPath(
        slug=folder.name,
        name=_needed(head, "name", folder),
        badge=_needed(head, "badge", folder),
        summary=_needed(head, "summary", folder),
        goals=goals,
        digest=digest.hexdigest(),
        steps=tuple(_step(file) for file in files),
    )


def _step(file: Folder) -> ShippedStep:
    head, body = _front(file)
    kind, minutes = _needed(head, "kind", file), _needed(head, "minutes", file)
    if not minutes.isdigit():
        raise ContentError(f"{file.name}: minutes must be a number")
    questions: tuple[ShippedQuestion, ...] = ()
    if kind == "check":
        intro, *asked = f"\n{body}".split("\n## ")
        body, questions = intro.strip(), tuple(_question(text, file) for text in asked)
        if not questions:
            raise ContentError(f"{file.name}: a check needs a question")
    key = file.stem.partition("-")[2]
    return ShippedStep(key, kind, _needed(head, "title", file), int(minutes), body, questions)


def _question(text: str, file: Folder) -> ShippedQuestion:
    asked, _newline, rest = text.partition("\n")
    choices: list[str] = []
    whys: list[str] = []
    right: list[int] = []
    for line in filter(str.strip, rest.splitlines()):
        if line.startswith((RIGHT, WRONG)):
            if line.startswith(RIGHT):
                right.append(len(choices))
            choices.append(line[len(RIGHT) :].strip())
            whys.append("")
        elif line.startswith(WHY) and choices:
            whys[-1] = f"{whys[-1]} {line[len(WHY) :].strip()}".strip()
        else:
            raise ContentError(f"{file.name}: no answer and no reason: {line!r}")
    if len(right) != 1 or not all(whys):
        raise ContentError(f"{file.name}: one right answer and a reason for each: {asked!r}")
    return ShippedQuestion(asked.strip(), tuple(choices), tuple(whys), right[0])


def _front(file: Folder) -> tuple[dict[str, str], str]:
    """The lines between the fences as names and values, and the text below them."""
    fence, *lines = file.read_text(encoding="utf-8").splitlines()
    if fence != FENCE or FENCE not in lines:
        raise ContentError(f"{file.name}: the file must begin with {FENCE}")
    end = lines.index(FENCE)
    return dict(_pairs(lines[:end], file)), "\n".join(lines[end + 1 :]).strip()


def _pairs(lines: list[str], file: Folder) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise ContentError(f"{file.name}: not a name and a value: {line!r}")
        yield name.strip(), value.strip()


def _needed(head: dict[str, str], name: str, file: Folder) -> str:
    if not head.get(name):
        raise ContentError(f"{file.name}: {name} is missing")
    return head[name]
