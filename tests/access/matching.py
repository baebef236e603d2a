from tests.access.rows import EVERYONE, NO_POST, Row, row

ROWS: dict[str, Row] = {"help-matching": row(EVERYONE, NO_POST)}
