"""Every URL × every person × GET and POST, from the tables in tests/access/.

A URL without a row fails, and so does a GET that writes.
"""

import pkgutil
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.generic import RedirectView

from tests import access
from tests.access.rows import COLUMNS, TOKENS
from tests.checkins.space import write_note

TABLES = [
    import_module(f"tests.access.{module.name}")
    for module in pkgutil.iter_modules(access.__path__)
    if module.name != "rows"
]
ROWS = {name: row for table in TABLES for name, row in table.ROWS.items()}
WRITE = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# Bookkeeping of sign-in itself; everything else a GET writes is a defect.
NOTE = "Xylophone-4711"
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


@dataclass
class Got:
    """What a reader gets: the table's letter, the tables written to, and the page."""

    cell: str
    written: list[str]
    body: bytes


class Walk:
    """The cast's readers, each signed in once; `get` leaves no trace of its own."""

    def __init__(self, cast):
        self.cast, self.readers, self.cookies = cast, cast.readers(), {}

    @contextmanager
    def prepared(self, row):
        """What the row needs, made once for all its readers, and gone afterwards."""
        with suppress(UndoError), transaction.atomic():
            if row.prepare:
                row.prepare(self.cast)
            yield
            raise UndoError

    def get(self, name, row, column, method) -> Got:
        client = self._client(column)
        with suppress(UndoError), transaction.atomic():
            arguments = {key: value(self.cast) for key, value in row.arguments.items()}
            url = reverse(name, kwargs=arguments)
            data = row.data(self.cast) if row.data and method == "post" else {}
            with CaptureQueriesContext(connection) as queries:
                response = getattr(client, method)(url, data)
            written = [m[2] for q in queries if (m := WRITE.match(q["sql"]))]
            raise UndoError
        return Got(_cell(response), written, _body(response))

    def _client(self, column) -> Client:
        client, reader = Client(raise_request_exception=False), self.readers[column]
        if reader and column not in self.cookies:
            client.force_login(reader.user)
            self.cookies[column] = client.cookies.output(header="")
        client.cookies.load(self.cookies.get(column, ""))
        return client


def _cell(response) -> str:
    cell = str(response.status_code)
    if response.status_code in {301, 302}:
        cell = "L" if "/accounts/login/" in response["Location"] else ">"
    return next((t for t, s in TOKENS.items() if str(s) == cell and t not in "L>"), cell)


def _body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_url_has_a_row():
    names = url_names(get_resolver().url_patterns)
    assert names - set(ROWS) == set(), "add a row in tests/access/ for these"
    assert set(ROWS) - names == set(), "these rows have no URL"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_access(name, cast):
    """Nor does any page show a word of Ben's private note to anybody else."""
    row, walk = ROWS[name], Walk(cast)
    write_note(cast, NOTE)
    wrong = []
    cells = [
        (method, column, cell)
        for method, wanted in (("get", row.get), ("post", row.post))
        for column, cell in zip(COLUMNS, wanted, strict=True)
    ]
    with walk.prepared(row):
        for method, column, cell in cells:
            got = walk.get(name, row, column, method)
            wrong += faults(got, f"{method} as {column}", cell, reads=method == "get")
            if NOTE.encode() in got.body and column != "mentee":
                wrong.append(f"{method} as {column}: shows a private note")
    assert not wrong


def faults(got, who, wanted, *, reads) -> list[str]:
    found = [] if got.cell == wanted else [f"{who}: {got.cell}, wanted {wanted}"]
    if reads and set(got.written) - BOOKKEEPING:
        found.append(f"{who} wrote {sorted(set(got.written) - BOOKKEEPING)}")
    return found
