from tests.access.rows import EVERYONE, HR_ONLY, NO_GET, NO_POST, row
from tests.checkins.reported import report

BENS = "L - - R - - - - -"
BENS_ACT = "L - - > - - - - -"
READER = "L - - - - - - R -"
READER_ACT = "L - - - - - - > -"


def pair(c):
    return c.pair.pk


def bens(c):
    return report(c).reference


def whole(c):
    return {"kind": "other", "words": "It is loud.", "readers": [str(c.hana.pk)]}


ROWS = {
    "help": row(EVERYONE, NO_POST),
    # Hana, the only one in HR, cannot report to herself: her form comes back.
    "report-concern": row(EVERYONE, "L > > > > > > R >", data=whole),
    "report-pair-concern": row("L - R R - - - - -", "L - > > - - - - -", pk=pair, data=whole),
    "my-concern": row(BENS, NO_POST, reference=bens),
    "add-to-concern": row(NO_GET, BENS_ACT, reference=bens, data=lambda c: {"words": "More."}),
    "hr-concerns": row(HR_ONLY, NO_POST),
    "hr-concern": row(READER, NO_POST, reference=bens),
    "look-at-concern": row(NO_GET, READER_ACT, reference=bens),
    "take-concern": row(NO_GET, READER_ACT, reference=bens),
    "answer-concern": row(NO_GET, READER_ACT, reference=bens, data=lambda c: {"words": "Yes."}),
    "note-concern": row(NO_GET, READER_ACT, reference=bens, data=lambda c: {"words": "Call."}),
    "close-concern": row(NO_GET, READER_ACT, reference=bens, data=lambda c: {"outcome": "Done."}),
    "let-contact-continue": row(NO_GET, READER_ACT, reference=bens),
}
