"""The five page templates of this room are the ones everybody shares, and so are its cards: no page
keeps a copy of what `templates/components/` has."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted((TEMPLATES / "community").rglob("*.html"))
EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
# Directory, detail and report are base.html; the question page; HR's console; pages from a mail.
BASES = {"base.html", "base_question.html", "base_hr.html", "base_public.html"}
# The detail page of a group, with its head and its tabs: built on base.html, for its seven pages.
GROUP = "community/groups/base.html"
# A class that only this component may open: whoever writes it elsewhere has copied the component.
OWNED = {
    "tabs": "components/tabs.html",
    "pagination": "components/pagination.html",
    "empty": "components/empty.html",
    "error-summary": "components/error_summary.html",
    "tag": "components/tag.html",
    "card-link": "components/card.html",
    "kudos-by": "components/kudos.html",
    "stepper": "components/stepper.html",
    "progress": "components/progress.html",
    "notice": "components/notice.html",
    "person-line": "components/person.html",
}
# Tabs that are a filter with counts; a seat with its reason and who facilitates; office hours, whose
# title leads to them and not to the person.
KNOWN = {
    ("tabs", "community/library/tabs.html"),
    ("person-line", "community/circles/circle.html"),
    ("person-line", "community/office/list.html"),
}


def base_of(path):
    found = EXTENDS.search(path.read_text())
    return found[1] if found else None


def name_of(path):
    return path.relative_to(TEMPLATES).as_posix()


def opens(path, name):
    return re.search(rf'class="(?:[^"]* )?{name}(?: [^"]*)?"', path.read_text()) is not None


def test_every_page_is_built_on_a_shared_one():
    found = {base for path in PAGES if (base := base_of(path))}
    assert found == BASES | {GROUP}
    assert base_of(TEMPLATES / GROUP) == "base.html"


def test_parts_of_pages_hold_no_page():
    parts = [path for path in PAGES if base_of(path) is None]
    whole = [
        name_of(path) for path in parts if re.search(r"<(html|body|main|h1)\b", path.read_text())
    ]
    assert whole == []


@pytest.mark.parametrize("name", OWNED)
def test_nobody_copies_a_component(name):
    assert opens(TEMPLATES / OWNED[name], name)
    copies = {name_of(path) for path in PAGES if opens(path, name)}
    assert copies - {page for of, page in KNOWN if of == name} == set()


def test_every_list_of_cards_shows_shared_cards():
    """Where a page lays cards out, each is a component or one of the parts that includes one."""
    shared = re.compile(r'{%\s*include\s+"(components/[^"]*card|components/kudos)')
    for path in PAGES:
        for grid in re.findall(
            r'<div class="cards[^>]*>(.*?)</div>\s*(?:{%|<)', path.read_text(), re.S
        ):
            included = re.findall(r'{%\s*include\s+"([^"]+)"', grid)
            texts = [grid, *((TEMPLATES / name).read_text() for name in included)]
            assert any(shared.search(text) for text in texts) or "kudos" in grid, name_of(path)
