from community.models.groups import Group, Membership
from community.models.library import Resource
from community.models.office_hours import OfficeHours
from community.models.paths import Path, PathStep
from community.models.session_answers import ClinicFollowUp, SessionFeed, SessionFeedback
from community.models.sessions import Rsvp, Session

__all__ = [
    "ClinicFollowUp",
    "Group",
    "Membership",
    "OfficeHours",
    "Path",
    "PathStep",
    "Resource",
    "Rsvp",
    "Session",
    "SessionFeed",
    "SessionFeedback",
]
