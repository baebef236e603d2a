"""Every page, light and dark, on a phone and on a desk: axe, width, scripts, policy, Tab key.

The pages come from the access table: each address somebody may GET is looked at as the first
reader who may. `MORE` adds what has no address of its own: errors, empty and problem pages.
SHOTS=<folder> also keeps a picture of each.
"""

import os
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.rows import COLUMNS
from tests.browser import axe, desk_pages
from tests.browser.ending_pages import ENDINGS
from tests.browser.network import Wire
from tests.browser.pages import MORE, a_full_round
from tests.matching.rounds_world import make_world
from tests.test_access import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.django_db]
SHOTS = os.environ.get("SHOTS")
PARTS = 4


class UndoError(Exception):
    pass


@pytest.fixture
def wire(page, watch):
    return Wire(page)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_access_table(part, cast, wire, watch):
    names = sorted(name for name, row in ROWS.items() if "R" in row.get)
    found = []
    for name in names[part::PARTS]:
        found += look(wire, watch, cast, name, lambda c, name=name: open_row(c, name))
    assert not found, "\n".join(found)


def test_pages_without_an_address_of_their_own(cast, wire, watch):
    found = []
    for name, build in (MORE | desk_pages.STATES).items():
        found += look(wire, watch, cast, name, build)
    assert not found, "\n".join(found)


def test_endings_and_concerns(cast, wire, watch):
    found = []
    for name, build in ENDINGS.items():
        found += look(wire, watch, cast, name, build)
    assert not found, "\n".join(found)


def test_a_round_full_of_proposals(db, wire, watch):
    world = make_world()
    found = []
    for name, (who, path) in a_full_round(world).items():
        client = Client()
        client.force_login(who.user)
        found += look(wire, watch, world, name, lambda _, c=client, p=path: (c, p, c.get(p)))
    assert not found, "\n".join(found)


def open_row(cast, name):
    """The page as its first reader gets it: client, path, answer."""
    row = ROWS[name]
    if row.prepare:
        row.prepare(cast)
    client = Client(raise_request_exception=False)
    reader = cast.readers()[COLUMNS[row.get.index("R")]]
    if reader:
        client.force_login(reader.user)
    path = reverse(name, kwargs={key: value(cast) for key, value in row.arguments.items()})
    return client, path, client.get(path)


def look(wire, watch, cast, name, build) -> list[str]:
    """The faults of one page, whose world is undone afterwards."""
    found = []
    try:
        with transaction.atomic():
            wire.client, path, answer = build(cast)
            if answer.status_code >= 500:
                found.append(f"answers {answer.status_code}")
            elif is_page(answer):
                wire.load(answer, path)
                shot = re.sub(r"\W+", "-", name)
                found = axe.faults(wire.page, shots=SHOTS, name=shot) + watch.taken()
            raise UndoError
    except UndoError:
        pass
    return [f"{name}: {fault}" for fault in found]


def is_page(answer) -> bool:
    """A whole document: no fragment, no download, no health check, and no mail, which stands in a
    frame where no script may run, axe's neither."""
    if "sandbox" in answer.headers.get("Content-Security-Policy", ""):
        return False
    is_html = answer.headers["Content-Type"].startswith("text/html")
    return is_html and not answer.streaming and b"<html" in answer.content
