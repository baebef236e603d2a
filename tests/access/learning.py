"""Rows of what goes with good pairs."""

from tests.access.rounds import with_approved
from tests.access.rows import NO_GET, NO_POST, row
from tests.insights.learning import world


def a_look(c):
    c.extra["look"] = world.stored(c.program).pk


def a_round(c):
    with_approved(c)
    a_look(c)


STAFF = "L - - - - R R R -"
READ = "L - - - - R - R -"
ACT = "L - - - - > - > -"

ROWS = {
    "learning-list": row(STAFF, NO_POST, prepare=a_look),
    "learning": row(READ, NO_POST, pk=lambda c: c.program.pk, prepare=a_look),
    "start-learning": row(NO_GET, ACT, pk=lambda c: c.program.pk),
    "learning-in-lab": row(
        NO_GET,
        ACT,
        pk=lambda c: c.extra["look"],
        round_pk=lambda c: c.extra["round"].pk,
        prepare=a_round,
    ),
}
