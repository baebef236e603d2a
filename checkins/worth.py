"""What a mentor made possible, in figures of rows: meetings held, the time in them, and for whom.

Only meetings that were logged or held count; a yes in a check-in says that two met, not for how
long. Words of mentees are those their author lets this mentor keep (`checkins.kept_words`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Sum
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import kept_words
from checkins.models import Meeting
from profiles.models import Profile


@dataclass(frozen=True)
class Said:
    """What a mentee wrote and agreed to have passed on, under their name; `key` is its row."""

    text: str
    by: str
    key: int


@dataclass(frozen=True)
class Worth:
    people: int = 0
    meetings: int = 0
    minutes: int = 0
    programs: list[str] = field(default_factory=list)
    words: list[Said] = field(default_factory=list)

    @property
    def length(self) -> str:
        """ "8 hours and 15 minutes"."""
        hours, minutes = divmod(self.minutes, 60)
        parts = [
            ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
            ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes else "",
        ]
        return get_text_list([part for part in parts if part], _("and"))


def of(mentor: Profile) -> Worth:
    """Over all pairs in which this person showed the way, running and over."""
    return _counted(Meeting.objects.held().filter(pair__mentor=mentor), words=words_for(mentor))


def of_meetings(held: Sequence[Meeting]) -> Worth:
    """Of one pair, whose meetings are read already."""
    time = sum((meeting.ends_at - meeting.starts_at for meeting in held), dt.timedelta())
    return Worth(meetings=len(held), minutes=int(time.total_seconds() // 60))


def words_for(mentor: Profile) -> list[Said]:
    return [Said(row.words, row.author.name, row.pk) for row in kept_words.of(mentor)]


def _counted(meetings: QuerySet[Meeting], *, words: list[Said]) -> Worth:
    rows = meetings.order_by()
    found = rows.aggregate(
        people=Count("pair__mentee", distinct=True),
        meetings=Count("pk"),
        time=Sum(F("ends_at") - F("starts_at")),
    )
    time: dt.timedelta = found["time"] or dt.timedelta()
    programs = rows.values_list("pair__program__name", flat=True).distinct()
    return Worth(
        people=found["people"],
        meetings=found["meetings"],
        minutes=int(time.total_seconds() // 60),
        programs=sorted(programs) if found["meetings"] else [],
        words=words,
    )
