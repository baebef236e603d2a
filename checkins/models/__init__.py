from checkins.models.actions import Action
from checkins.models.agreements import Agreement, AgreementVersion
from checkins.models.checkins import CheckIn
from checkins.models.closing import Extension, MentorWish, NotTakenOff, StoryDraft, Thanks
from checkins.models.concerns import Concern, ConcernEntry, ConcernPart, ContactStop
from checkins.models.growth import SkillRating
from checkins.models.meetings import Meeting, MeetingAct, MeetingValue, OwnDate
from checkins.models.notes import Note
from checkins.models.nudges import HoldOut, Nudge, UntestedPlace
from checkins.models.reach import CalendarFeed, Delegation
from checkins.models.talks import Talk

__all__ = [
    "Action",
    "Agreement",
    "AgreementVersion",
    "CalendarFeed",
    "CheckIn",
    "Concern",
    "ConcernEntry",
    "ConcernPart",
    "ContactStop",
    "Delegation",
    "Extension",
    "HoldOut",
    "Meeting",
    "MeetingAct",
    "MeetingValue",
    "MentorWish",
    "NotTakenOff",
    "Note",
    "Nudge",
    "OwnDate",
    "SkillRating",
    "StoryDraft",
    "Talk",
    "Thanks",
    "UntestedPlace",
]
