"""Every URL × every person × GET and POST, from the tables in tests/access/.

A URL without a row fails, and so does a GET that writes.
"""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.generic import RedirectView

from tests.access import (
    accounts,
    checkins,
    imports,
    matching,
    mentorship,
    outbox,
    people,
    profiles,
    programs,
)
from tests.access.rows import COLUMNS, TOKENS

TABLES = [accounts, checkins, imports, matching, mentorship, outbox, people, profiles, programs]
ROWS = {name: row for table in TABLES for name, row in table.ROWS.items()}
WRITE = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# Bookkeeping of sign-in itself; everything else a GET writes is a defect.
BOOKKEEPING = {"django_session", "cache", "usersessions_usersession"}


def is_redirect(pattern) -> bool:
    """allauth's old addresses: they only point to the named ones."""
    return getattr(pattern.callback, "view_class", None) is RedirectView


def url_names(patterns, prefix="") -> set[str]:
    names = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            names |= url_names(pattern.url_patterns, prefix + space)
        elif isinstance(pattern, URLPattern) and (pattern.name or not is_redirect(pattern)):
            names.add(prefix + (pattern.name or f"unnamed {pattern.pattern}"))
    return names


class UndoError(Exception):
    pass


def outcome(name, row, cast, column, method) -> tuple[str, list[str]]:
    """What this reader gets, and what the request wrote; leaves no trace."""
    client = Client(raise_request_exception=False)
    reader = cast.readers()[column]
    written: list[str] = []
    try:
        with transaction.atomic():
            if row.prepare:
                row.prepare(cast)
            if reader:
                client.force_login(reader.user)
            url = reverse(name, kwargs={key: value(cast) for key, value in row.arguments.items()})
            data = row.data(cast) if row.data and method == "post" else {}
            with CaptureQueriesContext(connection) as queries:
                response = getattr(client, method)(url, data)
            written = [m[2] for q in queries if (m := WRITE.match(q["sql"]))]
            raise UndoError
    except UndoError:
        pass
    cell = str(response.status_code)
    if response.status_code in {301, 302}:
        cell = "L" if "/accounts/login/" in response["Location"] else ">"
    return next((t for t, s in TOKENS.items() if str(s) == cell and t not in "L>"), cell), written


def test_every_url_has_a_row():
    names = url_names(get_resolver().url_patterns)
    assert names - set(ROWS) == set(), "add a row in tests/access/ for these"
    assert set(ROWS) - names == set(), "these rows have no URL"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_access(name, cast):
    row = ROWS[name]
    wrong, writes = [], []
    for method, wanted in (("get", row.get), ("post", row.post)):
        for column, cell in zip(COLUMNS, wanted, strict=True):
            got, written = outcome(name, row, cast, column, method)
            if got != cell:
                wrong.append(f"{method} as {column}: {got}, wanted {cell}")
            if method == "get" and set(written) - BOOKKEEPING:
                writes.append(f"GET as {column} wrote {sorted(set(written) - BOOKKEEPING)}")
    assert not wrong + writes
