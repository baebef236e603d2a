"""Who reaches which group. By invitation: nobody but its members and whoever is on the way in.
Everything else is 404, the same as missing."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from community.models import (
    CircleRound,
    CircleSeat,
    Group,
    Membership,
    PlanStep,
    Post,
    ProposedCircle,
    ShelfItem,
)
from profiles.access import profile_of, require_hr

Row = TypeVar("Row", bound=Model)
MAXIMUM_ID = 2**63
Seen = tuple[Group, Membership | None]
Mine = tuple[Group, Membership]


def get_group(request: HttpRequest, pk: int) -> Seen:
    """A group this person may see, with how they stand to it."""
    me = profile_of(request)
    rows = Group.objects.visible_to(me).select_related("path")
    group = _one(rows, pk)
    mine = Membership.objects.filter(group=group, profile=me).first()
    if mine is not None:
        mine.group, mine.profile = group, me
    return group, mine


def get_group_to_join(request: HttpRequest, pk: int) -> Seen:
    """Visible and alive."""
    group, mine = get_group(request, pk)
    if group.is_over:
        raise Http404
    return group, mine


def get_own_group(request: HttpRequest, pk: int) -> Mine:
    """For its members, also when it is over."""
    group, mine = get_group(request, pk)
    if mine is None or not mine.is_member:
        raise Http404
    return group, mine


def get_living_group(request: HttpRequest, pk: int) -> Mine:
    """For its members, to write in."""
    group, mine = get_own_group(request, pk)
    if group.is_over:
        raise Http404
    return group, mine


def get_managed_group(request: HttpRequest, pk: int) -> Mine:
    """For whoever leads or helps to lead, while it is alive."""
    group, mine = get_living_group(request, pk)
    if not mine.manages:
        raise Http404
    return group, mine


def get_led_group(request: HttpRequest, pk: int) -> Mine:
    group, mine = get_living_group(request, pk)
    if not mine.is_lead:
        raise Http404
    return group, mine


def get_own_membership(request: HttpRequest, pk: int, *states: str) -> Membership:
    """How I stand to a group, while it is so."""
    _group, mine = get_group_to_join(request, pk)
    if mine is None or (states and mine.state not in states):
        raise Http404
    return mine


def get_managed_membership(request: HttpRequest, pk: int) -> Membership:
    """Somebody in a group, or on the way, for those who lead it."""
    row = _one(Membership.objects.select_related("profile__user"), pk)
    row.group, _mine = get_managed_group(request, row.group_id)
    return row


def get_led_membership(request: HttpRequest, pk: int) -> Membership:
    """Another member, for the one who leads."""
    row = _one(Membership.objects.members().select_related("profile__user"), pk)
    row.group, mine = get_led_group(request, row.group_id)
    if row.pk == mine.pk:
        raise Http404
    return row


def get_step(request: HttpRequest, pk: int) -> PlanStep:
    step = _one(PlanStep.objects.all(), pk)
    step.group, _mine = get_living_group(request, step.group_id)
    return step


def get_thread(request: HttpRequest, pk: int) -> Post:
    """A post to answer, by any member."""
    post = _one(Post.objects.select_related("author", "parent"), pk)
    post.group, _mine = get_living_group(request, post.group_id)
    return post


def get_own_post(request: HttpRequest, pk: int) -> Post:
    post = get_thread(request, pk)
    if post.author_id != profile_of(request).pk or not post.body:
        raise Http404
    return post


def get_post_to_delete(request: HttpRequest, pk: int) -> Post:
    """The author takes back their words; whoever leads may take any down."""
    post = _one(Post.objects.exclude(body=""), pk)
    post.group, mine = get_living_group(request, post.group_id)
    if post.author_id != mine.profile_id and not mine.manages:
        raise Http404
    return post


def get_shelf_item(request: HttpRequest, pk: int) -> ShelfItem:
    item = _one(ShelfItem.objects.select_related("resource"), pk)
    item.group, _mine = get_living_group(request, item.group_id)
    return item


def get_circle_round(request: HttpRequest, pk: int) -> CircleRound:
    require_hr(request)
    return _one(CircleRound.objects.select_related("asked_by", "decided_by__profile"), pk)


def get_proposed_circle(request: HttpRequest, pk: int) -> ProposedCircle:
    """A circle HR still decides on."""
    require_hr(request)
    rows = ProposedCircle.objects.select_related("round", "skill")
    return _one(rows.filter(round__state=CircleRound.State.REVIEW), pk)


def get_circle_seat(request: HttpRequest, pk: int) -> CircleSeat:
    require_hr(request)
    rows = CircleSeat.objects.select_related("circle__round", "profile")
    return _one(rows.filter(circle__round__state=CircleRound.State.REVIEW), pk)


def get_leaderless_group(request: HttpRequest, pk: int) -> Group:
    """For HR: only a group nobody leads."""
    require_hr(request)
    return _one(Group.objects.without_lead(now=timezone.now()), pk)


def _one(rows: "QuerySet[Row]", pk: int) -> Row:
    if not 0 < pk < MAXIMUM_ID:
        raise Http404
    return get_object_or_404(rows, pk=pk)
