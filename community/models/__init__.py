from community.models.groups import Group, Membership
from community.models.library import Resource
from community.models.paths import Path, PathStep
from community.models.sessions import Rsvp, Session

__all__ = ["Group", "Membership", "Path", "PathStep", "Resource", "Rsvp", "Session"]
