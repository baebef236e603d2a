"""Who reaches what: the space of a pair is for its two members, a meeting also for a delegate of
either, who books and moves it; a check-in for its author and for those who look after the pair.
"""

import datetime as dt

from django.http import Http404

from checkins import concerns, health, wishes
from checkins.acting import Acting
from checkins.models import Action, CheckIn, Concern, Delegation, Meeting, MentorWish, Talk
from checkins.models.concerns import REFERENCE_LENGTH, ConcernQuerySet
from matching.access import get_pair_for
from matching.models import Pair
from profiles.access import is_hr
from profiles.models import Profile, User

MAXIMUM_ID = 2**63
RUNNING = (Pair.State.ACTIVE, Pair.State.AWAY)


def get_space(user: User, pk: int, *, now: dt.datetime) -> Pair:
    """What two people share, once both know of the pair; open to read when it is over."""
    return _in_state(get_pair_for(user, pk, now=now), (*RUNNING, Pair.State.ENDED))


def get_running_space(user: User, pk: int, *, now: dt.datetime) -> Pair:
    """The same to write in: while the pair runs, or is away."""
    return _in_state(get_pair_for(user, pk, now=now), RUNNING)


def _in_state(pair: Pair, states: tuple[Pair.State, ...]) -> Pair:
    if pair.state not in states:
        raise Http404
    return pair


def get_talk(user: User, pk: int, *, now: dt.datetime) -> Talk:
    """A talk of a handover this person is in, while it runs."""
    talk = Talk.objects.filter(pk=pk).first() if pk < MAXIMUM_ID else None
    if talk is None:
        raise Http404
    talk.pair = get_running_space(user, talk.pair_id, now=now)
    return talk


def get_shared_action(user: User, pk: int, *, now: dt.datetime) -> Action:
    """An action of a pair this person is in, while the pair runs or is away."""
    rows = Action.objects.select_related("owner", "pair")
    action = rows.filter(pk=pk).first() if pk < MAXIMUM_ID else None
    if action is None:
        raise Http404
    action.pair = get_running_space(user, action.pair_id, now=now)
    return action


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


def get_watched_pair(user: User, pk: int) -> Pair:
    """An active pair this person looks after; blocked for its members."""
    require_watcher(user)
    pairs = health.watched_by(user).select_related("program", "mentor", "mentee")
    pair = pairs.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if pair is None:
        raise Http404
    return pair


def get_readable_feedback(user: User, pk: int) -> CheckIn:
    """Feedback of one answer: HR only, and only with a typed reason (see `reads`)."""
    if not is_hr(user):
        raise Http404
    checkin = get_watched_checkin(user, pk)
    if checkin.kind == CheckIn.Kind.MIDPOINT:  # Its line is between the two.
        raise Http404
    return checkin


def get_closing_pair(user: User, pk: int, *, now: dt.datetime) -> Pair:
    """A pair for its two members once they both know of it: running, away or over."""
    pair = get_pair_for(user, pk, now=now)
    if pair.state not in (Pair.State.ACTIVE, Pair.State.AWAY, Pair.State.ENDED):
        raise Http404
    return pair


def get_pair_i_learned_in(user: User, pk: int, *, now: dt.datetime) -> Pair:
    """For its mentee, who may let the mentor keep words; to the mentor it is not there."""
    pair = get_closing_pair(user, pk, now=now)
    if pair.mentee.user_id != user.pk:
        raise Http404
    return pair


def require_watcher(user: User) -> None:
    if not (is_hr(user) or user.coordinates.exists()):
        raise Http404


def get_open_wish(user: User, pk: int) -> MentorWish:
    require_watcher(user)
    rows = wishes.open_for(user).select_related("profile")
    wish = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if wish is None:
        raise Http404
    return wish


def readable_concerns(user: User) -> ConcernQuerySet:
    """The cases this person may open: on their list, and still HR or the second contact. A role
    alone opens nothing, and what is not here is in no list, count or queue of theirs."""
    if not _may_read_concerns(user):
        return Concern.objects.none()
    return Concern.objects.readable_by(user)


def require_concern_reader(user: User) -> None:
    """HR and the second contact have the page, with whatever is on their list."""
    if not _may_read_concerns(user):
        raise Http404


