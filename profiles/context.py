from dataclasses import dataclass

from django.http import HttpRequest

from profiles.access import is_hr, profile_of
from profiles.models import Profile, User


@dataclass(frozen=True)
class Viewer:
    """The reader, for the shell of every page."""

    profile: Profile
    is_hr: bool

    @property
    def pk(self) -> int:
        return self.profile.pk

    @property
    def name(self) -> str:
        return self.profile.name


def viewer(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"viewer": None}
    return {"viewer": Viewer(profile_of(request), is_hr(user))}
