"""How a database says that our launcher made it: its comment equals the file `database-mark`.

`manage.py demo` asks `is_ours` and refuses anything else, so demo people never reach a real one.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from mentorship.embedded.keys import write_private


class Cursor(Protocol):
    def execute(self, sql: Any, params: Any = ..., /) -> object: ...

    def fetchone(self) -> Sequence[Any] | None: ...


def leave_mark(cursor: Cursor, directory: Path) -> None:
    if is_ours(cursor, directory):
        return
    mark = f"mentorship embedded {secrets.token_hex(16)}"
    statement = "SELECT format('COMMENT ON DATABASE %%I IS %%L', current_database(), %s::text)"
    cursor.execute(first_value(cursor, statement, [mark]))
    write_private(mark_file(directory), mark)


def is_ours(cursor: Cursor, directory: Path) -> bool:
    comment = first_value(
        cursor,
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = current_database()",
    )
    path = mark_file(directory)
    return path.exists() and comment == path.read_text()


def first_value(cursor: Cursor, question: str, values: Sequence[str] = ()) -> Any:
    cursor.execute(question, values)
    row = cursor.fetchone()
    return row[0] if row else None


def mark_file(directory: Path) -> Path:
    return directory / "database-mark"
