"""Set-up of a program, what its rules do, and its next cohort."""

from tests.access.rows import NO_GET, NO_POST, row

MANAGERS = "L - - - - R - R -"
MANAGERS_ACT = "L - - - - > - > -"
HR_PAGE = "L - - - - - - R -"
COHORT = {
    "name": "Next", "sign_up_opens": "2030-04-12", "sign_up_closes": "2030-05-07",
    "matching_on": "2030-05-18", "starts_on": "2030-05-20", "ends_on": "2030-11-19",
    "meeting_minutes": "45", "weeks_between_meetings": "2", "extension_weeks": "13",
}  # fmt: skip


def program(c):
    return c.program.pk


ROWS = {
    "program-setup": row(MANAGERS, NO_POST, pk=program),
    "program-rule-counts": row(MANAGERS, NO_POST, pk=program),
    "run-program": row(NO_GET, MANAGERS_ACT, pk=program),
    "next-cohort": row(HR_PAGE, "L - - - - - - > -", pk=program, data=lambda c: COHORT),
}
