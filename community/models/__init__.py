from community.models.awards import AwardCall, Juror, Nomination, Nominee, Vote
from community.models.groups import Group, Membership
from community.models.kudos import Kudos
from community.models.leaders import LeaderInvitation, LeaderMark
from community.models.library import Resource
from community.models.paths import Path, PathStep
from community.models.recognition import NamelessPlace, RecognitionChoice, RecognitionRules
from community.models.sessions import Rsvp, Session
from community.models.stories import Story, StoryConsent

__all__ = [
    "AwardCall",
    "Group",
    "Juror",
    "Kudos",
    "LeaderInvitation",
    "LeaderMark",
    "Membership",
    "NamelessPlace",
    "Nomination",
    "Nominee",
    "Path",
    "PathStep",
    "RecognitionChoice",
    "RecognitionRules",
    "Resource",
    "Rsvp",
    "Session",
    "Story",
    "StoryConsent",
    "Vote",
]
