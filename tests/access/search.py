from tests.access.rows import row

ROWS = {"search": row("L R R R R R R R R R", "L x x x x x x x x x")}
