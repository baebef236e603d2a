"""What two people have done together, in figures that come from a row each.

A meeting counts once: when it was held here, when one of the two said in an answer that they had
met (and no meeting held here explains it), and when it took place before the pair was in here.
Meetings whose length nobody wrote down count at the length the program agreed.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import ratings
from checkins.models import CheckIn, Meeting
from matching.models import Pair
from profiles.models import Profile


@dataclass(frozen=True)
class Summary:
    held: int
    said: int
    before: int
    minutes: int
    growth: list[ratings.Growth]

    @property
    def meetings(self) -> int:
        return self.held + self.said + self.before

    @property
    def hours(self) -> int:
        """Whole hours, half an hour and more counts up; a single meeting is never "0 hours"."""
        return max(1, (self.minutes + 30) // 60) if self.meetings else 0

    @property
    def is_estimated(self) -> bool:
        """Some lengths are the agreed ones."""
        return self.said + self.before > 0

    @property
    def words(self) -> str:
        """ "11 meetings, 8 hours": for titles, subjects and the certificate."""
        meetings = ngettext("%(n)d meeting", "%(n)d meetings", self.meetings) % {"n": self.meetings}
        hours = ngettext("%(n)d hour", "%(n)d hours", self.hours) % {"n": self.hours}
        return f"{meetings}, {hours}"

    @property
    def how_counted(self) -> str:
        if not self.is_estimated:
            return _("From the meetings you held.")
        return _("From the meetings you held and your answers; where nobody wrote down the length, "
                 "the agreed one counts.")  # fmt: skip


def of(pair: Pair, me: Profile, checkins: Iterable[CheckIn] | None = None) -> Summary:
    """As `me` reads it: how skills have grown is for their owner alone. `checkins` are all of the
    pair, where the caller has read them."""
    if checkins is None:
        checkins = CheckIn.objects.filter(pair=pair)
    held = list(Meeting.objects.held().filter(pair=pair))
    said = _said_without_a_meeting(checkins, sorted(meeting.starts_at for meeting in held))
    unknown = said + pair.meetings_before
    return Summary(
        held=len(held),
        said=said,
        before=pair.meetings_before,
        minutes=sum(meeting.minutes for meeting in held) + unknown * pair.program.meeting_minutes,
        growth=ratings.of_pair(pair, me),
    )


def _said_without_a_meeting(checkins: Iterable[CheckIn], held: list[dt.datetime]) -> int:
    """Questions answered "we met" with no meeting of ours since the question before; two answers
    to the same period are one meeting."""
    weekly = (row for row in checkins if row.kind == CheckIn.Kind.WEEKLY)
    rows = sorted(weekly, key=lambda row: (row.period, row.asked_at))
    asked: dict[str, dt.datetime] = {}
    answered: dict[str, dt.datetime] = {}
    for row in rows:
        asked.setdefault(row.period, row.asked_at)
        if row.has_met and row.answered_at:
            answered[row.period] = max(row.answered_at, answered.get(row.period, row.answered_at))
    counted, since = 0, dt.datetime.min.replace(tzinfo=dt.UTC)
    for period in asked:
        until = answered.get(period)
        if until and not any(since < moment <= until for moment in held):
            counted += 1
        since = until or since
    return counted
