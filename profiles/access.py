"""Who may reach which person. Strangers and the missing get the same 404."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from profiles import contributions
from profiles.models import Erasure, Holiday, Profile, RoleGrant, Skill, User


def user_of(request: HttpRequest) -> User:
    """The signed-in user; LoginRequiredMiddleware has already turned everyone else away."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def profile_of(request: HttpRequest) -> Profile:
    """The reader's own profile, read once per request."""
    cached: Profile | None = getattr(request, "_own_profile", None)
    if cached is None:
        cached = Profile.objects.filter(user=user_of(request)).first()
        if cached is None:
            raise Http404
        request._own_profile = cached  # type: ignore[attr-defined]
    return cached


def is_hr(user: User | AnonymousUser) -> bool:
    """HR admin by an explicit grant; `is_superuser` gives nothing."""
    if not isinstance(user, User) or not user.is_active:
        return False
    cached: bool | None = getattr(user, "_is_hr", None)
    if cached is None:
        cached = RoleGrant.objects.filter(user=user, role=RoleGrant.Role.HR).exists()
        user._is_hr = cached  # type: ignore[attr-defined]
    return cached


# Rooms above say who else manages people's data: `matching` adds coordinators.
STAFF_CHECKS: list[Callable[[User], bool]] = []


def looks_after_programs(user: User) -> bool:
    """HR, or somebody a room above has given something to look after: a coordinator."""
    return is_hr(user) or (user.is_active and any(check(user) for check in STAFF_CHECKS))


def is_staff(user: User) -> bool:
    """HR, coordinators and superusers: they need a second factor and a short idle time."""
    return user.is_superuser or is_hr(user) or any(check(user) for check in STAFF_CHECKS)


def require_hr(request: HttpRequest) -> User:
    """The HR admin who asks, or 404: others need not know the page exists."""
    user = user_of(request)
    if not is_hr(user):
        raise Http404
    return user


def own_profile_to_change(request: HttpRequest) -> Profile:
    """The reader's own profile, locked until the transaction ends."""
    profile = Profile.objects.select_for_update().get(pk=profile_of(request).pk)
    request._own_profile = profile  # type: ignore[attr-defined]
    return profile


def get_person_for(user: User, pk: int) -> Profile:
    """A colleague's card; someone who left is seen by HR and by who was in a pair with them."""
    person = person_or_404(pk)
    if not (person.is_active or person.user_id == user.pk or is_hr(user)):
        reader = Profile.objects.filter(user=user).first()
        now = timezone.now()
        if reader is None or not contributions.were_partners(person, reader=reader, now=now):
            raise Http404
    return person


def get_managed_person(user: User, pk: int) -> Profile:
    """HR's view of a person, whether they are still here or not."""
    if not is_hr(user):
        raise Http404
    return person_or_404(pk)


def get_leaver(user: User, pk: int) -> Profile:
    """Somebody who has left, for HR; not who is already being erased."""
    person = get_managed_person(user, pk)
    if person.is_active or Erasure.objects.filter(profile=person).exists():
        raise Http404
    return person


def get_managed_skill(user: User, pk: int) -> Skill:
    if not is_hr(user) or not 0 < pk < 2**63:
        raise Http404
    return get_object_or_404(Skill.objects.select_related("merged_into", "proposed_by"), pk=pk)


def get_managed_holiday(user: User, pk: int) -> Holiday:
    if not is_hr(user) or not 0 < pk < 2**63:
        raise Http404
    return get_object_or_404(Holiday, pk=pk)


def person_or_404(pk: int) -> Profile:
    if not 0 < pk < 2**63:
        raise Http404
    return get_object_or_404(Profile.objects.select_related("user", "manager"), pk=pk)
