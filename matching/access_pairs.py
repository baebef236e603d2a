"""Who may do what with a pair that is away."""

from datetime import datetime

from django.http import Http404

from matching.access import get_managed_pair, get_pair_for
from matching.models import Away, Pair
from profiles.models import Profile, User

GOES_ON = (Pair.State.ACTIVE, Pair.State.AWAY)


def get_going_pair_for(user: User, pk: int, *, now: datetime) -> Pair:
    """A pair that goes on or is away, for its two members."""
    pair = get_pair_for(user, pk, now=now)
    if pair.state not in GOES_ON:
        raise Http404
    return pair


def get_managed_going_pair(user: User, pk: int) -> Pair:
    pair = get_managed_pair(user, pk)
    if pair.state not in GOES_ON:
        raise Http404
    return pair


def may_change(absence: Away | None, person: Profile) -> bool:
    """Who is away moves the date and comes back; so does whoever set the date."""
    return absence is None or absence.is_of(person) or absence.set_by_id == person.user_id


def may_choose(absence: Away | None, person: Profile) -> bool:
    """The one who is still there chooses what happens meanwhile."""
    return absence is not None and not absence.is_of(person)
