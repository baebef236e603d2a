from tests.access.rows import NO_POST, row

READERS = "L - - - - R R R -"
OF_PROGRAM = "L - - - - R - R -"

ROWS = {
    "hr-insights": row(READERS, NO_POST),
    "program-insights": row(OF_PROGRAM, NO_POST, pk=lambda c: c.program.pk),
    "measure": row(READERS, NO_POST, slug=lambda c: "fit"),
}
