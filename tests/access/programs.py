from django.utils import timezone

from matching.models import JoinDraft
from outbox import links, queue
from outbox.models import Message
from tests.access.rows import row
from tests.people import enroll, make_person

MANAGERS = "L - - - - R - R -"
MANAGERS_ACT = "L - - - - > - > -"
MANAGERS_NO_POST = "L x x x x x x x x"
HR_PAGE = "L - - - - - - R -"
HR_ACT = "L - - - - - - > -"
EVERYONE = "L R R R R R R R R"
NO = "L x x x x x x x x"


def program(c):
    return c.program.pk


def pair(c):
    return c.pair.pk


def waiting(c):
    c.extra["waiting"] = enroll(c.program, make_person("Wim Boer"), state="applied").pk


def act(get, post, **options):
    return row(get, post, pk=program, **options)


def on_row(get, post, **options):
    return row(
        get, post, prepare=waiting, pk=program, enrollment=lambda c: c.extra["waiting"], **options
    )


def on_pair(get, post, **options):
    return row(get, post, pk=pair, **options)


def link(c, purpose, person, subject):
    queue.enqueue("joined", key=f"access {purpose}", to=person.user)
    message = Message.objects.get(key=f"access {purpose}")
    expires_at = timezone.now() + timezone.timedelta(days=3)
    address = links.url(message, purpose, person.user, str(subject), expires_at=expires_at)
    c.extra[purpose] = address.rstrip("/").rsplit("/", 1)[1]


def by_mail(purpose, person, subject):
    return row(
        "R", "R",
        prepare=lambda c: link(c, purpose, person(c), subject(c)),
        token=lambda c: c.extra[purpose],
    )  # fmt: skip


def draft(c):
    answers = {
        "role": "mentee", "goals": [str(c.ben.goals.first().skill_id)], "sentence": "Lead",
        "hours": [9, 10], "time_zone": "UTC", "is_checked": True,
    }  # fmt: skip
    for person in c.readers().values():
        if person:
            JoinDraft.objects.create(program=c.program, profile=person, answers=answers)


DETAILS = {
    "name": "Spring", "sign_up_opens": "2027-01-01", "sign_up_closes": "2027-02-01",
    "matching_on": "2027-02-10", "starts_on": "2027-02-20", "ends_on": "2027-08-01",
    "meeting_minutes": "45", "weeks_between_meetings": "2", "extension_weeks": "13",
}  # fmt: skip
REASON = {"reason": "Both asked for it"}
# Sign-up is open: whoever is in the audience may join; Ada, Ben and Dan are in already.
JOIN = "L R R R R R R R R"
JOIN_POST = "L > > > > > > > >"

ROWS = {
    "hr-programs": row("L - - - - R R R -", NO),
    "new-program": row(HR_PAGE, HR_ACT, data=lambda c: {"format": "buddy"}),
    "new-program-details": row(HR_PAGE, HR_ACT, data=lambda c: DETAILS, format_=lambda c: "buddy"),
    "hr-program": act(MANAGERS, NO),
    "hr-program-details": act(MANAGERS, MANAGERS_ACT, data=lambda c: DETAILS),
    "hr-program-audience": act(MANAGERS, MANAGERS_ACT, data=lambda c: {"kind": "rules", "sign_up": "open"}),
    "hr-program-coordinators": act(HR_PAGE, HR_ACT),
    "hr-program-policy": act(MANAGERS, MANAGERS),
    "start-program": act(NO, MANAGERS_ACT),
    "finish-program": act(NO, MANAGERS_ACT),
    "hr-enrollments": act(MANAGERS, NO),
    "enroll-people": act(MANAGERS, MANAGERS_ACT, data=lambda c: {"how": "rules"}),
    "accept-enrollment": on_row(NO, MANAGERS_ACT),
    "refuse-enrollment": on_row(MANAGERS, MANAGERS_ACT),
    "remove-enrollment": on_row(MANAGERS, MANAGERS_ACT),
    "pause-enrollment": on_row(MANAGERS, MANAGERS),
    "resume-enrollment": on_row(NO, MANAGERS_ACT),
    "hr-invitations": act(MANAGERS, MANAGERS_ACT, data=lambda c: {"how": "rules"}),
    "ask-to-mentor": act(NO, MANAGERS_ACT),
    "hr-pairs": act(MANAGERS, NO),
    "add-pair": act(MANAGERS, MANAGERS),
    "import-pairs": act(MANAGERS, MANAGERS),
    "write-pairs": act(NO, MANAGERS_ACT),
    "correct-pair": on_pair(MANAGERS, MANAGERS),
    "end-pair": on_pair(MANAGERS, MANAGERS_ACT, data=lambda c: REASON),
    "pair-conflict": on_pair(MANAGERS, NO),
    "ask-partners": on_pair(NO, MANAGERS_ACT),
    "keep-pair": on_pair(NO, MANAGERS_ACT, data=lambda c: REASON),
    "end-conflict": on_pair(NO, MANAGERS_ACT),
    "replace-pair": on_pair(NO, MANAGERS_ACT),
    "program": act(EVERYONE, NO),
    "join-role": act(JOIN, JOIN_POST, data=lambda c: {"role": "mentee"}),
    "join-skills": act(JOIN, JOIN, prepare=draft),
    "join-rhythm": act(JOIN, JOIN, prepare=draft),
    "join-check": act(JOIN, JOIN_POST, prepare=draft),
    "joined": act("L > R R R > > > >", NO),
    "leave-program": act("L > R R R > > > >", "L > > > > > > > >"),
    "pause-in-program": act("L - R R R - - - -", "L - R R R - - - -"),
    "resume-in-program": act(NO, "L > > > > > > > >"),
    "not-for-me": act(NO, "L > > > > > > > >"),
    "not-for-me-by-mail": by_mail("not-for-me", lambda c: c.dan, program),
    "agree-by-mail": by_mail("agree", lambda c: c.ben, pair),
}  # fmt: skip
