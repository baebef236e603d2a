"""Who may reach which person. Strangers and the missing get the same 404."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from profiles.models import Profile, RoleGrant, User


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


def require_hr(request: HttpRequest) -> User:
    """The HR admin who asks, or 404: others need not know the page exists."""
    user = user_of(request)
    if not is_hr(user):
        raise Http404
    return user


def get_person_for(user: User, pk: int) -> Profile:
    """A colleague's card; people who left are seen by HR only."""
    people = Profile.objects.select_related("user", "manager")
    person = people.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if person is None or not (person.is_active or person.user_id == user.pk or is_hr(user)):
        raise Http404
    return person
