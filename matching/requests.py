"""A mentee asks a mentor themselves; the next one on their list follows by itself.

    requests.ask(mentee, mentor_id, message="…", goes_on=True, now=now)
    requests.accept(request, by=user, now=now)      # opens the pair; PlacesTakenError when full
    requests.not_now(request, by=user, now=now)     # private: the mentee reads no reason
    requests.stop(request, by=user, now=now)        # the mentee takes it back
    requests.tick(now=now)                          # deadlines, and requests nobody needs any more

A request leaves `asked` once, under a lock on its row, so that a second press, a double tick and
both people at one moment change nothing more.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from matching import asking, emails_pairing, market, pairs, places, publishing, vacancies
from matching.models import Enrollment, MentorRequest, Pair, Program, Wish
from matching.models.requests import MentorRequestQuerySet
from matching.rulebook import Rulebook
from outbox.queue import cancel, enqueue
from profiles import audit
from profiles.models import User
from profiles.workdays import add_working_days

State = MentorRequest.State
BATCH = 200


class RefusedError(Exception):
    """The request cannot be made or accepted; the text says why."""


def open_of(mentee: Enrollment) -> MentorRequest | None:
    return MentorRequest.objects.open().with_people().filter(mentee=mentee).first()


def ask(
    mentee: Enrollment, mentor_id: int, *, message: str, goes_on: bool, now: datetime
) -> MentorRequest:
    """RefusedError names the rule, or says that the mentor takes none now."""
    with transaction.atomic():
        Enrollment.objects.select_for_update().get(pk=mentee.pk)
        if asking.mentee_of(mentee.program, mentee.profile, now=now) is None:
            raise RefusedError(_("You cannot ask anybody in this program now."))
        mentor = asking.mentors_for(mentee, now=now).filter(pk=mentor_id).first()
        if mentor is None:
            raise RefusedError(_("This person does not mentor in this program now."))
        if text := asking.why_not(mentee, [mentor], now=now)[mentor.pk]:
            raise RefusedError(text)
        made = _made(mentee, mentor, message=message, goes_on=goes_on, now=now)
        audit.record("request.asked", made, by=mentee.profile.user)
    return made


def _made(
    mentee: Enrollment, mentor: Enrollment, *, message: str, goes_on: bool, now: datetime
) -> MentorRequest:
    days = mentee.program.request_days
    try:
        with transaction.atomic():
            made = MentorRequest.objects.create(
                mentee=mentee,
                mentor=mentor,
                message=message,
                goes_on=goes_on,
                asked_at=now,
                answer_by=add_working_days(now, days, mentor.profile.zone),
            )
    except IntegrityError as error:
        raise RefusedError(_("You have asked somebody already. Wait, or take it back.")) from error
    enqueue(
        "request-asked",
        key=f"request-asked:{made.pk}",
        to=mentor.profile.user,
        context={"request": made.pk},
        not_before=now,
        not_after=made.answer_by,
    )
    return made


@places.retry_on_conflict
def accept(request: MentorRequest, *, by: User, now: datetime) -> Pair | None:
    """The pair, or None when the request was over, or the two cannot be a pair any more (then the
    next one is asked)."""
    with transaction.atomic():
        row = _locked(request)
        if row is None:
            return None
        if not _may_be_a_pair(row):
            _end(row, State.CLOSED, by=by, now=now)
            return None
        pair = _open_pair(row, by=by, now=now)
        row.state, row.answered_at, row.pair = State.ACCEPTED, now, pair
        row.save(update_fields=["state", "answered_at", "pair"])
        audit.record("request.accepted", row, by=by)
        emails_pairing.tell(pair, pair.mentee, now=now)
    return pair


def _may_be_a_pair(row: MentorRequest) -> bool:
    """Rules may have come between the two since, also private ones, and people leave."""
    both = (row.mentor, row.mentee)
    if any(one.state != Enrollment.State.ACTIVE or not one.profile.is_active for one in both):
        return False
    if asking.group_is_too_small(row.mentee.program, row.mentor):
        return False
    book = Rulebook(row.mentee.program, {one.profile_id for one in both})
    return book.broken(row.mentor.profile_id, row.mentee.profile_id) is None


def _open_pair(row: MentorRequest, *, by: User, now: datetime) -> Pair:
    starts_on, ends_on = publishing.dates(row.mentee.program, now.date(), mentor=row.mentor)
    why = market.Market(row.mentee.program, [row.mentee_id], now=now)
    pair = pairs.open_pair(
        row.mentor,
        row.mentee,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        now=now,
        reasons=why.reasons_of(row.mentee_id, row.mentor_id),
    )
    vacancies.check(row.mentor)
    return pair


def not_now(request: MentorRequest, *, by: User, now: datetime) -> bool:
    with transaction.atomic():
        row = _locked(request)
        return row is not None and _end(row, State.NOT_NOW, by=by, now=now)


def stop(request: MentorRequest, *, by: User, now: datetime) -> bool:
    with transaction.atomic():
        row = _locked(request)
        return row is not None and _end(row, State.STOPPED, by=by, now=now)


def tick(*, now: datetime) -> int:
    """End the requests whose time is over or that nobody needs; how many."""
    ended = 0
    for request in _due(now)[:BATCH]:
        with transaction.atomic():
            row = _locked(request)
            if row is not None:
                ended += _end(row, _why(row, now), by=None, now=now)
    return ended


def _due(now: datetime) -> MentorRequestQuerySet:
    held = Pair.objects.filter(
        mentee_enrollment=OuterRef("mentee"), state__in=[*Pair.OPEN, Pair.State.AWAY]
    )
    active = Enrollment.State.ACTIVE
    here = Q(mentee__state=active, mentor__state=active, mentee__program__takes_requests=True)
    here &= Q(mentee__program__state=Program.State.RUNNING)
    rows = MentorRequest.objects.open()
    return rows.filter(Q(answer_by__lte=now) | Exists(held) | ~here).order_by("answer_by", "pk")


def _why(row: MentorRequest, now: datetime) -> str:
    return State.EXPIRED if row.answer_by <= now and _still_waits(row) else State.CLOSED


def _still_waits(row: MentorRequest) -> bool:
    """The mentee takes part, has nobody, and may ask."""
    program, mentee = row.mentee.program, row.mentee
    held = Pair.objects.filter(mentee_enrollment=mentee, state__in=[*Pair.OPEN, Pair.State.AWAY])
    is_open = program.takes_requests and program.state == Program.State.RUNNING
    return is_open and mentee.state == Enrollment.State.ACTIVE and not held.exists()


def _end(row: MentorRequest, state: str, *, by: User | None, now: datetime) -> bool:
    """Once; whoever has not said stop is told what comes next."""
    row.state, row.answered_at = state, now
    row.save(update_fields=["state", "answered_at"])
    cancel(keys=[f"request-asked:{row.pk}"])
    # What a mentor answers is theirs: the trail says that it is over, not who or how.
    audit.record("request.over", row, by=None if state == State.NOT_NOW else by)
    if state == State.STOPPED or not _still_waits(row):
        return True
    following = _next(row, now=now) if row.goes_on else None
    enqueue(
        "request-over",
        key=f"request-over:{row.pk}",
        to=row.mentee.profile.user,
        context={"request": row.pk, "next": following.pk if following else None},
        not_before=now,
    )
    return True


def _next(row: MentorRequest, *, now: datetime) -> MentorRequest | None:
    """Ask the highest wish that can be asked and has not been, with the same words."""
    wishes = Wish.objects.filter(enrollment=row.mentee).order_by("rank")
    ranks = {profile: n for n, profile in enumerate(wishes.values_list("wished", flat=True))}
    found = asking.mentors_for(row.mentee, now=now).filter(profile__in=ranks)
    mentors = sorted(found, key=lambda mentor: ranks[mentor.profile_id])
    if not mentors:
        return None
    closed = asking.why_not(row.mentee, mentors, now=now)
    mentor = next((one for one in mentors if not closed[one.pk]), None)
    if mentor is None:
        return None
    made = _made(row.mentee, mentor, message=row.message, goes_on=True, now=now)
    audit.record("request.next", made, by=None)
    return made


def _locked(request: MentorRequest) -> MentorRequest | None:
    """The row while it waits for an answer, locked; None when it is over."""
    rows = MentorRequest.objects.select_for_update(of=("self",)).with_people()
    return rows.filter(pk=request.pk, state=State.ASKED).first()
