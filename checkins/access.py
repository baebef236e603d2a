"""Who reaches a check-in: its author, and those who look after the pair."""

from django.http import Http404

from checkins import health
from checkins.models import CheckIn
from profiles.access import is_hr
from profiles.models import Profile, User

MAXIMUM_ID = 2**63


def get_own_checkin(profile: Profile, pk: int) -> CheckIn:
    rows = CheckIn.objects.select_related(
        "pair__program", "pair__mentor", "pair__mentee", "author__user"
    )
    checkin = rows.filter(pk=pk, author=profile).first() if pk < MAXIMUM_ID else None
    if checkin is None:
        raise Http404
    return checkin


def get_watched_checkin(user: User, pk: int) -> CheckIn:
    """A check-in of a pair this person looks after; blocked for members of the pair."""
    rows = CheckIn.objects.select_related("pair__mentor", "pair__mentee", "author")
    rows = rows.filter(pair__in=health.watched_by(user))
    if not is_hr(user):
        rows = rows.filter(tell_coordinator=True)
    checkin = rows.filter(pk=pk, answered_at__isnull=False).first() if pk < MAXIMUM_ID else None
    if checkin is None:
        raise Http404
    return checkin


def get_readable_feedback(user: User, pk: int) -> CheckIn:
    """Feedback of one answer: HR only, and only with a typed reason (see `reads`)."""
    if not is_hr(user):
        raise Http404
    return get_watched_checkin(user, pk)


def require_watcher(user: User) -> None:
    if not (is_hr(user) or user.coordinates.exists()):
        raise Http404
