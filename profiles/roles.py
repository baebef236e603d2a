"""Who is HR admin. There is always at least one who can still sign in."""

from django.db import transaction
from django.db.models import QuerySet

from profiles import audit
from profiles.models import RoleGrant, User


class LastAdminError(Exception):
    """Nobody would be left to run the programs."""


def grants() -> QuerySet[RoleGrant]:
    """Of HR admins who can sign in."""
    return RoleGrant.objects.filter(role=RoleGrant.Role.HR, user__is_active=True)


def admins() -> list[User]:
    return [grant.user for grant in grants().select_related("user").order_by("pk")]


@transaction.atomic
def grant_hr(user: User, *, by: User | None) -> bool:
    """False when they have the role already."""
    grant, created = RoleGrant.objects.get_or_create(
        user=user, role=RoleGrant.Role.HR, defaults={"granted_by": by}
    )
    if created:
        audit.record("HR role granted", grant, by=by, data={"user": user.pk})
    return created


@transaction.atomic
def revoke_hr(user: User, *, by: User | None) -> bool:
    """False when they do not have it. Raises LastAdminError."""
    grant = RoleGrant.objects.filter(user=user, role=RoleGrant.Role.HR).first()
    if grant is None:
        return False
    refuse_last(user)
    audit.record("HR role revoked", grant, by=by, data={"user": user.pk})
    grant.delete()
    return True


def refuse_last(user: User) -> None:
    """Raises LastAdminError when this is the only HR admin who can sign in.

    Locks every grant until the transaction ends: two who remove each other wait in line.
    """
    list(RoleGrant.objects.select_for_update().filter(role=RoleGrant.Role.HR).order_by("pk"))
    if [admin.pk for admin in admins()] == [user.pk]:
        raise LastAdminError
