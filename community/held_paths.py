"""What paths hold about a person (`profiles.held`)."""

from django.utils.translation import gettext_lazy as _

from community import exercises
from community import models as tables
from profiles.held import Held

NOTHING_OF_PEOPLE = "It says nothing about a person: texts for everybody."

TABLES = [
    Held(
        tables.PathProgress,
        _("Paths you have begun"),
        mine=("profile",),
        shown=("path=path__name", "started_at", "last_at", "finished_at", "shows_badge"),
        gone=("profile",),
    ),
    Held(
        tables.StepDone,
        _("Steps you have done"),
        mine=("progress__profile",),
        shown=("path=progress__path__name", "step=step__title", "at"),
        gone=("progress__profile",),
    ),
    exercises.HELD,
    Held(
        tables.PathStep,
        _("Steps of paths"),
        not_shown=_("Texts for everybody. What you wrote and did is above."),
        stays=NOTHING_OF_PEOPLE,
    ),
    Held(
        tables.CheckQuestion,
        _("Questions of checks"),
        not_shown=_("Texts for everybody. Nobody keeps what you answer."),
        stays=NOTHING_OF_PEOPLE,
    ),
]
