"""What checkins holds about a person (`profiles.held`): what the two share, what one says alone,
and concerns.

A concern is in the download of who reported it, and of nobody else: whoever it names learns
nothing, neither from a line nor from a gap.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from checkins import models as tables
from checkins import notes, reads
from checkins.models import ConcernEntry
from matching.held import COUNTED, in_my_pairs
from profiles.held import Held
from profiles.models import AuditEvent, Profile

A_CASE = (
    "A case others work on and may have to prove: its words go a year after it is closed "
    "(checkins.concerns.purge). Names and addresses go at once: profiles.sweep."
)


def _own_entries(profile: Profile, now: datetime) -> "QuerySet[ConcernEntry]":
    """All the reporter reads on the page of the case, so not the notes of those who work on it."""
    mine = ConcernEntry.objects.filter(concern__reporter=profile)
    return mine.exclude(act__in=ConcernEntry.INTERNAL)


def _who_read(profile: Profile, now: datetime) -> "QuerySet[AuditEvent]":
    return reads.of_person(profile)


TERMS = ("goals", "ways_of_working", "confidentiality", "weeks_between", "minutes")
NO_WORDS = {"goals": "", "ways_of_working": "", "confidentiality": ""}

SHARED = [
    Held(
        tables.Agreement,
        _("Agreements"),
        mine=in_my_pairs(tables.Agreement, "pair"),
        shown=("pair", "version", *TERMS, "mentor_signed_at", "mentee_signed_at"),
        blank=("pair__mentor", "pair__mentee"),
        emptied=NO_WORDS,
    ),
    Held(
        tables.AgreementVersion,
        _("Former versions of agreements"),
        mine=in_my_pairs(tables.AgreementVersion, "agreement__pair"),
        shown=("pair=agreement__pair", "version", *TERMS),
        gone=("agreement__pair__mentor", "agreement__pair__mentee"),
    ),
    Held(
        tables.Meeting,
        _("Meetings"),
        mine=in_my_pairs(tables.Meeting, "pair"),
        shown=("pair", "state", "starts_at", "ends_at", "place", "booked_by=booked_by__name"),
        blank=("pair__mentor", "pair__mentee"),
        emptied={"place": ""},
    ),
    Held(
        tables.MeetingAct,
        _("What you did to meetings"),
        mine=("by", "delegate"),
        shown=("pair=meeting__pair", "what", "starts_at", "at", "done_for_you_by=delegate__name"),
        stays=COUNTED,
    ),
    Held(
        tables.OwnDate,
        _("Dates you set yourselves"),
        mine=("said_by",),
        shown=("pair", "said_at"),
        gone=("said_by",),
    ),
    Held(
        tables.Action,
        _("Actions"),
        mine=in_my_pairs(tables.Action, "pair"),
        shown=("pair", "text", "owner=owner__name", "due_on", "done_at"),
        gone=("owner",),
    ),
    Held(
        tables.Talk,
        _("Talks of a handover"),
        mine=in_my_pairs(tables.Talk, "pair"),
        shown=("pair", "number", "topic", "written_by=written_by__name"),
        blank=("written_by",),
        stays="What the work is about; the page in the library has its own rules.",
    ),
    Held(
        tables.Extension,
        _("Extensions you asked for"),
        mine=("asked_by",),
        shown=("pair", "until", "state", "asked_at"),
        stays=COUNTED,
    ),
    Held(
        tables.Thanks,
        _("Thanks you wrote or got"),
        mine=in_my_pairs(tables.Thanks, "pair"),
        shown=("pair", "from=author__name", "words", "sent_at", "mentor_may_keep_since=kept_since"),
        gone=("author",),
    ),
]

OWN = [
    Held(
        tables.CheckIn,
        _("Your answers"),
        mine=("author",),
        shown=(
            *("pair", "kind", "period", "asked_at", "answer", "score", "words"),
            *("tell_coordinator", "answered_at"),
        ),
        blank=("author",),
        emptied={"words": ""},
    ),
    Held(
        AuditEvent,
        _("Who read your confidential answers"),
        mine=_who_read,
        shown=("at", "who=actor__profile__name", "reason"),
        stays="It names people by numbers.",
    ),
    Held(
        tables.MeetingValue,
        _("How useful meetings were to you"),
        mine=("author",),
        shown=("meeting", "score", "said_at"),
        stays=COUNTED,
    ),
    Held(
        tables.SkillRating,
        _("How you rated your skills"),
        mine=("profile",),
        shown=("pair", "skill=skill__name", "stage", "level", "rated_at"),
        stays=COUNTED,
    ),
    Held(
        tables.NotTakenOff,
        _("Why a pair did not take off"),
        mine=("author",),
        shown=("pair", "reason", "said_at"),
        stays=COUNTED,
    ),
    Held(
        tables.MentorWish,
        _("Would like to mentor"),
        mine=("profile",),
        shown=("said_at",),
        gone=("profile",),
    ),
    Held(
        tables.StoryDraft,
        _("Stories you started"),
        mine=("author",),
        shown=("pair", "words", "updated_at"),
        gone=("author",),
    ),
    notes.HELD,
    Held(
        tables.Nudge,
        _("Weekly mails"),
        mine=("profile",),
        shown=("period", "decided_at", "steps"),
        gone=("profile",),
    ),
    Held(
        tables.HoldOut,
        _("Tips you got or were not sent, to measure whether they help"),
        mine=("profile",),
        shown=("template", "pair", "period", "was_not_sent=is_held", "at"),
        stays=COUNTED,
    ),
    Held(
        tables.Delegation,
        _("Who books for you, and for whom you book"),
        mine=("person", "delegate"),
        shown=("person=person__name", "delegate=delegate__name", "since", "ended_at"),
        gone=("person", "delegate"),
    ),
    # The address opens the calendar, so it is in no file: only that there is one.
    Held(
        tables.CalendarFeed,
        _("Secret address of your calendar"),
        mine=("profile",),
        shown=("made_at=renewed_at",),
        gone=("profile",),
    ),
]

CONCERNS = [
    Held(
        tables.Concern,
        _("Concerns you reported"),
        mine=("reporter",),
        shown=(
            *("reference", "kind", "words", "state", "reported_at", "acknowledged_at"),
            *("closed_at", "outcome"),
        ),
        stays=A_CASE,
    ),
    Held(
        ConcernEntry,
        _("Log of concerns you reported"),
        mine=_own_entries,
        shown=("reference=concern__reference", "at", "act", "words"),
        stays=A_CASE,
    ),
    Held(
        tables.ConcernPart,
        _("Readers of concerns"),
        not_shown=_("The page of a concern says who reads it."),
        stays=A_CASE,
    ),
    Held(
        tables.ContactStop,
        _("Contact you had stopped"),
        mine=("asked_by",),
        shown=("pair", "since", "ended_at"),
        stays="It keeps two people apart, whatever becomes of the case.",
    ),
]

TABLES = [*SHARED, *OWN, *CONCERNS]
