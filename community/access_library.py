"""Who reaches which item of the library. What somebody may not see and what does not exist get the
same 404."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from community.models import Resource
from profiles.access import is_hr, profile_of, require_hr, user_of
from profiles.models import Profile, User

MAXIMUM_ID = 2**63
State = Resource.State
# What may be changed by whoever suggested it; what is published belongs to its owner.
BEFORE = (State.DRAFT, State.SUGGESTED, State.DECLINED)
AFTER = (State.PUBLISHED, State.RETIRED)


def seen_by(request: HttpRequest) -> QuerySet[Resource]:
    return Resource.objects.visible_to(profile_of(request), is_hr=is_hr(user_of(request)))


def get_resource(request: HttpRequest, pk: int) -> Resource:
    rows = seen_by(request).select_related("owner", "suggested_by")
    resource = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if resource is None:
        raise Http404
    return resource


def get_published(request: HttpRequest, pk: int) -> Resource:
    return _in(get_resource(request, pk), (State.PUBLISHED,))


def get_published_link(request: HttpRequest, pk: int) -> Resource:
    resource = get_published(request, pk)
    if resource.shape != Resource.Shape.LINK:
        raise Http404
    return resource


def get_editable(request: HttpRequest, pk: int) -> Resource:
    resource = get_resource(request, pk)
    if not may_edit(resource, profile_of(request), user_of(request)):
        raise Http404
    return resource


def get_looked_after(request: HttpRequest, pk: int) -> Resource:
    """What is, or was, in the library: for its owner and HR."""
    return _in(get_editable(request, pk), AFTER)


def get_own_unpublished(request: HttpRequest, pk: int) -> Resource:
    resource = _in(get_resource(request, pk), BEFORE)
    if resource.suggested_by_id != profile_of(request).pk:
        raise Http404
    return resource


def get_suggested(request: HttpRequest, pk: int) -> Resource:
    """What waits for HR; stays reachable for HR once it is decided, so that a second press says so
    instead of leading nowhere."""
    require_hr(request)
    resource = get_resource(request, pk)
    if resource.state == State.DRAFT:
        raise Http404
    return resource


def may_edit(resource: Resource, profile: Profile, user: User) -> bool:
    if resource.state in AFTER or resource.state == State.SUGGESTED:
        keeper = resource.owner_id if resource.state in AFTER else resource.suggested_by_id
        return keeper == profile.pk or is_hr(user)
    return resource.suggested_by_id == profile.pk


def _in(resource: Resource, states: tuple[State, ...]) -> Resource:
    if resource.state not in states:
        raise Http404
    return resource
