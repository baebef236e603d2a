from tests.access.rows import NO_GET, NO_POST, row
from tests.checkins.endings import asked, over

MEMBERS = "L - R R - - - - -"
MEMBERS_ACT = "L - > > - - - - -"


def pair(c):
    return c.pair.pk


def adas_ask(c):
    return asked(c).pk


ANSWERS = {"pk": pair, "extension": adas_ask}
ROWS = {
    "celebrate": row(MEMBERS, NO_POST, pk=pair),
    "thank-partner": row(MEMBERS, MEMBERS_ACT, pk=pair, data=lambda c: {"words": "Thank you."}),
    # Ben learned, so he says whether Ada may keep his words.
    "allow-words": row(NO_GET, "L - - > - - - - -", pk=pair),
    "withdraw-words": row(NO_GET, "L - - > - - - - -", pk=pair),
    "extend-pair": row(MEMBERS, MEMBERS, pk=pair),
    # Ada asked, so Ben answers; to her it is not there.
    "accept-extension": row(NO_GET, "L - - > - - - - -", **ANSWERS),
    "decline-extension": row(NO_GET, "L - - > - - - - -", **ANSWERS),
    "finish-pair": row(MEMBERS, MEMBERS_ACT, pk=pair),
    "say-why": row(MEMBERS, MEMBERS_ACT, pk=pair, data=lambda c: {"reason": "no_time"}),
    "certificate": row(MEMBERS, NO_POST, pk=pair, prepare=over),
    "wish-to-mentor": row(NO_GET, MEMBERS_ACT, pk=pair),
    "forget-wish": row(NO_GET, MEMBERS_ACT, pk=pair),
    "story-draft": row(MEMBERS, MEMBERS_ACT, pk=pair, data=lambda c: {"words": "We met."}),
}
