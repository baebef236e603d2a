"""Who is behind a session: the user, the profile, whether they are HR and have a second step, and
what rooms above put into the frame of every page. One question, as every page wants all of it.
"""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Exists, OuterRef
from django.db.models.expressions import BaseExpression

from profiles.models import RoleGrant, User

# Recovery codes help back in; alone they are no second step.
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Filled by higher rooms in their `AppConfig.ready`: the attribute of the user, and how it is asked.
FACTS: dict[str, BaseExpression] = {}


class SessionUserBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        hr = RoleGrant.objects.filter(user=OuterRef("pk"), role=RoleGrant.Role.HR)
        steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
        people = User.objects.select_related("profile").annotate(
            _is_hr=Exists(hr), _has_second_step=Exists(steps), **FACTS
        )
        return people.filter(pk=user_id, is_active=True).first()


def has_second_step(user: User) -> bool:
    known: bool | None = getattr(user, "_has_second_step", None)
    return is_mfa_enabled(user, SECOND_STEPS) if known is None else known
