"""What people of the demo thank each other for, from `kudos.txt`.

The file has a block for each department: "[Sales]", then "Skill: words to whoever is thanked",
with "-" for no skill.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("kudos.txt")


class Said(NamedTuple):
    department: str
    skill: str
    words: str


@cache
def all_said() -> list[Said]:
    found, department = [], ""
    for line in filter(None, FILE.read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            department = line.strip("[]")
        else:
            skill, _colon, words = line.partition(": ")
            found.append(Said(department, skill.strip("-"), words))
    return found
