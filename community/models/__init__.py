from community.models.exercises import ExerciseAnswer
from community.models.groups import Group, Membership
from community.models.library import Resource
from community.models.paths import CheckQuestion, Path, PathProgress, PathStep, StepDone
from community.models.sessions import Rsvp, Session

__all__ = [
    "CheckQuestion",
    "ExerciseAnswer",
    "Group",
    "Membership",
    "Path",
    "PathProgress",
    "PathStep",
    "Resource",
    "Rsvp",
    "Session",
    "StepDone",
]
