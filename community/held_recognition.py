"""What recognition holds about a person (`profiles.held`)."""

from django.utils.translation import gettext_lazy as _

from community import models as tables
from profiles.held import Held

TABLES = [
    Held(
        tables.Kudos,
        _("Kudos you gave or got"),
        mine=("giver", "recipient"),
        shown=(
            *("from=giver__name", "to=recipient__name", "words", "skill=skill__name", "audience"),
            *("is_kept_private", "given_at", "gone_at"),
        ),
        gone=("giver", "recipient"),
    ),
    Held(
        tables.RecognitionChoice,
        _("Whether you are named in public"),
        mine=("profile",),
        shown=("shows_kudos", "shows_acts"),
        gone=("profile",),
    ),
    Held(
        tables.Story,
        _("Stories you wrote"),
        mine=("author",),
        shown=(
            *("title", "beginning", "doing", "now", "state", "written_at", "published_at"),
            "taken_down_reason",
        ),
        gone=("author",),
    ),
    Held(
        tables.StoryConsent,
        _("Stories that name you, and what you said"),
        mine=lambda profile, now: tables.StoryConsent.objects.filter(profile=profile).exclude(
            state=tables.StoryConsent.State.NAMED
        ),
        shown=("written_by=story__author__name", "state", "answered_at"),
        gone=("profile",),
    ),
    Held(
        tables.Nomination,
        _("Nominations you made"),
        mine=("nominator",),
        shown=("award=call__name", "nominee=nominee__name", "words", "made_at"),
        gone=("nominator", "nominee"),
    ),
    Held(
        tables.Nominee,
        _("Awards you were nominated for"),
        mine=("profile",),
        shown=("award=call__name", "state", "answered_at", "is_winner", "citation"),
        gone=("profile",),
    ),
    Held(
        tables.Juror,
        _("Juries you are in"),
        mine=("profile",),
        shown=("award=call__name",),
        gone=("profile",),
    ),
    Held(
        tables.Vote,
        _("Your votes"),
        mine=("voter",),
        shown=("award=call__name", "for=choice__name", "rank", "cast_at"),
        gone=("voter", "choice"),
    ),
    Held(
        tables.LeaderMark,
        _("Counted among the leaders"),
        mine=("profile",),
        shown=("since",),
        gone=("profile",),
    ),
    Held(
        tables.LeaderInvitation,
        _("Invitations to leaders"),
        mine=("profile",),
        shown=("sent_at",),
        gone=("profile",),
    ),
]
