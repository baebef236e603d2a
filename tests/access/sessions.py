from django.utils import timezone

from community import office_hours, session_feeds
from tests.access.rows import EVERYONE, HR_ONLY, NO_GET, NO_POST, row
from tests.community.sessions.world import a_group, a_proposal, a_session, ahead, held

# Ada hosts, Ben is in the group or has a place; everybody else is a colleague.
HOST_AND_HR = "L - R - - - - R -"
ACT_ALL = "L > > > > > > > >"


def open_session(c):
    return a_session(c.ada, capacity=3).pk


def of_a_closed_group(c):
    return a_session(c.ada, group=a_group(c.ben, entry="invited")).pk


def a_proposal_of_ada(c):
    return a_proposal(c.ada).pk


def over(c):
    return held(c.ada, c.ben).pk


def of_a_leaver(c):
    session = a_session(c.cora)
    c.cora.is_active = False
    c.cora.save(update_fields=["is_active"])
    return session.pk


def a_group_of_ben(c):
    return a_group(c.ben).pk


def adas_office(c):
    plan = office_hours.Plan("SQL questions", "Bring a query.", ahead(3), 20, 2, 2)
    return office_hours.start(plan, by=c.ada, now=timezone.now()).pk


def with_feed(c):
    session_feeds.renew(c.ben, None, now=timezone.now())


ROWS = {
    "sessions": row(EVERYONE, NO_POST, prepare=open_session),
    "my-sessions": row(EVERYONE, NO_POST, prepare=open_session),
    "past-sessions": row(EVERYONE, NO_POST, prepare=over),
    "propose-session": row(EVERYONE, EVERYONE),
    "propose-clinic": row(EVERYONE, EVERYONE),
    # By invitation: its members, its host, and HR who decided about it.
    "session": row("L - R R - - - R -", NO_POST, pk=of_a_closed_group),
    "session-file": row("L - R R - - - R -", NO_POST, pk=of_a_closed_group),
    "rsvp-session": row(NO_GET, "L - > > - - - > -", pk=of_a_closed_group),
    "leave-session": row(NO_GET, ACT_ALL, pk=open_session),
    "change-session": row(HOST_AND_HR, HOST_AND_HR, pk=open_session),
    "cancel-session": row(HOST_AND_HR, "L - > - - - - > -", pk=open_session),
    "repeat-session": row(HOST_AND_HR, HOST_AND_HR, pk=open_session),
    "wrap-up-session": row(HOST_AND_HR, "L - > - - - - > -", pk=over),
    "hand-over-session": row(HR_ONLY, HR_ONLY, pk=of_a_leaver),
    "session-question": row("L - - R - - - - -", "L - - R - - - - -", pk=over),
    "feedback-from-mail": row("-", "-", token=lambda c: "not-a-token"),
    "clinic-from-mail": row("-", "-", token=lambda c: "not-a-token"),
    "session-feed": row("-", "x", token=lambda c: "not-a-token"),
    "session-calendars": row(EVERYONE, NO_POST, prepare=with_feed),
    "renew-session-calendar": row(NO_GET, "L - - > - - - - -", group=a_group_of_ben),
    "switch-off-session-calendar": row(NO_GET, ACT_ALL, group=lambda c: 0),
    "office-hours": row(EVERYONE, NO_POST, prepare=adas_office),
    "office": row(EVERYONE, NO_POST, pk=adas_office),
    "open-office-hours": row(EVERYONE, EVERYONE),
    "close-office-hours": row(NO_GET, "L - > - - - - - -", pk=adas_office),
    "hr-content": row(HR_ONLY, NO_POST, prepare=a_proposal_of_ada),
    "session-proposal": row(HR_ONLY, NO_POST, pk=a_proposal_of_ada),
    "approve-session": row(NO_GET, HR_ONLY, pk=a_proposal_of_ada),
    "decline-session": row(NO_GET, HR_ONLY, pk=a_proposal_of_ada),
}
