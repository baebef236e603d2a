"""The rules of "Next for you": as written down in docs/home.md, in their order."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from profiles import contributions
from profiles.contributions import Task
from profiles.home_ranks import Rank
from profiles.visits import Visit

ROOMS = ("profiles", "matching", "checkins", "community", "insights", "mentorship")
DOCS = Path(settings.BASE_DIR) / "docs" / "home.md"


def table():
    lines = DOCS.read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if len(row) == 6 and row[0].isdigit()]


def test_the_table_and_the_code_have_the_same_rules_in_the_same_order():
    written = [(int(rank), re.sub("[ -]", "_", rule).upper()) for rank, rule, *_rest in table()]
    assert written == [(rule.value, rule.name) for rule in Rank]
    assert written == sorted(written)


def test_every_rule_says_when_it_appears_when_it_goes_and_why():
    assert [row for row in table() if not all(row)] == []


def ranks_given():
    """The rank of every task that the code makes, with where."""
    for room in ROOMS:
        for path in sorted((Path(settings.BASE_DIR) / room).rglob("*.py")):
            text = path.read_text()
            # The set-up of a program has tasks of its own.
            if not re.search(r"from profiles.contributions import .*\bTask\b", text):
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Task":
                    named = [word.value for word in node.keywords if word.arg == "rank"]
                    yield f"{path.name}:{node.lineno}", ast.unparse((named or node.args)[0])


def test_every_task_has_a_rule_of_the_table():
    given = dict(ranks_given())
    assert {where: rank for where, rank in given.items() if "Rank." not in rank} == {}
    told = " ".join(given.values())
    assert [rule.name for rule in Rank if f"Rank.{rule.name}" not in told] == []


def task(rank, title):
    return Task(rank, title, "Line", "Do", "/x/")


def ordered(monkeypatch, cast, *sources):
    monkeypatch.setattr(contributions, "TASKS", [lambda _v, some=some: some for some in sources])
    return [one.title for one in contributions.home_tasks(Visit(cast.ben, timezone.now()))]


def test_the_order_is_that_of_the_rules_whoever_tells_first(cast, monkeypatch):
    some = [task(rule, rule.name) for rule in Rank]
    assert ordered(monkeypatch, cast, some[::-2], some[-2::-2]) == [rule.name for rule in Rank]


@pytest.mark.parametrize("rule", list(Rank))
def test_of_two_of_one_rule_the_room_says_which_comes_first(cast, monkeypatch, rule):
    found = ordered(monkeypatch, cast, [task(rule, "first"), task(rule, "second")])
    assert found == ["first", "second"]
