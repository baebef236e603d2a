from tests.access.rows import EVERYONE, NO_GET, NO_POST, row

ROWS = {
    "home": row(EVERYONE, NO_POST),
    "set-theme": row(NO_GET, "L > > > > > > > >"),
    "healthz": row("R", "x"),
    "healthz-ready": row("R", "x"),
    "healthz-jobs": row("U", "x"),
}
