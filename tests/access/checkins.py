from tests.access.rows import EVERYONE, NO_GET, NO_POST, row
from tests.checkins.asked import ask, need_help

MEMBERS = "L - R R - - - - -"
MEMBERS_NO_POST = "L x x x x x x x x"
WATCHERS = "L - - - - R R R -"


def pair(c):
    return c.pair.pk


def bens_question(c):
    return ask(c).pk


def a_cry(c):
    return need_help(c).pk


ROWS = {
    "groups": row(EVERYONE, NO_POST),
    "pair": row(MEMBERS, NO_POST, pk=pair),
    "concern": row(MEMBERS, MEMBERS, pk=pair),
    "answer": row("L - - R - - - - -", "L - - R - - - - -", pk=bens_question),
    "answer-from-mail": row("-", "-", token=lambda c: "not-a-token"),
    "who-read": row(EVERYONE, NO_POST),
    "hr-health": row(WATCHERS, NO_POST),
    # The coordinator gets a signal only when its author ticked the box; here nobody did.
    "handle-checkin": row(NO_GET, "L - - - - - - > -", pk=a_cry),
    "read-feedback": row("L - - - - - - R -", "L - - - - - - R -", pk=a_cry),
}
