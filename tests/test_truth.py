"""Every sentence of a mail comes from a named field.

The tables in tests/truth/ name the source of each placeholder, of the templates and of the modules
that write sentences for them. A new placeholder without a row fails, and so does a row without a
placeholder or a source that does not exist.
"""

import pkgutil
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

from tests import truth
from tests.truth import reading

TABLES = [
    import_module(f"tests.truth.{module.name}")
    for module in pkgutil.iter_modules(truth.__path__)
    if module.name != "reading"
]
TEMPLATES = {name: rows for table in TABLES for name, rows in table.TEMPLATES.items()}
MODULES = {name: rows for table in TABLES for name, rows in table.MODULES.items()}
# What nobody has told us: a wish, a promise or a mood of somebody who has not spoken.
PROMISES = re.compile(
    r"has kept \d|minutes for you|(?<!you )would like to learn from|looks? forward|is waiting for you"
    r"|(?<![Nn]obody )has agreed to|is happy to|is glad to|cannot wait",
)


def test_every_template_has_a_table():
    assert set(reading.templates()) == set(TEMPLATES)


def test_every_module_that_writes_mails_has_a_table():
    assert reading.writers() - set(MODULES) == set()


@pytest.mark.parametrize("template", reading.templates())
def test_every_placeholder_of_a_template_has_a_source(template):
    assert reading.placeholders(template) == set(TEMPLATES[template])


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_gap_in_a_sentence_has_a_source(module):
    assert reading.sentences(module) == set(MODULES[module])


@pytest.mark.parametrize("name", sorted(TEMPLATES | MODULES))
def test_every_source_exists(name):
    rows = TEMPLATES.get(name) or MODULES.get(name) or {}
    missing = [f"{key}: {source}" for key, source in rows.items() if not exists(source, rows)]
    assert missing == []


def exists(source: str, rows: dict[str, str]) -> bool:
    if " or " in source:
        return all(exists(one, rows) for one in source.split(" or "))
    kind, _colon, rest = source.partition(":")
    match kind:
        case "given" | "link":
            return True
        case "local":
            return rest in rows
        case "words":
            return rest in MODULES
        case "count":
            return apps.get_model(rest) is not None
        case "typed":
            return exists(rest, rows)
    first, _dot, field = source.partition(".")
    if first == "settings":
        return hasattr(settings, field)
    model, _dot, field = field.partition(".")
    return hasattr(apps.get_model(first, model), field)


def test_pieces_are_given_their_words_by_templates_with_rows():
    """`given:` is for the shared pieces only; whoever includes them has rows of their own."""
    pieces = {name for name, rows in TEMPLATES.items() if "given:" in rows.values()}
    assert all(name.count("/") == 1 for name in pieces)


@pytest.mark.parametrize(
    "room", ["checkins", "community", "insights", "matching", "mentorship", "outbox", "profiles"]
)
def test_no_sentence_promises_for_somebody_who_has_not_spoken(room):
    files = [*(reading.ROOT / room).rglob("*.py"), *(reading.TEMPLATES / room).rglob("*.html")]
    files += (reading.TEMPLATES / "emails" / room).rglob("*.*")
    found = [path.name for path in files if PROMISES.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    ("sentence", "is_promise"),
    [
        ("Sofia has kept 45 minutes for you.", True),
        ("%(name)s has kept %(n)d minutes for you.", True),
        ("%(name)s has agreed to one.", True),
        ("Nobody has agreed to one yet.", False),
        ("45 minutes are booked for you and Sofia.", False),
    ],
)
def test_what_is_a_promise(sentence, is_promise):
    assert bool(PROMISES.search(sentence)) is is_promise


def test_a_placeholder_nobody_has_named_is_found(tmp_path, monkeypatch):
    source = "{% load i18n %}{% if mood %}{{ partner.mood|lower }}{% endif %}"
    (tmp_path / "new.html").write_text(source)
    monkeypatch.setattr(reading, "TEMPLATES", tmp_path)
    assert reading.placeholders("new.html") == {"mood", "partner.mood"}
