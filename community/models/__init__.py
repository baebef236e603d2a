from community.models.groups import Group, Membership
from community.models.library import Resource, ResourceFile, ResourceVersion
from community.models.library_readers import (
    LibraryWord,
    LinkReport,
    Recommendation,
    SavedResource,
)
from community.models.paths import Path, PathStep
from community.models.sessions import Rsvp, Session

__all__ = [
    "Group",
    "LibraryWord",
    "LinkReport",
    "Membership",
    "Path",
    "PathStep",
    "Recommendation",
    "Resource",
    "ResourceFile",
    "ResourceVersion",
    "Rsvp",
    "SavedResource",
    "Session",
]
