"""One order of day and month in everything people read."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("charts", "outbox", "profiles", "matching", "checkins", "community", "mentorship")
READ = [
    *ROOT.glob("templates/**/*.*"),
    *(path for app in APPS for path in (ROOT / app).rglob("*.py")),
]
# A month and then the day, in the formats of Django's `date`.
MONTH_FIRST = re.compile(r"""["'](?:[DlS],? )?[FMNbE] [jd]\b""")


def test_every_format_is_day_then_month():
    found = [
        f"{path.relative_to(ROOT)}: {match}"
        for path in READ
        for match in MONTH_FIRST.findall(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("text", ['"N j, Y"', '"l, F j"', "'M j'"])
def test_month_first_is_seen(text):
    assert MONTH_FIRST.search(text)
