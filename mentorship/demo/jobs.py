"""Job families of the company: a ladder of titles, what its people teach and want, and what they
say about themselves. The families stand in `families/*.txt`, one block each:

    Software: 34                     the department, and this family's part of it in a hundred
    titles: …                        of level 1 to 8
    teaches: … / wants: …            names of the starter list of skills
    - a sentence for "About you"     {years} in this work, {site} of the person
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "families"
# Department → number of people, title of its head, site of its head.
DEPARTMENTS = {
    "Strategy": (8, "Chief of Staff", "Madrid"),
    "Product and Design": (34, "Chief Product Officer", "London"),
    "Engineering": (48, "Chief Engineering Officer", "Manchester"),
    "Software": (50, "Chief Technology Officer", "London"),
    "Manufacturing": (62, "Chief Operations Officer", "Barcelona"),
    "Supply Chain": (36, "Vice President Supply Chain", "Barcelona"),
    "Sales": (46, "Chief Sales Officer", "New York"),
    "Marketing": (28, "Chief Marketing Officer", "Madrid"),
    "Customer Service": (34, "Vice President Customer Service", "Manchester"),
    "Finance": (24, "Chief Financial Officer", "Madrid"),
    "People": (18, "Chief People Officer", "Madrid"),
    "Legal": (12, "General Counsel", "New York"),
}
# Where the work of a department is done; the others are everywhere.
PLACES = {
    "Manufacturing": {"Barcelona": 40, "Manchester": 34, "São Paulo": 26},
    "Supply Chain": {
        "Barcelona": 30,
        "Manchester": 22,
        "São Paulo": 16,
        "Madrid": 18,
        "Boston": 14,
    },
    "Software": {"London": 26, "Bengaluru": 30, "Madrid": 22, "Boston": 22},
    "Engineering": {"Manchester": 30, "Barcelona": 30, "Boston": 22, "Bengaluru": 18},
    "Sales": {"New York": 30, "Madrid": 24, "London": 24, "São Paulo": 22},
    "Strategy": {"Madrid": 100},
}


@dataclass(frozen=True)
class Family:
    department: str
    share: int
    titles: tuple[str, ...]
    crafts: tuple[str, ...]
    wants: tuple[str, ...]
    about: tuple[str, ...]


def _read(block: str) -> Family:
    """A line that begins with spaces continues the one before."""
    lines = block.replace("\n  ", " ").splitlines()
    head, *lists = [line.split(": ", 1) for line in lines if not line.startswith("- ")]
    named = {key: tuple(text.split(", ")) for key, text in lists}
    about = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
    return Family(head[0], int(head[1]), named["titles"], named["teaches"], named["wants"], about)


FAMILIES = tuple(
    _read(block)
    for path in sorted(FOLDER.glob("*.txt"))
    for block in path.read_text(encoding="utf-8").strip().split("\n\n")
)


def families_of(department: str) -> list[Family]:
    return [family for family in FAMILIES if family.department == department]
