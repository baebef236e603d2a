"""Frozen inputs are read by `replay` and `verify` and by nothing a browser can reach."""

import ast
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


def modules():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(HOME):
                yield name, ast.parse(path.read_text())


def imported(tree):
    """Dotted names a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def used(tree):
    """Names and attributes a module speaks of, texts included (`get_model("…")`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_only_the_two_commands_import_what_reads():
    found = {
        name
        for name, tree in modules()
        for module in imported(tree)
        if module.startswith("matching.frozen.")
    }
    assert found == READERS


def test_everybody_else_writes_or_deletes_at_most():
    for name, tree in modules():
        if "matching.frozen" not in imported(tree):
            continue
        calls = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "frozen"
        }
        assert calls <= OPEN, name


def test_nobody_else_speaks_of_the_tables():
    tables = {*MODELS, *(f"matching_{model.lower()}" for model in MODELS)}
    tables |= {model.lower() for model in MODELS}
    wrong = [(name, word) for name, tree in modules() for word in used(tree) if word in tables]
    assert {name for name, _word in wrong} <= {LIST}
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
