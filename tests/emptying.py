"""Empty the tables after a test with transactions of its own: only those with rows, by DELETE.

Django truncates every table there is, and makes content types and permissions again; with two
hundred tables that takes longer than most of these tests.
"""

from django.db import connection

# The same before and after every test.
KEPT = {"django_content_type", "auth_permission"}
# Their triggers refuse a DELETE; no other table refers to them.
INSERT_ONLY = {"profiles_auditevent", "checkins_concernentry"}


def sql_flush(ops, style, tables, *, reset_sequences=False, allow_cascade=False) -> list[str]:
    """In place of Django's: one statement, so that keys between the tables are checked at its end."""
    full = _with_rows(ops.connection, sorted(set(tables) - KEPT))
    deletes = [f"t{n} AS (DELETE FROM {_name(one)})" for n, one in enumerate(full - INSERT_ONLY)]
    wiped = [f"TRUNCATE {', '.join(map(_name, full & INSERT_ONLY))}"] if full & INSERT_ONLY else []
    return [*wiped, *([f"WITH {', '.join(deletes)} SELECT 1"] if deletes else [])]


def _with_rows(asked_of, tables) -> set[str]:
    asked = (f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {_name(one)})" for one in tables)
    with asked_of.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {name for (name,) in cursor}


def _name(table: str) -> str:
    return f'"{table}"'


def install() -> None:
    """For every connection of this process."""
    type(connection.ops).sql_flush = sql_flush
