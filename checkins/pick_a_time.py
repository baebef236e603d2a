"""The page that asks for a day and time: its form, its second press, and what came in between."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from checkins import booking, meeting_words, slots
from checkins.acting import Acting
from checkins.booking import ChangedError, RefusedError
from checkins.meeting_forms import OTHER, TimeForm
from checkins.models import Meeting, MeetingAct
from matching.models import Pair
from profiles.models import Profile
from profiles.zones import zone_name


@dataclass
class Pick:
    """One request of the page. `question` asks for a second press; `conflict` is what somebody
    else has done meanwhile."""

    pair: Pair
    acting: Acting
    form: TimeForm
    now: dt.datetime
    weeks_ahead: int
    meeting: Meeting | None = None
    question: str = ""
    conflict: Meeting | None = None

    @property
    def reader(self) -> Profile:
        """Whose clock the page is on."""
        return self.acting.presses

    @property
    def partner(self) -> Profile:
        return self.pair.partner_of(self.acting.person)

    def press(self) -> Meeting | None:
        """The meeting as it is now; None when the page has to be shown again."""
        if not self.form.is_valid():
            return None
        plan = self.form.plan()
        key = plan.starts_at.strftime(slots.KEY)
        if self.form.cleaned_data["sure"] != key and self._is_unusual(plan):
            self.form.ask_again(sure=key)
            return None
        try:
            return self._change(plan)
        except RefusedError as refused:
            self.form.add_error("slot", str(refused))
        except ChangedError as changed:
            self.conflict = changed.meeting
            known = changed.meeting.sequence if self.meeting else changed.meeting.pk
            self.form.ask_again(known=known)
        return None

    def _change(self, plan: booking.Plan) -> Meeting:
        known = self.form.cleaned_data["known"] or 0
        if self.meeting:
            return booking.move(self.meeting, plan, seen=known, acting=self.acting, now=self.now)
        return booking.book(
            self.pair,
            plan,
            acting=self.acting,
            now=self.now,
            known=known,
            is_own_date=self.form.cleaned_data["own"],
        )

    def _is_unusual(self, plan: booking.Plan) -> bool:
        if self.meeting and plan.starts_at == self.meeting.starts_at:
            return False
        for person in (self.partner, self.acting.person):
            if not slots.is_usual(person, plan.starts_at, plan.ends_at):
                self.question = self._outside(person, plan)
                return True
        return False

    def _outside(self, person: Profile, plan: booking.Plan) -> str:
        when = slots.words(plan.starts_at, self.reader, self.partner)
        if person == self.reader:
            return _("%(when)s is outside your hours. Send anyway?") % {"when": when}
        names = {"when": when, "name": person.first_name}
        return _("%(when)s is outside %(name)s’s hours. Send anyway?") % names

    def context(self) -> dict[str, Any]:
        return {
            "pair": self.pair,
            "partner": self.partner,
            "person": self.acting.person,
            "is_delegate": self.acting.delegate is not None,
            "form": self.form,
            "question": self.question,
            "conflict": self.conflict,
            "conflict_says": self._conflict_says(),
            "conflict_when": self._when(self.conflict),
            "versions": self._versions(),
            "meeting": self.meeting,
            "clock": zone_name(self.reader.zone.key),
            "weeks_ahead": self.weeks_ahead,
            "next_week": min(self.weeks_ahead + 1, slots.MOST_WEEKS_AHEAD),
            "nothing": self._nothing(),
        }

    def _nothing(self) -> slots.Nothing | None:
        found = [value for value, _label in self.form.fields["slot"].choices]  # type: ignore[attr-defined]
        if found != [OTHER] or self.acting.delegate:
            return None
        return slots.nothing(self.pair, self.acting.person, now=self.now)

    def _conflict_says(self) -> str:
        """ "Ben moved it to Wed 26 May, 11:00." Delegates read no names of acts."""
        if self.conflict is None or self.acting.delegate:
            return ""
        act = MeetingAct.objects.filter(meeting=self.conflict).select_related("by", "delegate")
        last = act.last()
        return meeting_words.said(last, self.acting.person) if last else ""

    def _versions(self) -> list[tuple[str, str]]:
        """Theirs and mine side by side, when somebody was quicker."""
        if self.conflict is None or self.meeting is None:
            return []
        theirs, mine = self.conflict, self.form.plan()
        when = slots.words(mine.starts_at, self.reader, self.partner)
        return [
            (_("As it is now"), _version(self._when(theirs), theirs.minutes, theirs.place)),
            (_("Your version"), _version(when, mine.minutes, mine.place)),
        ]

    def _when(self, meeting: Meeting | None) -> str:
        return meeting_words.when(meeting, self.reader, self.partner) if meeting else ""


def _version(when: str, minutes: int, place: str) -> str:
    length = _("%(n)d minutes") % {"n": minutes}
    return ", ".join(part for part in (when, length, place) if part)


def to_book(
    request: HttpRequest,
    pair: Pair,
    acting: Acting,
    *,
    now: dt.datetime,
    is_own_date: bool = False,
) -> Pick:
    """`?at=` preselects a time, `?week=` looks further ahead."""
    initial = {
        "slot": request.GET.get("at", ""),
        "minutes": pair.program.meeting_minutes,
        "own": is_own_date,
        "known": booking.newest_known(pair, now=now),
    }
    return _pick(request, pair, acting, now=now, initial=initial)


def to_move(request: HttpRequest, meeting: Meeting, acting: Acting, *, now: dt.datetime) -> Pick:
    local = meeting.starts_at.astimezone(acting.presses.zone)
    initial = {
        "slot": OTHER,
        "day": local.date(),
        "time": local.time(),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "known": meeting.sequence,
    }
    return _pick(request, meeting.pair, acting, now=now, initial=initial, meeting=meeting)


def _pick(
    request: HttpRequest,
    pair: Pair,
    acting: Acting,
    *,
    now: dt.datetime,
    initial: dict[str, object],
    meeting: Meeting | None = None,
) -> Pick:
    weeks_ahead = _weeks(request.GET.get("week", ""))
    form = TimeForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        found=slots.suggest(pair, now=now, weeks_ahead=weeks_ahead),
        reader=acting.presses,
        other=pair.partner_of(acting.person),
        is_move=meeting is not None,
        shows_usual=acting.delegate is None,
    )
    return Pick(pair, acting, form, now, weeks_ahead, meeting)


def _weeks(text: str) -> int:
    """Anything that is no number of weeks is this week."""
    return min(int(text), slots.MOST_WEEKS_AHEAD) if text.isdecimal() and len(text) < 4 else 0
