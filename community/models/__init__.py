from community.models.circles import CircleRound, CircleSeat, ProposedCircle
from community.models.exercises import ExerciseAnswer
from community.models.group_life import Mention, PlanStep, Post, ShelfItem
from community.models.groups import Group, Membership
from community.models.library import Resource, ResourceFile, ResourceVersion
from community.models.library_readers import LibraryWord, LinkReport, Recommendation, SavedResource
from community.models.office_hours import OfficeHours
from community.models.paths import CheckQuestion, Path, PathProgress, PathStep, StepDone
from community.models.session_answers import ClinicFollowUp, SessionFeed, SessionFeedback
from community.models.sessions import Rsvp, Session

__all__ = [
    "CheckQuestion",
    "CircleRound",
    "CircleSeat",
    "ClinicFollowUp",
    "ExerciseAnswer",
    "Group",
    "LibraryWord",
    "LinkReport",
    "Membership",
    "Mention",
    "OfficeHours",
    "Path",
    "PathProgress",
    "PathStep",
    "PlanStep",
    "Post",
    "ProposedCircle",
    "Recommendation",
    "Resource",
    "ResourceFile",
    "ResourceVersion",
    "Rsvp",
    "SavedResource",
    "Session",
    "SessionFeed",
    "SessionFeedback",
    "ShelfItem",
    "StepDone",
]
