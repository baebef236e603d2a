"""Who decides about a meeting and who presses the button: the person, or a delegate for them."""

import datetime as dt
from dataclasses import dataclass

from checkins.models import Meeting, MeetingAct
from profiles.models import Profile


@dataclass(frozen=True)
class Acting:
    """`delegate` presses for `person`; every act is kept with both names."""

    person: Profile
    delegate: Profile | None = None

    @property
    def presses(self) -> Profile:
        return self.delegate or self.person


def note(
    meeting: Meeting, what: MeetingAct.What, acting: Acting | None, *, now: dt.datetime
) -> MeetingAct:
    return MeetingAct.objects.create(
        meeting=meeting,
        what=what,
        by=acting.person if acting else None,
        delegate=acting.delegate if acting else None,
        starts_at=meeting.starts_at,
        at=now,
    )
