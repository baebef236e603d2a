"""No page asks the database more than fifteen questions, whatever there is to show.

Every GET of the access table, as every reader who gets a page, in a world where each of them has
everything on it: pairs on both sides, meetings, actions, open questions, requests, a pair that is
away, waiting, invitations. Then the states of pages that have no row of their own. That one row
more costs no query more is the business of each page's own test.
"""

import time

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from profiles import session_activity
from profiles.held import HELD
from profiles.middleware import SEEN_AT
from tests import everything
from tests.access.rows import COLUMNS
from tests.browser import desk_pages
from tests.browser.ending_pages import ENDINGS
from tests.browser.pages import MORE, a_full_round
from tests.matching.rounds_world import make_world
from tests.test_access import ROWS, UndoError

pytestmark = pytest.mark.django_db
MOST = 15
# No page but a file: one question for each table there is.
FILES = {"download-my-data": MOST + len(HELD)}


def test_no_page_asks_more_than_fifteen_queries(cast):
    everything.surround(cast)
    over = [
        f"{name} as {column}: {found}"
        for name, row in ROWS.items()
        for column, found in queries_of(name, row, cast).items()
        if found > FILES.get(name, MOST)
    ]
    assert not over, "\n".join(over)


def test_no_state_of_a_page_asks_more(cast):
    """Errors, empty pages, pairs that are away or over, people who wait."""
    states = MORE | desk_pages.STATES | ENDINGS
    over = [
        f"{name}: {found}"
        for name, build in states.items()
        if (found := queries_of_state(build, cast)) > MOST
    ]
    assert not over, "\n".join(over)


def test_no_page_of_a_round_full_of_proposals_asks_more(db):
    over = [
        f"{name}: {found}"
        for name, (reader, path) in a_full_round(make_world()).items()
        if (found := looks(client_of(reader), path)) > MOST
    ]
    assert not over, "\n".join(over)


def queries_of(name, row, cast) -> dict[str, int]:
    """By column of the access table, for those who get a page."""
    found, columns = {}, [c for c, cell in zip(COLUMNS, row.get, strict=True) if cell == "R"]
    if not columns:
        return found
    try:
        with transaction.atomic():
            if row.prepare:
                row.prepare(cast)
            cast.pair.refresh_from_db()
            everything.fill(cast.pair)
            url = reverse(name, kwargs={key: value(cast) for key, value in row.arguments.items()})
            for column in columns:
                reader = cast.readers()[column]
                client = client_of(reader)
                with override_settings(SECOND_CONTACT=reader.user.email if reader else ""):
                    found[column] = looks(client, url)
            raise UndoError
    except UndoError:
        return found


def queries_of_state(build, cast) -> int:
    """0 for a form that was sent: it is its GET that counts here."""
    found = 0
    try:
        with transaction.atomic():
            client, path, answer = build(cast)
            if getattr(answer, "request", {}).get("REQUEST_METHOD") == "GET":
                found = looks(client, path)
            raise UndoError
    except UndoError:
        return found


def client_of(reader) -> Client:
    """What a request notes once a minute was noted a moment ago."""
    client = Client()
    if reader:
        client.force_login(reader.user)
        session = client.session
        session[SEEN_AT] = time.time()
        session.save()
        session_activity.noted[session.session_key] = time.monotonic()
    return client


def looks(client, path) -> int:
    """What a worker keeps in mind (the people of a round) is read at the first look only."""
    found = asked(client, path)
    return found if found <= MOST else asked(client, path)


def asked(client, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code < 500, path
    return len(queries)
