"""Rows of the messages desk."""

from outbox.models import Wording
from tests.access.rows import HR_ONLY, NO_GET, NO_POST, row

HR_ACT = "L - - - - - - > -"
KIND = "match-mentee"


def words(cast):
    Wording.objects.create(pk=900, kind=KIND, opening="Welcome, {first_name}.", by=cast.hana.user)


def at(pk=900):
    return {"pk": lambda c: pk, "prepare": words}


ROWS = {
    "hr-mails": row(HR_ONLY, NO_POST),
    "hr-mail": row(HR_ONLY, HR_ACT, name=lambda c: KIND, prepare=words),
    "restore-mail": row(NO_GET, HR_ACT, name=lambda c: KIND),
    "hr-wording": row(HR_ONLY, NO_POST, **at()),
    "hr-wording-mail": row(HR_ONLY, NO_POST, **at()),
    "test-wording": row(NO_GET, HR_ACT, **at()),
    "use-wording": row(NO_GET, HR_ACT, **at()),
}
