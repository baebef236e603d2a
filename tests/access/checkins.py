from django.utils import timezone

from checkins import farewell
from checkins.models import MentorWish
from tests.access.rows import EVERYONE, NO_GET, NO_POST, row
from tests.checkins.asked import ask, need_help
from tests.checkins.meetings import a_date, a_past_date
from tests.checkins.space import add_action, hand_over, write_agreement, write_note

MEMBERS = "L - R R - - - - -"
MEMBERS_NO_POST = "L x x x x x x x x"
WATCHERS = "L - - - - R R R -"


def pair(c):
    return c.pair.pk


def bens_question(c):
    return ask(c).pk


def a_cry(c):
    return need_help(c).pk


def meeting(c):
    return a_date(c.pair).pk


def past_meeting(c):
    return a_past_date(c.pair).pk


MEMBERS_POST = "L - > > - - - - -"


def a_goal_of_ben(c):
    return c.ben.goals.get().skill_id


def an_action(c):
    return add_action(c).pk


def bens_note(c):
    """Nobody but Ben reaches it: not his partner, not HR, not a superuser."""
    return write_note(c).pk


def dan_would_mentor(c):
    farewell.wish_to_mentor(c.dan, now=timezone.now())


def dans_wish(c):
    return MentorWish.objects.get(profile=c.dan).pk


def a_handover(c):
    hand_over(c.pair, "Closing the year")


ACT = "L - > > - - - - -"
ROWS = {
    # Whoever has one pair is led on at once, everybody else reads that there is none.
    "choose-pair": row("L R > > R R R R R", NO_POST, name=lambda c: "log"),
    "groups": row(EVERYONE, NO_POST),
    "made-possible": row(EVERYONE, NO_POST),
    "tell-my-manager": row(NO_GET, "L > > > > > > > >"),
    "pair": row(MEMBERS, NO_POST, pk=pair),
    "pair-plan": row(MEMBERS, NO_POST, pk=pair),
    "pair-agenda": row(MEMBERS, NO_POST, pk=pair, stage=lambda c: "first"),
    "pair-talks": row(MEMBERS, NO_POST, prepare=a_handover, pk=pair),
    "choose-topics": row(MEMBERS, MEMBERS, prepare=a_handover, pk=pair),
    "pair-meetings": row(MEMBERS, NO_POST, pk=pair),
    "agreement": row(MEMBERS, NO_POST, prepare=write_agreement, pk=pair),
    "edit-agreement": row(MEMBERS, MEMBERS, pk=pair),
    "sign-agreement": row(NO_GET, ACT, prepare=write_agreement, pk=pair),
    "pair-notes": row(MEMBERS, NO_POST, prepare=write_note, pk=pair),
    "add-note": row(MEMBERS, MEMBERS, pk=pair),
    "edit-note": row("L - - R - - - - -", "L - - R - - - - -", pk=bens_note),
    "delete-note": row(NO_GET, "L - - > - - - - -", pk=bens_note),
    "add-action": row(MEMBERS, MEMBERS, pk=pair),
    "edit-action": row(MEMBERS, MEMBERS, pk=an_action),
    "finish-action": row(NO_GET, ACT, pk=an_action),
    "reopen-action": row(NO_GET, ACT, pk=an_action),
    "delete-action": row(NO_GET, ACT, pk=an_action),
    "concern": row(MEMBERS, MEMBERS, pk=pair),
    "answer": row("L - - R - - - - -", "L - - R - - - - -", pk=bens_question),
    "answer-from-mail": row("-", "-", token=lambda c: "not-a-token"),
    "book-meeting": row(MEMBERS, MEMBERS, pk=pair),
    "own-date": row(NO_GET, MEMBERS_POST, pk=pair),
    "own-date-day": row(MEMBERS, MEMBERS, pk=pair),
    "log-meeting": row(MEMBERS, MEMBERS, pk=pair),
    "meeting": row(MEMBERS, NO_POST, pk=meeting),
    "move-meeting": row(MEMBERS, MEMBERS, pk=meeting),
    "cancel-meeting": row(MEMBERS, MEMBERS_POST, pk=meeting, data=lambda c: {"seen": "0"}),
    "hold-meeting": row(NO_GET, MEMBERS_POST, pk=past_meeting),
    "miss-meeting": row(NO_GET, MEMBERS_POST, pk=past_meeting),
    "meeting-file": row(MEMBERS, NO_POST, pk=meeting),
    "book-from-mail": row("-", "-", token=lambda c: "not-a-token"),
    "own-date-from-mail": row("-", "-", token=lambda c: "not-a-token"),
    "calendar-feed": row("-", "x", token=lambda c: "not-a-token"),
    "calendar-settings": row(EVERYONE, NO_POST),
    "renew-calendar": row(NO_GET, "L > > > > > > > >"),
    "switch-off-calendar": row(NO_GET, "L > > > > > > > >"),
    "delegate-settings": row(EVERYONE, EVERYONE),
    "end-delegation": row(NO_GET, "L > > > > > > > >"),
    "delegated": row(EVERYONE, NO_POST),
    "who-read": row(EVERYONE, NO_POST),
    "growth": row(EVERYONE, NO_POST),
    "say-start": row(NO_GET, "L - - > - - - - -", pk=pair, skill=a_goal_of_ben),
    "nudge-pair": row(NO_GET, "L - - - - > - > -", pk=pair),
    "suggest-times": row(NO_GET, "L - - - - > - > -", pk=pair),
    "hr-health": row(WATCHERS, NO_POST),
    # The coordinator gets a signal only when its author ticked the box; here nobody did.
    "handle-checkin": row(NO_GET, "L - - - - - - > -", pk=a_cry),
    "hr-wishes": row(WATCHERS, NO_POST, prepare=dan_would_mentor),
    # Dan is in Cora's program, not in Otto's.
    "handle-wish": row(NO_GET, "L - - - - > - > -", prepare=dan_would_mentor, pk=dans_wish),
    "read-feedback": row("L - - - - - - R -", "L - - - - - - R -", pk=a_cry),
}
