"""The row of the search."""

from tests.access.rows import EVERYONE, NO_POST, row

ROWS = {"search": row(EVERYONE, NO_POST)}
