"""Rows of letters to a list: each to their writer alone."""

from profiles.models import Letter
from tests.access.rows import NO_GET, NO_POST, row

STAFF = "L - - - - R R R -"
MINE = "L - - - - R - - -"
MY_ACT = "L - - - - > - - -"


def draft(cast):
    Letter.objects.create(
        pk=900,
        author=cast.cora.user,
        list_name="program",
        wanted={"program": str(cast.program.pk)},
        subject="Hello",
        body="Hi {first_name}.",
    )


def at():
    return {"pk": lambda c: 900, "prepare": draft}


ROWS = {
    "letters": row(STAFF, NO_POST),
    # Without a list there is nobody to write to: the query string names it.
    "new-letter": row("L - - - - - - - -", "L - - - - - - - -"),
    "letter": row(MINE, NO_POST, **at()),
    "edit-letter": row(MINE, MINE, **at()),
    "test-letter": row(NO_GET, MY_ACT, **at()),
    "send-letter": row(NO_GET, MY_ACT, **at()),
    "drop-letter": row(NO_GET, MY_ACT, **at()),
}
