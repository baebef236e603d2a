"""Writing checked rows: one transaction, checked again under locks, all rows or none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from matching import enrollments, pairs
from matching.audience import people_called
from matching.models import Enrollment, Pair, Program
from matching.pair_import import checking
from matching.pair_import.checking import CHANGED, NEW, Checked
from matching.pair_import.reading import Row
from matching.places import retry_on_conflict
from profiles import audit
from profiles.models import Profile, User


class NotWrittenError(Exception):
    """Some rows are wrong; nothing was written. `checked` says which and why."""

    def __init__(self, checked: list[Checked]) -> None:
        super().__init__("rows are wrong")
        self.checked = checked


@retry_on_conflict
@transaction.atomic
def write(
    program: Program,
    rows: Sequence[Row],
    *,
    by: User,
    now: datetime,
    reasons: Mapping[int, str],
    reason_for_all: str = "",
) -> Counter[str]:
    """How many rows were new, changed and same."""
    program = enrollments.locked(program)
    words = [word for row in rows for word in (row.mentor, row.mentee)]
    _lock_people(program, words)
    checked = checking.check(
        program,
        rows,
        by=by,
        today=now.date(),
        reasons=reasons,
        reason_for_all=reason_for_all,
    )
    if any(each.unsettled for each in checked):
        raise NotWrittenError(checked)
    return _written(program, checked, by=by, now=now)


def _written(program: Program, checked: list[Checked], *, by: User, now: datetime) -> Counter[str]:
    for each in checked:
        if each.outcome == NEW:
            _open(program, each, by=by, now=now)
        elif each.outcome == CHANGED:
            _correct(each, by=by)
    counts = Counter(each.outcome for each in checked)
    audit.record("pairs.imported", program, by=by, data=dict(counts))
    return counts


def _lock_people(program: Program, words: list[str]) -> None:
    """Places cannot move between the check and the writing; enrollments before people, as
    `places` takes them."""
    ids = [person.pk for person in people_called(words).values()]
    rows = Enrollment.objects.filter(program=program, profile__in=ids)
    list(rows.select_for_update(no_key=True).order_by("pk"))
    people = Profile.objects.filter(pk__in=ids).select_for_update(no_key=True)
    list(people.order_by("pk"))


def _open(program: Program, each: Checked, *, by: User, now: datetime) -> None:
    if each.facts is None:
        return
    mentor, mentee, starts_on, ends_on = each.facts
    mentor_row = _enrolled(program, mentor, Enrollment.Role.MENTOR, by=by)
    mentee_row = _enrolled(program, mentee, Enrollment.Role.MENTEE, by=by)
    _make_room(mentor_row)
    pairs.open_pair(
        mentor_row,
        mentee_row,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        now=now,
        meetings_before=each.meetings,
        exception_reason=each.reason if each.problems else "",
        excepted=each.excepted,
    )


def _enrolled(program: Program, person: Profile, role: str, *, by: User) -> Enrollment:
    row = Enrollment.objects.filter(program=program, profile=person, role=role).first()
    if row is None or row.state != Enrollment.State.ACTIVE:
        capacity = row.capacity if row else 1
        row, _entered = enrollments.enroll(
            program, person, role, capacity=capacity, state=Enrollment.State.ACTIVE
        )
        if row.state != Enrollment.State.ACTIVE:
            Enrollment.objects.filter(pk=row.pk).update(state=Enrollment.State.ACTIVE)
        audit.record("enrollment.with_pair", row, by=by, about=person)
    return Enrollment.objects.select_related("program", "profile").get(pk=row.pk)


def _make_room(mentor: Enrollment) -> None:
    """The check has asked for a reason where this is more than the person offered."""
    full = Enrollment.objects.filter(pk=mentor.pk, capacity=F("used"))
    full.update(capacity=F("used") + 1)
    at_limit = Profile.objects.filter(pk=mentor.profile_id, mentoring_limit=F("mentoring_used"))
    at_limit.update(mentoring_limit=F("mentoring_used") + 1)


def _correct(each: Checked, *, by: User) -> None:
    if each.facts is None or each.pair is None:
        return
    _mentor, _mentee, starts_on, ends_on = each.facts
    # A copy: the row still has to say that it was changed.
    pair = Pair.objects.get(pk=each.pair.pk)
    pairs.correct(pair, starts_on=starts_on, ends_on=ends_on, meetings=each.meetings, by=by)
