"""Rows of the library: what is published for everybody, a suggestion for its author and HR, a
draft for its author alone."""

from tests.access.rows import EVERYONE, HR_ONLY, NO_GET, NO_POST, row
from tests.checkins.space import hand_over
from tests.community.library.world import (
    keep_versions,
    make_document,
    make_file,
    make_link,
)

ACT = "L > > > > > > > >"
# Ben's own, and HR.
MINE_AND_HR = "L - - R - - - R -"
MINE_AND_HR_ACT = "L - - > - - - > -"
MINE_ACT = "L - - > - - - - -"
HR_ACT = "L - - - - - - > -"
SHAPES = {"link": make_link, "document": make_document, "file": make_file}


def one(shape="link", **fields):
    def prepare(cast):
        made = SHAPES[shape](pk=900, by=cast.ben, skills=["Negotiation"], **fields)
        if shape == "document":
            keep_versions(made, "One line.", "One line.\nTwo lines.", by=cast.ben)

    return {"pk": lambda cast: 900, "prepare": prepare}


def a_talk(cast):
    cast.extra["talk"] = hand_over(cast.pair, "Closing the year")[0].pk


ROWS = {
    "library": row(EVERYONE, NO_POST),
    "library-saved": row(EVERYONE, NO_POST),
    "library-mine": row(EVERYONE, NO_POST),
    "suggest-resource": row(EVERYONE, EVERYONE),
    "upload-resource": row(EVERYONE, EVERYONE),
    "write-document": row(EVERYONE, EVERYONE),
    "write-talk": row(
        "L - R R - - - - -", "L - R R - - - - -", prepare=a_talk, pk=lambda c: c.extra["talk"]
    ),
    "preview-document": row(NO_GET, EVERYONE),
    "resource": row(EVERYONE, NO_POST, **one()),
    "resource-file": row(MINE_AND_HR, NO_POST, **one("file", state="suggested")),
    "edit-resource": row(MINE_AND_HR, MINE_AND_HR, **one()),
    "preview-edit": row(NO_GET, MINE_AND_HR, **one("document")),
    "send-resource": row(NO_GET, MINE_ACT, **one("document", state="draft")),
    "discard-resource": row(NO_GET, MINE_ACT, **one(state="suggested")),
    "resource-versions": row(MINE_AND_HR, NO_POST, **one("document", state="suggested")),
    "resource-version": row(EVERYONE, NO_POST, **one("document"), number=lambda c: 2),
    "save-resource": row(NO_GET, ACT, **one()),
    "unsave-resource": row(NO_GET, ACT, **one()),
    "recommend-resource": row(EVERYONE, EVERYONE, **one()),
    "unrecommend-resource": row(NO_GET, ACT, **one()),
    "report-link": row(NO_GET, ACT, **one()),
    "link-works": row(NO_GET, MINE_AND_HR_ACT, **one()),
    "review-resource": row(MINE_AND_HR, NO_POST, **one()),
    "still-right": row(NO_GET, MINE_AND_HR_ACT, **one()),
    "hand-over-resource": row(MINE_AND_HR, MINE_AND_HR, **one()),
    "retire-resource": row(NO_GET, MINE_AND_HR_ACT, **one()),
    "put-back-resource": row(NO_GET, MINE_AND_HR_ACT, **one(state="retired")),
    "hr-library": row(HR_ONLY, NO_POST),
    "approve-resource": row(NO_GET, HR_ACT, **one(state="suggested")),
    "decline-resource": row(HR_ONLY, HR_ONLY, **one(state="suggested")),
}
