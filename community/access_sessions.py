"""Who may reach which session. Strangers and the missing get the same 404."""

from django.db.models import Q
from django.http import Http404

from community import session_feeds
from community.models import ClinicFollowUp, Group, OfficeHours, Rsvp, Session
from outbox.models import Link
from profiles.access import is_hr
from profiles.models import Profile, User

MAXIMUM_ID = 2**63
SEEN = Q(state__in=[Session.State.PUBLISHED, Session.State.HELD]) | Q(
    # A proposal that was taken back is nobody's business but the host's.
    state=Session.State.CANCELLED,
    other_starts_at=None,
)


def get_session_for(user: User, me: Profile, pk: int) -> Session:
    """What was published, for whom it is open; a proposal for its host; everything for HR."""
    rows = Session.objects.with_people().with_answer_of(me)
    if not is_hr(user):
        rows = rows.filter(SEEN | Q(host=me)).visible_to(me)
    session = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if session is None:
        raise Http404
    return session


def may_manage(user: User, me: Profile, session: Session) -> bool:
    return session.host_id == me.pk or is_hr(user)


def get_managed_session(user: User, me: Profile, pk: int) -> Session:
    """To change, call off, repeat or wrap up: its host, and HR for hosts who cannot."""
    session = get_session_for(user, me, pk)
    if not may_manage(user, me, session):
        raise Http404
    return session


def get_proposal(user: User, pk: int) -> Session:
    """What HR decides about, and what it has decided."""
    if not is_hr(user):
        raise Http404
    rows = Session.objects.with_people().select_related("decided_by").filter(office=None)
    session = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if session is None:
        raise Http404
    return session


def get_session_i_went_to(me: Profile, pk: int) -> Session:
    """For those with a place, whom the host has not seen missing."""
    mine = Rsvp.objects.going().exclude(attended=False).filter(profile=me)
    rows = Session.objects.with_people().filter(pk__in=mine.order_by().values("session"))
    session = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if session is None:
        raise Http404
    return session


def get_open_office(me: Profile, pk: int) -> OfficeHours:
    """Open to everybody while its host is here."""
    rows = OfficeHours.objects.filter(closed_at=None, host__is_active=True).select_related("host")
    office = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if office is None:
        raise Http404
    return office


def get_own_office(me: Profile, pk: int) -> OfficeHours:
    rows = OfficeHours.objects.filter(host=me, closed_at=None)
    office = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if office is None:
        raise Http404
    return office


def get_feed_group(me: Profile, pk: int) -> Group | None:
    """0 stands for the sessions open to everybody."""
    if pk == 0:
        return None
    for group in session_feeds.groups_of(me):
        if group.pk == pk:
            return group
    raise Http404


def session_of_link(link: Link) -> tuple[Session, Profile]:
    """What the mail asked about and its reader, while they still count as somebody who went."""
    me = Profile.objects.select_related("user").get(user=link.person_id)
    return get_session_i_went_to(me, _number(link)), me


def follow_up_of_link(link: Link) -> ClinicFollowUp:
    rows = ClinicFollowUp.objects.select_related("session__host__user", "session__group")
    found = rows.filter(pk=_number(link), session__host__user=link.person_id).first()
    if found is None:
        raise Http404
    return found


def _number(link: Link) -> int:
    _word, _colon, pk = link.subject.partition(":")
    return int(pk)
