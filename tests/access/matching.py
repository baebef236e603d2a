from tests.access.rows import Row

ROWS: dict[str, Row] = {}
