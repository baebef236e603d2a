"""Taking somebody's name and addresses out of every text of the database, whoever wrote it.

Words of others may name an erased person: an agreement, a comment, the log of a case. Every text
column is read from the catalog, so a new table is swept without being told. What was found becomes
`***`, never longer than what stood there. A name of one word, or one a colleague shares, is no
name to look for: it would take words out of what has nothing to do with them.
"""

import json
import re
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from profiles.models import Profile

STARS = "***"
KINDS = ("text", "character varying", "json", "jsonb", "ARRAY")
COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
  AND c.data_type = ANY(%s) AND (c.data_type <> 'ARRAY' OR c.udt_name IN ('_text', '_varchar'))
  AND c.is_generated = 'NEVER'
ORDER BY 1, 2
"""
# What each kind of column is searched as, and how it is written again.
FORMS = {
    "json": ("{c}::text", "regexp_replace({c}::text, %s, %s, 'gi')::json"),
    "jsonb": ("{c}::text", "regexp_replace({c}::text, %s, %s, 'gi')::jsonb"),
    "ARRAY": (
        "array_to_string({c}, chr(10))",
        "ARRAY(SELECT regexp_replace(one, %s, %s, 'gi') FROM unnest({c}) AS one)",
    ),
}
PLAIN = ("{c}", "regexp_replace({c}, %s, %s, 'gi')")


def terms(profile: Profile) -> list[str]:
    """What to look for; ask before the person is erased."""
    found = set(EmailAddress.objects.filter(user=profile.user_id).values_list("email", flat=True))
    found.add(profile.user.email)
    namesakes = Profile.objects.filter(name__iexact=profile.name).without(profile)
    if " " in profile.name.strip() and not namesakes.exists():
        found.add(profile.name.strip())
    if re.search(r"\d", number := profile.employee_number or "") and re.search(r"[^\W\d]", number):
        found.add(number)
    return sorted(found)


def sweep(words: Iterable[str]) -> int:
    """How many rows were changed. In a transaction: logs that only grow are opened for it."""
    plain = [word for word in words if word]
    if not plain:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL mentorship.erasure = 'on'")
        cursor.execute(COLUMNS, [list(KINDS)])
        columns: list[tuple[str, str, str]] = cursor.fetchall()
        changed = sum(_sweep_column(cursor, row, plain) for row in columns)
        cursor.execute("SET LOCAL mentorship.erasure = 'off'")
    return changed


def _sweep_column(cursor: CursorWrapper, where: tuple[str, str, str], words: list[str]) -> int:
    table, column, kind = where
    searched, written = FORMS.get(kind, PLAIN)
    if kind in ("json", "jsonb"):
        words = [json.dumps(word, ensure_ascii=False)[1:-1] for word in words]
    pattern, c = _pattern(words), sql.Identifier(column)
    statement = sql.SQL("UPDATE {t} SET {c} = {written} WHERE {searched} ~* %s").format(
        t=sql.Identifier(table),
        c=c,
        written=sql.SQL(written).format(c=c),
        searched=sql.SQL(searched).format(c=c),
    )
    cursor.execute(statement, [pattern, STARS, pattern])
    return int(cursor.rowcount)


def _pattern(words: list[str]) -> str:
    """Whole words only: "ann.lee@…" is not found in "joann.lee@…"."""
    either = "|".join(re.sub(r"([^\w\s])", r"\\\1", word) for word in words)
    return rf"(?<![\w.+-])({either})(?!\w)"
