from tests.access.rows import EVERYONE, HR_ONLY, NO_POST, row

ROWS = {
    "home": row(EVERYONE, NO_POST),
    "set-theme": row("x", ">"),
    "set-keys": row("x", ">"),
    "design": row(HR_ONLY, "L x x x x x x x x"),
    "healthz": row("R", "x"),
    "healthz-ready": row("R", "x"),
    "healthz-jobs": row("U", "x"),
}
