"""What questions and answers hold about a person (`profiles.held`). They are between two people:
nothing of them stays but what both put into the library."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community import models as tables
from profiles.held import Held
from profiles.models import Profile


def _asked_once_more(profile: Profile, now: datetime) -> "QuerySet[tables.Answer]":
    return tables.Answer.objects.filter(question__asker=profile).exclude(follow_up="")


TABLES = [
    Held(
        tables.Question,
        _("Questions you asked colleagues"),
        mine=("asker",),
        shown=(
            *("title", "details", "skill=skill__name", "state", "asked_at", "closed_at"),
            *("wanted=wanted__name", "may_ask_managers"),
        ),
        gone=("asker",),
        blank=("wanted",),
        emptied={"wanted": None},
    ),
    Held(
        tables.Asked,
        _("Questions that were sent to you"),
        mine=("profile",),
        shown=("title=question__title", "asked_by=question__asker__name", "asked_at", "state"),
        gone=("profile",),
    ),
    Held(
        tables.Answer,
        _("Your answers"),
        mine=("author",),
        shown=(
            *("title=question__title", "words", "written_at", "helped_at", "sharing"),
            *("reply", "replied_at"),
        ),
        gone=("author",),
    ),
    Held(
        tables.Answer,
        _("What you asked once more about an answer"),
        mine=_asked_once_more,
        shown=("title=question__title", "follow_up", "follow_up_at"),
    ),
    Held(
        tables.AskingChoice,
        _("How many questions you take in a week"),
        mine=("profile",),
        shown=("most_a_week",),
        gone=("profile",),
    ),
]
