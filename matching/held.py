"""What matching holds about a person (`profiles.held`): programs, pairs, requests, HR's review.

Nobody learns more from their download than from their pages: pairs they may not know of yet, who
excluded whom and what a mentor answered to a request are not in it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from matching import models as tables
from matching.models import Pair, Proposal, ProposalEvent
from profiles.held import Held
from profiles.held_tables import NUMBER, OF_STAFF
from profiles.models import Profile

COUNTED = "A fact of the program that is only ever counted; its person is nobody after an erasure."
REVIEW = _("HR’s work before it decides. What came of it is under “Pairs”.")
OF_BOTH = ("mentor__profile", "mentee__profile")


def in_my_pairs(table: type[Model], path: str) -> Callable[[Profile, datetime], "QuerySet[Any]"]:
    """Rows of pairs this person may know of."""

    def rows(profile: Profile, now: datetime) -> "QuerySet[Any]":
        pairs = Pair.objects.visible_to(profile, now=now)
        return table._default_manager.filter(**{f"{path}__in": pairs.values("pk")})

    return rows


def _rejected(profile: Profile, now: datetime) -> "QuerySet[Proposal]":
    """The database wants a reason there."""
    mine = Q(mentor__profile=profile) | Q(mentee__profile=profile)
    return Proposal.objects.filter(mine, decision=Proposal.Decision.REJECTED)


PROGRAMS = [
    Held(
        tables.Program,
        _("Programs you speak for"),
        mine=("sponsor",),
        shown=("program=name", "message=sponsor_message"),
        blank=("sponsor",),
        emptied={"sponsor_message": "", "sponsor": None},
    ),
    Held(
        tables.Enrollment,
        _("Programs you joined"),
        mine=("profile",),
        shown=(
            *("program=program__name", "role", "state", "capacity", "paused_until"),
            *("takes_requests", "by_default", "leaves_on", "joined_at"),
        ),
        stays=COUNTED,
    ),
    Held(
        tables.JoinDraft,
        _("Sign-ups you have not finished"),
        mine=("profile",),
        shown=("program=program__name", "answers", "updated_at"),
        gone=("profile",),
    ),
    Held(
        tables.Invitation,
        _("Invitations"),
        mine=("profile",),
        shown=("program=program__name", "state", "sent_at", "answered_at"),
        gone=("profile",),
    ),
    Held(
        tables.Wish,
        _("People you would like to be matched with"),
        mine=("enrollment__profile",),
        shown=("person=wished__name", "rank"),
        gone=("enrollment__profile", "wished"),
    ),
    Held(
        tables.Coordinator,
        _("Programs you coordinate"),
        mine=("user__profile",),
        shown=("program=program__name",),
        gone=("user__profile",),
    ),
    Held(
        tables.AudienceMember,
        _("Programs that are for you"),
        mine=("profile",),
        shown=("program=program__name",),
        gone=("profile",),
    ),
    Held(
        tables.PlaceAsk,
        _("Asked for one more place"),
        mine=("mentor__profile",),
        shown=("asked_at", "answer", "answered_at"),
        gone=("mentor__profile",),
    ),
]

PAIRS = [
    Held(
        Pair,
        _("Pairs"),
        mine=lambda profile, now: Pair.objects.visible_to(profile, now=now),
        shown=(
            *("program=program__name", "mentor=mentor__name", "mentee=mentee__name", "state"),
            *("starts_on", "ends_on", "ended_on", "reasons", "wave"),
        ),
        blank=("mentor", "mentee"),
        emptied={"reasons": [], "exception_reason": ""},
    ),
    Held(
        tables.Away,
        _("Times a pair was away"),
        mine=in_my_pairs(tables.Away, "pair"),
        shown=("pair", "since", "until", "back_on"),
        gone=("person",),
    ),
    Held(
        tables.ExitReason,
        _("Why you ended a pair"),
        mine=("author",),
        shown=("program=program__name", "reason", "said_on"),
        stays=COUNTED,
    ),
    # "Not now" and no answer read the same: the state is not in it.
    Held(
        tables.MentorRequest,
        _("Mentors you asked"),
        mine=("mentee__profile",),
        shown=("mentor=mentor__profile__name", "message", "asked_at", "answer_by"),
        gone=("mentee__profile",),
    ),
    Held(
        tables.MentorRequest,
        _("Mentees who asked you"),
        mine=("mentor__profile",),
        shown=("mentee=mentee__profile__name", "message", "state", "asked_at", "answered_at"),
        stays="The words are the mentee's own.",
    ),
]

HR_REVIEW = [
    Held(
        tables.PairParts,
        _("Points of your pairs"),
        not_shown=_("Numbers that are only read over a hundred pairs at a time."),
        gone=("pair__mentor", "pair__mentee"),
    ),
    Held(
        Proposal,
        _("Proposals"),
        not_shown=REVIEW,
        blank=OF_BOTH,
        emptied={"parts": [], "reasons": [], "flags": []},
    ),
    Held(
        Proposal,
        _("Proposals"),
        not_shown=REVIEW,
        blank=_rejected,
        emptied={"reason": "-"},
    ),
    Held(
        ProposalEvent,
        _("Decisions on proposals"),
        not_shown=REVIEW,
        blank=OF_BOTH,
        emptied={"reason": ""},
    ),
    Held(tables.ReviewComment, _("Comments of reviewers"), not_shown=REVIEW, gone=OF_BOTH),
    Held(
        tables.PairRule,
        _("Rules for two people"),
        not_shown=REVIEW,
        gone=("mentor", "mentee"),
    ),
    Held(tables.StartLot, _("Lots of who starts first"), not_shown=REVIEW, stays=COUNTED),
    Held(tables.SampledPair, _("Samples of reviewers"), not_shown=REVIEW, stays=COUNTED),
    Held(tables.Unmatched, _("Left out by a run"), not_shown=REVIEW, stays=COUNTED),
]

OF_THE_STAFF = [
    Held(table, title, not_shown=OF_STAFF, stays=NUMBER)
    for table, title in (
        (tables.Lab, _("Matching lab")),
        (tables.LabPolicy, _("Policies of the lab")),
        (tables.Policy, _("Policies")),
        (tables.PublishRequest, _("Requests to publish")),
        (tables.ReviewDesk, _("Desks of reviewers")),
        (tables.ReviewStep, _("Steps of reviewers")),
        (tables.Round, _("Rounds")),
        (tables.Run, _("Runs")),
        (tables.RunAdvice, _("Advice of runs")),
        (tables.RunPairs, _("Pairs of runs")),
        (tables.RunProof, _("Proofs of runs")),
    )
]

# `matching.frozen.erase_person` blanks the person in it.
FROZEN = Held(
    tables.FrozenInput,
    _("Frozen inputs"),
    not_shown=_("Numbers without names, which prove a run; nobody reads them."),
    stays="matching.frozen.erase_person blanks the person.",
)

TABLES = [*PROGRAMS, *PAIRS, *HR_REVIEW, *OF_THE_STAFF, FROZEN]
