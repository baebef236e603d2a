"""Every row against people, dates, rules and places, in a constant number of queries.

A problem that a reason may carry says so; with a reason for its row (or one for all) it is settled.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from matching import enrollments, policies
from matching.audience import people_called
from matching.models import Enrollment, Pair, Program
from matching.pair_import.reading import Row
from matching.rulebook import Rulebook
from profiles.imports import dates
from profiles.models import Profile, User

MOST_PLACES = 10
MOST_MEETINGS = 500
NEW, SAME, CHANGED, WRONG = "new", "same", "changed", "wrong"


@dataclass(frozen=True)
class Problem:
    text: str
    may_be_excepted: bool = False
    code: str = ""


@dataclass
class Checked:
    """A row with what it means. `outcome` is new, same, changed or wrong."""

    row: Row
    mentor: Profile | None = None
    mentee: Profile | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    meetings: int = 0
    pair: Pair | None = None
    reason: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def facts(self) -> tuple[Profile, Profile, dt.date, dt.date] | None:
        """Mentor, mentee, start and end once all four are known."""
        if self.mentor and self.mentee and self.starts_on and self.ends_on:
            return self.mentor, self.mentee, self.starts_on, self.ends_on
        return None

    @property
    def unsettled(self) -> list[Problem]:
        return [p for p in self.problems if not (p.may_be_excepted and self.reason)]

    @property
    def asks_for_reason(self) -> bool:
        """Nothing but a reason is missing."""
        return bool(self.unsettled) and all(p.may_be_excepted for p in self.unsettled)

    @property
    def outcome(self) -> str:
        if self.unsettled:
            return WRONG
        if self.pair is None:
            return NEW
        before = (self.pair.starts_on, self.pair.ends_on, self.pair.meetings_before)
        return SAME if before == (self.starts_on, self.ends_on, self.meetings) else CHANGED

    @property
    def excepted(self) -> str:
        """The broken rule a reason carries."""
        return next((p.code for p in self.problems if p.may_be_excepted and p.code), "")


def check(
    program: Program,
    rows: Iterable[Row],
    *,
    by: User,
    today: dt.date,
    reasons: Mapping[int, str],
    reason_for_all: str = "",
) -> list[Checked]:
    found = [_read(program, row, today=today) for row in rows]
    for each in found:
        each.reason = reasons.get(each.row.number, "") or reason_for_all
    people = people_called([word for each in found for word in (each.row.mentor, each.row.mentee)])
    for each in found:
        _find_people(each, people, by=by)
    _find_pairs(program, found)
    _check_doubles(found)
    _check_rules(program, found)
    _check_places(program, found)
    _check_size(program, found)
    return found


def _read(program: Program, row: Row, *, today: dt.date) -> Checked:
    """The dates and the number of the row."""
    each = Checked(row, starts_on=dates.parse(row.start), ends_on=program.ends_on)
    if each.starts_on is None:
        each.problems.append(Problem(_("The start must be a date, like 2027-05-24.")))
    if row.end:
        each.ends_on = dates.parse(row.end)
    if each.ends_on is None:
        each.problems.append(Problem(_("The planned end must be a date, like 2027-05-24.")))
    elif each.ends_on <= today:
        each.problems.append(Problem(_("The planned end must be after today.")))
    elif each.starts_on and each.ends_on <= each.starts_on:
        each.problems.append(Problem(_("The planned end must be after the start.")))
    if row.meetings:
        if not (row.meetings.isascii() and row.meetings.isdigit() and len(row.meetings) <= 3
                and int(row.meetings) <= MOST_MEETINGS):  # fmt: skip
            text = _("Meetings so far must be a whole number from 0 to %(most)d.")
            each.problems.append(Problem(text % {"most": MOST_MEETINGS}))
        else:
            each.meetings = int(row.meetings)
    return each


def _find_people(each: Checked, people: Mapping[str, Profile], *, by: User) -> None:
    each.mentor = people.get(each.row.mentor.casefold())
    each.mentee = people.get(each.row.mentee.casefold())
    for word, person in ((each.row.mentor, each.mentor), (each.row.mentee, each.mentee)):
        if not word:
            each.problems.append(Problem(_("Enter both the mentor and the mentee.")))
        elif person is None:
            text = _("Nobody here has the address or number %(word)s.")
            each.problems.append(Problem(text % {"word": word}))
        elif person.user_id == by.pk:
            # Not even HR may learn what applies to their own pairs.
            text = _("You are in this pair. Ask somebody else of the program team to add it.")
            each.problems.append(Problem(text))


def _whole(found: Iterable[Checked]) -> list[tuple[Checked, Profile, Profile]]:
    return [
        (each, each.mentor, each.mentee)
        for each in found
        if each.mentor and each.mentee and not each.problems
    ]


def _find_pairs(program: Program, found: list[Checked]) -> None:
    ids = [mentee.pk for _each, _mentor, mentee in _whole(found)]
    rows = Pair.objects.open().filter(program=program, mentee__in=ids).select_related("mentor")
    by_mentee = {pair.mentee_id: pair for pair in rows}
    for each, mentor, mentee in _whole(found):
        pair = by_mentee.get(mentee.pk)
        if pair and pair.mentor_id == mentor.pk:
            each.pair = pair
        elif pair:
            text = _("%(name)s already has a mentor in this program.")
            each.problems.append(Problem(text % {"name": mentee.name}))


def _check_doubles(found: list[Checked]) -> None:
    first: dict[int, int] = {}
    for each, _mentor, mentee in _whole(found):
        if mentee.pk in first:
            text = _("%(name)s is in row %(row)d already.")
            words = {"name": mentee.name, "row": first[mentee.pk]}
            each.problems.append(Problem(text % words))
        else:
            first[mentee.pk] = each.row.number


def _check_rules(program: Program, found: list[Checked]) -> None:
    new = [(each, a, b) for each, a, b in _whole(found) if each.pair is None]
    book = Rulebook(program, {person.pk for _each, a, b in new for person in (a, b)})
    for each, mentor, mentee in new:
        code = book.broken(mentor.pk, mentee.pk)
        if code:
            may = book.may_be_excepted(code, mentor.pk, mentee.pk)
            each.problems.append(Problem(str(policies.BROKEN[code]), may, code))


def _check_places(program: Program, found: list[Checked]) -> None:
    """Places in the program and over all programs; people who left come back with a reason."""
    new = [(e, a, b) for e, a, b in _unblocked(found) if e.pair is None]
    ids = {person.pk for _each, a, b in new for person in (a, b)}
    rows = Enrollment.objects.filter(program=program, profile__in=ids)
    by_role = {(row.profile_id, row.role): row for row in rows}
    asked = Counter(mentor.pk for _each, mentor, _mentee in new)
    for each, mentor, mentee in new:
        row = by_role.get((mentor.pk, "mentor"))
        _check_capacity(each, mentor, row, asked[mentor.pk])
        for person, role in ((mentor, "mentor"), (mentee, "mentee")):
            there = by_role.get((person.pk, role))
            if there and there.state in {Enrollment.State.WITHDRAWN, Enrollment.State.REFUSED}:
                text = _("%(name)s has left this program or was not accepted.")
                each.problems.append(Problem(text % {"name": person.name}, True))


def _check_capacity(each: Checked, mentor: Profile, row: Enrollment | None, asked: int) -> None:
    used, places = (row.used, row.capacity) if row else (0, asked)
    overall = mentor.mentoring_used + asked
    most = max(used + asked, overall)
    words = {"name": mentor.name, "places": places, "asked": used + asked}
    if most > MOST_PLACES:
        text = _("%(name)s would have more than %(most)d people.")
        each.problems.append(Problem(text % {"name": mentor.name, "most": MOST_PLACES}))
    elif used + asked > places:
        text = _("%(name)s has %(places)d places here and would need %(asked)d.")
        each.problems.append(Problem(text % words, True))
    elif overall > mentor.mentoring_limit:
        words |= {"places": mentor.mentoring_limit, "asked": overall}
        text = _("%(name)s wants %(places)d people over all programs and would have %(asked)d.")
        each.problems.append(Problem(text % words, True))


def _check_size(program: Program, found: list[Checked]) -> None:
    left = enrollments.places_left(program)
    if left is None:
        return
    rows = Enrollment.objects.filter(program=program, state__in=enrollments.HOLDS_A_PLACE)
    inside = set(rows.values_list("profile_id", flat=True))
    for each, mentor, mentee in _unblocked(found):
        new = {mentor.pk, mentee.pk} - inside
        inside |= new
        left -= len(new)
        if left < 0:
            text = _("All places of the program are taken. Raise the number of people first.")
            each.problems.append(Problem(text))


def _unblocked(found: list[Checked]) -> list[tuple[Checked, Profile, Profile]]:
    """Rows that nothing but a reason could stop."""
    return [
        (each, each.mentor, each.mentee)
        for each in found
        if each.mentor and each.mentee and all(p.may_be_excepted for p in each.problems)
    ]
