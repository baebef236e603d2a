"""HR looks at proposed circles: accept, take somebody out, drop, then publish.

Nothing goes out before Publish. Publishing makes a group of every accepted circle and invites its
people, once: whoever is asked to facilitate leads it with their yes. Every act locks the round.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import emails_groups, groups
from community.circle_forming import SIZE
from community.groups import Draft, RefusedError
from community.models import CircleRound, CircleSeat, Group, Membership, Path, ProposedCircle
from profiles import audit
from profiles.models import Skill, User

Decision = ProposedCircle.Decision
WEEKS, NOTICE = 6, dt.timedelta(days=14)


def seats_in(circle: ProposedCircle) -> int:
    return circle.seats.filter(is_out=False, profile__is_active=True).count()


@transaction.atomic
def accept(circle: ProposedCircle) -> None:
    """RefusedError when fewer than four are left in it."""
    _locked(circle.round)
    if seats_in(circle) < SIZE[0]:
        raise RefusedError(_("A circle needs 4 people. Put somebody back, or drop it."))
    ProposedCircle.objects.filter(pk=circle.pk).update(decision=Decision.ACCEPTED)


@transaction.atomic
def drop(circle: ProposedCircle) -> None:
    _locked(circle.round)
    ProposedCircle.objects.filter(pk=circle.pk).update(decision=Decision.DROPPED)


@transaction.atomic
def take_out(seat: CircleSeat) -> None:
    """Whoever knows most of the others facilitates then; a circle that is too small now is open
    again."""
    _locked(seat.circle.round)
    rows = CircleSeat.objects.filter(pk=seat.pk, is_out=False)
    if rows.update(is_out=True, facilitates=False):
        _facilitated(seat.circle)
    if seats_in(seat.circle) < SIZE[0]:
        accepted = ProposedCircle.objects.filter(pk=seat.circle_id, decision=Decision.ACCEPTED)
        accepted.update(decision=Decision.OPEN)


@transaction.atomic
def put_back(seat: CircleSeat) -> None:
    _locked(seat.circle.round)
    CircleSeat.objects.filter(pk=seat.pk, profile__is_active=True).update(is_out=False)
    _facilitated(seat.circle)


def _facilitated(circle: ProposedCircle) -> None:
    seats = list(circle.seats.filter(is_out=False, profile__is_active=True))
    if not seats or any(seat.facilitates for seat in seats):
        return
    offers = circle.skill.offers.filter(profile__in=[seat.profile_id for seat in seats])
    levels = dict(offers.values_list("profile_id", "level"))
    best = max(seats, key=lambda seat: (levels.get(seat.profile_id, 0), -seat.pk))
    CircleSeat.objects.filter(pk=best.pk).update(facilitates=True)


@transaction.atomic
def publish(made: CircleRound, *, by: User, now: dt.datetime) -> int:
    """How many groups there are; 0 when it was published or dropped before. What is not accepted
    is not published."""
    made = _locked(made, only_open=False)
    if not made.is_open:
        return 0
    rows = made.circles.filter(decision=Decision.ACCEPTED).select_related("skill")
    circles = list(rows.order_by("skill__name", "pk"))
    if not circles:
        raise RefusedError(_("Accept a circle first: nothing else goes out."))
    numbers: dict[int, int] = {}
    for circle in circles:
        numbers[circle.skill_id] = numbers.get(circle.skill_id, 0) + 1
        _open(circle, numbers[circle.skill_id], now=now)
    made.state, made.decided_at, made.decided_by = CircleRound.State.PUBLISHED, now, by
    made.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record("circles.published", made, by=by, data={"circles": len(circles)})
    return len(circles)


@transaction.atomic
def drop_round(made: CircleRound, *, by: User, now: dt.datetime) -> bool:
    made = _locked(made, only_open=False)
    if not made.is_open:
        return False
    made.state, made.decided_at, made.decided_by = CircleRound.State.DROPPED, now, by
    made.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record("circles.dropped", made, by=by)
    return True


def _open(circle: ProposedCircle, number: int, *, now: dt.datetime) -> None:
    """A group that gathers its people, each with an invitation."""
    seats = circle.seats.filter(is_out=False, profile__is_active=True)
    seats = seats.select_related("profile__user").order_by("-facilitates", "pk")
    group = groups.start(_draft(circle, number, now=now), by=None, now=now)
    ProposedCircle.objects.filter(pk=circle.pk).update(group=group)
    for seat in seats:
        role = Membership.Role.LEAD if seat.facilitates else Membership.Role.MEMBER
        row = Membership.objects.create(
            group=group,
            profile=seat.profile,
            role=role,
            state=Membership.State.INVITED,
            since=now,
        )
        emails_groups.tell_invited(row, now=now)


def _draft(circle: ProposedCircle, number: int, *, now: dt.datetime) -> Draft:
    day = timezone.localdate(now + NOTICE)
    starts_on = day + dt.timedelta(days=-day.weekday() % 7)
    words = {"skill": circle.skill.name, "n": number}
    name = _("%(skill)s circle") if number == 1 else _("%(skill)s circle %(n)d")
    topic = ngettext(
        "Colleagues who want to get better at %(skill)s, together, for %(weeks)d week.",
        "Colleagues who want to get better at %(skill)s, together, for %(weeks)d weeks.",
        WEEKS,
    )
    return Draft(
        kind=Group.Kind.CIRCLE,
        name=name % words,
        topic=topic % {**words, "weeks": WEEKS},
        entry=Group.Entry.ASK,
        rhythm=Group.Rhythm.WEEKLY,
        starts_on=starts_on,
        ends_on=starts_on + dt.timedelta(weeks=WEEKS),
        skills=[circle.skill],
        path=path_on(circle.skill),
        size_max=SIZE[1],
    )


def path_on(skill: Skill) -> Path | None:
    """The published path with most items of the library on this skill."""
    rows = Path.objects.filter(state=Path.State.PUBLISHED, steps__resource__skills=skill)
    return rows.annotate(n=Count("pk")).order_by("-n", "name").first()


def _locked(made: CircleRound, *, only_open: bool = True) -> CircleRound:
    row = CircleRound.objects.select_for_update(no_key=True).get(pk=made.pk)
    if only_open and not row.is_open:
        raise RefusedError(_("These circles are decided already."))
    return row
