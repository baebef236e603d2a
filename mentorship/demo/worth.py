"""What people say their meetings and their time together were worth."""

import datetime as dt

from checkins.models import CheckIn, Meeting, MeetingValue
from checkins.questions import ONCE_OPEN_FOR
from matching.models import Pair
from mentorship.demo.dice import dice
from mentorship.demo.scene import Scene

SCORES, HOW_OFTEN = (1, 2, 3, 4, 5), (2, 6, 22, 45, 25)
ANSWERS = (CheckIn.Answer.WORTH_IT, CheckIn.Answer.PARTLY, CheckIn.Answer.NOT_WORTH)
# Of a hundred members, how many say it.
TAP, CLOSE = 60, 80


def write(scene: Scene) -> None:
    meetings = Meeting.objects.held().filter(ends_at__lt=scene.now).select_related("pair")
    MeetingValue.objects.bulk_create(
        [value for meeting in meetings for value in _values(meeting)], ignore_conflicts=True
    )
    over = Pair.objects.filter(state=Pair.State.ENDED, ended_on__isnull=False)
    CheckIn.objects.bulk_create(
        [answer for pair in over for answer in _answers(pair)], ignore_conflicts=True
    )


def _values(meeting: Meeting) -> list[MeetingValue]:
    chance = dice("worth", meeting.pk)
    return [
        MeetingValue(
            meeting=meeting,
            author_id=author,
            score=chance.choices(SCORES, HOW_OFTEN)[0],
            said_at=meeting.ends_at,
        )
        for author in (meeting.pair.mentor_id, meeting.pair.mentee_id)
        if chance.randrange(100) < TAP
    ]


def _answers(pair: Pair) -> list[CheckIn]:
    chance = dice("close", pair.pk)
    asked = dt.datetime.combine(pair.ended_on or pair.ends_on, dt.time(9), tzinfo=dt.UTC)
    return [
        CheckIn(
            pair=pair,
            author_id=author,
            kind=CheckIn.Kind.CLOSE,
            period="once",
            asked_at=asked,
            closes_at=asked + ONCE_OPEN_FOR,
            answer=chance.choices(ANSWERS, (75, 20, 5))[0],
            answered_at=asked + dt.timedelta(hours=chance.randint(1, 20)),
        )
        for author in (pair.mentor_id, pair.mentee_id)
        if chance.randrange(100) < CLOSE
    ]
