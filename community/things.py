"""What a step points to outside its path: an item of the library, or a session."""

from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.models import PathStep, Resource, Session
from profiles.models import Profile
from profiles.zones import zone_name


@dataclass(frozen=True)
class Thing:
    """`url` is empty where this installation has no page for it."""

    title: str
    line: str
    url: str


def of(step: PathStep, reader: Profile) -> Thing | None:
    """What is there for this reader today; None when it was taken out, or is of a closed group."""
    if step.kind == PathStep.Kind.RESOURCE and step.resource:
        return _of_resource(step.resource)
    if step.kind == PathStep.Kind.SESSION and step.session:
        return _of_session(step.session, reader)
    return None


def _of_resource(resource: Resource) -> Thing | None:
    if resource.state != Resource.State.PUBLISHED:
        return None
    return Thing(
        resource.title,
        resource.summary or str(resource.get_kind_display()),
        _address(resource) or resource.url,
    )


def _of_session(session: Session, reader: Profile) -> Thing | None:
    if session.state not in (Session.State.PUBLISHED, Session.State.HELD) or session.group_id:
        return None
    when = date_format(session.starts_at.astimezone(reader.zone), "l, j F Y, H:i")
    names = {"when": when, "zone": zone_name(reader.time_zone)}
    return Thing(session.title, _("%(when)s (%(zone)s time)") % names, _address(session))


def _address(thing: Resource | Session) -> str:
    try:
        return thing.get_absolute_url()
    except NoReverseMatch:
        return ""
