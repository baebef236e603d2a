"""Coming and going: what happens, all at once, when someone leaves the company or returns."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.db import transaction

from profiles import audit, contributions, roles
from profiles.models import Erasure, Profile, User


@transaction.atomic
def deactivate(
    profile: Profile,
    by: User | None,
    now: dt.datetime,
    *,
    left_on: dt.date | None = None,
    reason: str = "",
) -> bool:
    """End the person's sessions, pairs and enrollments; False when they had already left."""
    locked = Profile.objects.select_for_update().get(pk=profile.pk)
    if not locked.is_active:
        return False
    profile.is_active, profile.left_on = False, left_on or now.date()
    profile.save(update_fields=["is_active", "left_on", "updated_at"])
    User.objects.filter(pk=profile.user_id).update(is_active=False)
    end_sessions(profile.user_id)
    for hook in contributions.LEAVER_HOOKS:
        hook(profile)
    audit.record("deactivated", profile, by=by, about=profile, reason=reason)
    return True


@transaction.atomic
def reactivate(profile: Profile, by: User | None, now: dt.datetime, *, reason: str = "") -> bool:
    """The person may sign in again; what has ended stays ended. False when they were here, or are
    to be erased."""
    locked = Profile.objects.select_for_update().get(pk=profile.pk)
    if locked.is_active or Erasure.objects.filter(profile=profile).exists():
        return False
    profile.is_active, profile.left_on = True, None
    profile.save(update_fields=["is_active", "left_on", "updated_at"])
    User.objects.filter(pk=profile.user_id).update(is_active=True)
    audit.record("reactivated", profile, by=by, about=profile, reason=reason)
    return True


@transaction.atomic
def dismiss(profile: Profile, by: User, now: dt.datetime, *, reason: str) -> bool:
    """Deactivation by hand. Raises roles.LastAdminError; an import is never refused."""
    roles.refuse_last(profile.user)
    return deactivate(profile, by, now, reason=reason)


def end_sessions(user_id: int) -> None:
    """Sign this user out everywhere."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()
