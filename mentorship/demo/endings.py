"""A pair that has come to its end, with everything it leaves, and a concern that waits for HR."""

import datetime as dt

from checkins import closing, concerns, farewell
from checkins.models import Concern, Meeting, MeetingAct
from matching import pairs
from matching.models import Enrollment, Pair, Program
from mentorship.demo import matchmaking
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene

MEETINGS = 8
DIRECTORS = (8, 9)
LENGTH = dt.timedelta(minutes=45)
FROM_LEARNER = (
    "I can read a query now, and I know which questions are cheap to ask. Thank you for never "
    "answering before I had tried."
)
FROM_SHARER = (
    "You asked why so often that I rewrote half of our documentation. I will miss our Thursdays."
)
CONCERN = (
    "In our second meeting I said that I was thinking about another team. On Monday my team lead "
    "asked me about it. I had told nobody else."
)


def look_back(scene: Scene, program: Program, learners: list[Person]) -> None:
    """A director learned from the mentor a newcomer can sign in as; HR opened the pair by hand."""
    sharer = scene.company.lead("mentor")
    director = next(
        person
        for person in scene.company.people
        if person.level in DIRECTORS
        and person not in learners
        and person.department != sharer.department
    )
    matchmaking.enroll(scene, program, mentees=[director], mentors=[sharer])
    rows = Enrollment.objects.filter(program=program).select_related("profile", "program")
    pair = pairs.open_pair(
        rows.mentors().get(profile=scene.profile(sharer)),
        rows.mentees().get(profile=scene.profile(director)),
        starts_on=program.starts_on,
        ends_on=program.ends_on,
        by=scene.hr,
        now=scene.at(program.starts_on, 8),
        reasons=["You work in different departments."],
    )
    _meet(scene, pair)
    ended_at = scene.at(program.ends_on, 16)
    closing.finish(pair, by=pair.mentor.user, now=ended_at)
    an_hour_later = ended_at + dt.timedelta(hours=1)
    farewell.thank(pair, pair.mentee, FROM_LEARNER, may_keep=True, now=an_hour_later)
    farewell.thank(pair, pair.mentor, FROM_SHARER, now=ended_at + dt.timedelta(hours=2))


def _meet(scene: Scene, pair: Pair) -> None:
    first = scene.at(pair.starts_on + dt.timedelta(days=3), 14)
    starts = [first + dt.timedelta(weeks=2 * n) for n in range(MEETINGS)]
    last = scene.at(pair.ends_on, 0)
    held = Meeting.objects.bulk_create(
        Meeting(
            pair=pair,
            state=Meeting.State.HELD,
            starts_at=at,
            ends_at=at + LENGTH,
            booked_by=pair.mentee,
        )
        for at in starts
        if at < last
    )
    MeetingAct.objects.bulk_create(
        MeetingAct(meeting=one, what=what, by=pair.mentee, starts_at=one.starts_at, at=at)
        for one in held
        for what, at in (
            (MeetingAct.What.BOOKED, one.starts_at - dt.timedelta(days=5)),
            (MeetingAct.What.HELD, one.ends_at),
        )
    )


def a_concern(scene: Scene, pair: Pair) -> None:
    """Sent this morning, to HR; it has no answer yet."""
    mine = concerns.Report(
        kind=Concern.Kind.PASSED_ON,
        words=CONCERN,
        readers=[scene.lead("hr")],
        pair=pair,
    )
    concerns.report(pair.mentee, mine, now=scene.now - dt.timedelta(hours=3))