def _may_read_concerns(user: User) -> bool:
    if is_hr(user):
        return True
    profile: Profile | None = getattr(user, "profile", None)
    return user.is_active and profile is not None and concerns.is_second_contact(profile)


def get_readable_concern(user: User, reference: str) -> Concern:
    rows = readable_concerns(user).select_related(
        "reporter__user", "owner", "pair__mentor", "pair__mentee", "pair__program"
    )
    return _concern_or_404(rows, reference)


def get_own_concern(profile: Profile, reference: str) -> Concern:
    rows = Concern.objects.filter(reporter=profile).select_related(
        "owner", "reporter", "pair__mentor", "pair__mentee"
    )
    return _concern_or_404(rows, reference)


def _concern_or_404(rows: ConcernQuerySet, reference: str) -> Concern:
    found = rows.filter(reference=reference).first() if len(reference) == REFERENCE_LENGTH else None
    if found is None:
        raise Http404
    return found


def get_pair_to_book(user: User, pk: int, *, now: dt.datetime) -> tuple[Pair, Acting]:
    """An active pair for its members and their delegates, with who decides and who presses."""
    pair = _active(_seen_by_someone(user, pk, now=now))
    acting = _acting(user, pair, now=now)
    if acting is None:
        raise Http404
    return pair, acting


def get_own_pair(user: User, pk: int, *, now: dt.datetime) -> tuple[Pair, Profile]:
    """An active pair for its members alone: only they know whether they met."""
    pair = _active(get_pair_for(user, pk, now=now))
    return pair, pair.mentor if pair.mentor.user_id == user.pk else pair.mentee


def get_meeting_for(user: User, pk: int, *, now: dt.datetime) -> tuple[Meeting, Acting]:
    """A meeting for the members of its pair; for their delegates while it lies ahead."""
    meeting = Meeting.objects.with_people().filter(pk=pk).first() if pk < MAXIMUM_ID else None
    acting = _acting(user, meeting.pair, now=now) if meeting else None
    if meeting is None or acting is None:
        raise Http404
    is_ahead = meeting.state == Meeting.State.BOOKED and not meeting.is_over(now=now)
    if acting.delegate and not (is_ahead and meeting.pair.state == Pair.State.ACTIVE):
        raise Http404
    return meeting, acting


def get_own_meeting(user: User, pk: int, *, now: dt.datetime) -> tuple[Meeting, Profile]:
    """A meeting for the two who have it."""
    meeting, acting = get_meeting_for(user, pk, now=now)
    if acting.delegate:
        raise Http404
    return meeting, acting.person


def delegated_pairs(delegate: Profile, *, now: dt.datetime) -> list[tuple[Profile, Pair]]:
    """Whom this person books for, and the active pairs that person knows of."""
    found = []
    for row in Delegation.objects.open().filter(delegate=delegate).select_related("person"):
        pairs = Pair.objects.active().visible_to(row.person, now=now).with_people()
        found += [(row.person, pair) for pair in pairs]
    return found


def _seen_by_someone(user: User, pk: int, *, now: dt.datetime) -> Pair:
    pairs = Pair.objects.with_people().select_related("mentor__user", "mentee__user")
    pair = pairs.filter(pk=pk, visible_at__lte=now).first() if pk < MAXIMUM_ID else None
    if pair is None or not user.is_active:
        raise Http404
    return pair


def _acting(user: User, pair: Pair, *, now: dt.datetime) -> Acting | None:
    """A member acts for themselves, even if they are the other's delegate as well."""
    for person in (pair.mentor, pair.mentee):
        if person.user_id == user.pk:
            return Acting(person) if person.is_active and _knows(person, pair, now=now) else None
    rows = Delegation.objects.open().filter(
        delegate__user=user, person__in=[pair.mentor_id, pair.mentee_id]
    )
    for row in rows.select_related("person__user", "delegate").order_by("pk"):
        if _knows(row.person, pair, now=now):
            return Acting(row.person, row.delegate)
    return None


def _knows(person: Profile, pair: Pair, *, now: dt.datetime) -> bool:
    return Pair.objects.visible_to(person, now=now).filter(pk=pair.pk).exists()


def _active(pair: Pair) -> Pair:
    if pair.state != Pair.State.ACTIVE:
        raise Http404
    return pair
