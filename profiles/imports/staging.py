"""Many rows at once by COPY: new ones straight into a table, changes through a temporary one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, models
from psycopg import sql

TYPES = {
    "employee_number": "text",
    "name": "text",
    "preferred_name": "text",
    "job_title": "text",
    "department": "text",
    "grade": "text",
    "level": "smallint",
    "site": "text",
    "country": "text",
    "time_zone": "text",
    "start_date": "date",
    "manager_id": "bigint",
    "search_text": "text",
    "trigrams": "varchar[]",
}
# NULL in the temporary table keeps what the person has.
KEPT = {"employee_number", "preferred_name", "time_zone"}


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    """New rows of these columns; every other column gets its field's default."""
    rest = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in names and not field.primary_key and not field.has_db_default()
    ]
    defaults = tuple(_default(field) for field in rest)
    columns = [*names, *(field.attname for field in rest)]
    fill = sql.SQL("COPY {} ({}) FROM STDIN")
    table = sql.Identifier(model._meta.db_table)
    _copy(fill.format(table, _joined(columns)), (row + defaults for row in rows))


def _copy(statement: sql.Composable, rows: Iterable[tuple[object, ...]]) -> None:
    # Django wraps the errors of execute() only.
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _default(field: "models.Field[object, object]") -> object:
    # pre_save is how auto_now and auto_now_add get their time.
    value = field.pre_save(field.model(), add=True)
    return field.get_db_prep_save(value, connection)


def array(words: Iterable[str]) -> str:
    """An array literal of words without quotes or backslashes, as trigrams are."""
    return '{"' + '","'.join(words) + '"}'


def update_profiles(
    columns: Sequence[str], rows: Iterable[tuple[object, ...]], *, now: datetime
) -> None:
    """Rows are (profile id, value of each column …); `manager` is a profile id."""
    names = ["manager_id" if column == "manager" else column for column in columns]
    _update(names, rows, extra=sql.SQL(", updated_at = {}").format(sql.Literal(now)))


def update_search(rows: Iterable[tuple[int, str, str]]) -> None:
    _update(["search_text", "trigrams"], rows, extra=sql.SQL(""))


def _update(
    names: Sequence[str], rows: Iterable[tuple[object, ...]], *, extra: sql.Composable
) -> None:
    table = sql.Identifier("people_import_rows")
    kinds = [sql.SQL("{} " + TYPES[name]).format(sql.Identifier(name)) for name in names]
    create = sql.SQL("CREATE TEMPORARY TABLE {} (id bigint, {}) ON COMMIT DROP")
    fill = sql.SQL("COPY {} (id, {}) FROM STDIN")
    change = sql.SQL("UPDATE profiles_profile AS p SET {}{} FROM {} AS r WHERE p.id = r.id")
    with connection.cursor() as cursor:
        cursor.execute(create.format(table, sql.SQL(", ").join(kinds)))
        _copy(fill.format(table, _joined(names)), rows)
        cursor.execute(sql.SQL("ANALYZE {}").format(table))
        cursor.execute(change.format(sql.SQL(", ").join(map(_set, names)), extra, table))
        cursor.execute(sql.SQL("DROP TABLE {}").format(table))


def _joined(names: Iterable[str]) -> sql.Composable:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _set(name: str) -> sql.Composable:
    value = "{0} = coalesce(r.{0}, p.{0})" if name in KEPT else "{0} = r.{0}"
    return sql.SQL(value).format(sql.Identifier(name))
