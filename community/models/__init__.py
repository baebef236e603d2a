from community.models.awards import AwardCall, Juror, Nomination, Nominee, Vote
from community.models.circles import CircleRound, CircleSeat, ProposedCircle
from community.models.exercises import ExerciseAnswer
from community.models.group_life import Mention, PlanStep, Post, ShelfItem
from community.models.groups import Group, Membership
from community.models.kudos import Kudos
from community.models.leaders import LeaderInvitation, LeaderMark
from community.models.library import Resource, ResourceFile, ResourceVersion
from community.models.library_readers import LinkReport, Recommendation, SavedResource
from community.models.office_hours import OfficeHours
from community.models.paths import CheckQuestion, Path, PathProgress, PathStep, StepDone
from community.models.questions import Answer, Asked, AskingChoice, Question
from community.models.recognition import NamelessPlace, RecognitionChoice, RecognitionRules
from community.models.session_answers import ClinicFollowUp, SessionFeed, SessionFeedback
from community.models.sessions import Rsvp, Session
from community.models.stories import Story, StoryConsent
from community.models.words import GroupWord, LibraryWord

__all__ = [
    "Answer",
    "Asked",
    "AskingChoice",
    "AwardCall",
    "CheckQuestion",
    "CircleRound",
    "CircleSeat",
    "ClinicFollowUp",
    "ExerciseAnswer",
    "Group",
    "GroupWord",
    "Juror",
    "Kudos",
    "LeaderInvitation",
    "LeaderMark",
    "LibraryWord",
    "LinkReport",
    "Membership",
    "Mention",
    "NamelessPlace",
    "Nomination",
    "Nominee",
    "OfficeHours",
    "Path",
    "PathProgress",
    "PathStep",
    "PlanStep",
    "Post",
    "ProposedCircle",
    "Question",
    "RecognitionChoice",
    "RecognitionRules",
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
    "Story",
    "StoryConsent",
    "Vote",
]
