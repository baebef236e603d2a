"""Frozen inputs are read by `replay` and `verify` and by nothing a browser can reach."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from matching import held

ROOT = Path(__file__).parents[3]
APPS = ("checkins", "community", "insights", "matching", "mentorship", "outbox", "profiles")
MODELS = {"FrozenInput", "RunProof"}
# What the rest of the application may use: it writes and deletes, and hands nothing out.
OPEN = {"erase_person", "purge", "seal", "store"}
READERS = {"matching/management/commands/replay.py", "matching/management/commands/verify.py"}
# Says for every table what a person takes along.
LIST = "matching/held.py"
HOME = ("matching/frozen/", "matching/migrations/", "matching/models/")


@dataclass(frozen=True)
class Module:
    """What it imports, which names and texts (`get_model("…")`) it speaks of, and what it asks of
    a module called frozen."""

    imports: frozenset[str]
    words: frozenset[str]
    asks: frozenset[str]


@cache
def modules():
    """By path, all but the tables' own; read once."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    named = {path.relative_to(ROOT).as_posix(): path for path in paths}
    return {
        name: module(list(ast.walk(ast.parse(path.read_text()))))
        for name, path in named.items()
        if not name.startswith(HOME)
    }


def module(nodes):
    return Module(frozenset(imported(nodes)), frozenset(used(nodes)), frozenset(asked(nodes)))


def imported(nodes):
    """Dotted names a module imports."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def used(nodes):
    for node in nodes:
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def asked(nodes):
    for node in nodes:
        is_attribute = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if is_attribute and node.value.id == "frozen":
            yield node.attr


def test_only_the_two_commands_import_what_reads():
    found = {
        name
        for name, module in modules().items()
        if any(one.startswith("matching.frozen.") for one in module.imports)
    }
    assert found == READERS


def test_everybody_else_writes_or_deletes_at_most():
    users = {n: m.asks for n, m in modules().items() if "matching.frozen" in m.imports}
    assert users
    assert {name: asks - OPEN for name, asks in users.items() if asks - OPEN} == {}


def test_nobody_else_speaks_of_the_tables():
    tables = {*MODELS, *(f"matching_{model.lower()}" for model in MODELS)}
    tables |= {model.lower() for model in MODELS}
    assert {name for name, module in modules().items() if module.words & tables} <= {LIST}
    # Named there as not shown, that is with no rows and no columns.
    assert held.FROZEN.not_shown
    assert not held.FROZEN.shown


@pytest.mark.parametrize("word", ["frozen", "runproof"])
def test_no_template_speaks_of_them(word):
    """Figures of Insights are frozen too, in tables of their own."""
    wrong = [str(path) for path in (ROOT / "templates").rglob("*") if path.is_file()
             and "insights" not in path.parts and word in path.read_text().lower()]  # fmt: skip
    assert wrong == []


def test_no_relation_leads_from_a_run_to_them():
    from matching.models import Run

    names = {relation.get_accessor_name() for relation in Run._meta.related_objects}
    assert not any("frozen" in (name or "") or "proof" in (name or "") for name in names)
    assert not hasattr(Run, "frozeninput")
    assert not hasattr(Run, "runproof")
