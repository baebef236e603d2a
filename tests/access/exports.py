"""A round on paper: exports, the print view, its history, the question to a second HR admin."""

from matching.models import Program
from tests.access.rounds import NO_GET, NO_POST, READ, on_proposal, on_round, with_approved
from tests.access.rows import HR_ONLY, Row, row

FILE = "L - - - - R - R -"


def with_two_reviewers(cast) -> None:
    with_approved(cast)
    Program.objects.filter(pk=cast.program.pk).update(two_reviewers=True)


ROWS: dict[str, Row] = {
    "ask-to-publish": on_round(
        NO_GET,
        "L - - - - F - > -",
        prepare=with_two_reviewers,
        data=lambda c: {"version": 1},
    ),
    "export-round": on_round(READ, NO_POST, prepare=with_approved),
    "export-round-csv": on_round(NO_GET, FILE, prepare=with_approved),
    "export-round-xlsx": on_round(NO_GET, FILE, prepare=with_approved),
    "round-history": on_round(READ, NO_POST, prepare=with_approved),
    "export-history": on_round(NO_GET, FILE, prepare=with_approved),
    "print-pair": on_proposal(READ, NO_POST),
    "hr-audit": row(HR_ONLY, NO_POST),
}
