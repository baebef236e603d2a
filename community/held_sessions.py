"""What sessions hold about a person (`profiles.held`)."""

from django.utils.translation import gettext_lazy as _

from community import models as tables
from matching.held import COUNTED
from profiles.held import Held

PUBLIC = "It was announced to colleagues; its host becomes a former member."

TABLES = [
    Held(
        tables.Session,
        _("Sessions you hosted or proposed"),
        mine=("host",),
        shown=(
            *("kind", "state", "title", "outcome", "speaker", "group=group__name"),
            *("starts_at", "ends_at", "other_starts_at", "place", "reason", "came_of_it"),
        ),
        blank=("host",),
        emptied={"place": "", "reason": "", "came_of_it": "", "speaker": ""},
    ),
    Held(
        tables.Session.skills.through,
        _("Skills of your sessions"),
        mine=("session__host",),
        shown=("session=session__title", "skill=skill__name"),
        stays=PUBLIC,
    ),
    Held(
        tables.Session.resources.through,
        _("What your sessions gave to the library"),
        mine=("session__host",),
        shown=("session=session__title", "title=resource__title"),
        stays=PUBLIC,
    ),
    Held(
        tables.Rsvp,
        _("Sessions you went to"),
        mine=("profile",),
        shown=("session=session__title", "state", "since", "you_came=attended"),
        stays=COUNTED,
    ),
    Held(
        tables.SessionFeedback,
        _("What you said about sessions"),
        mine=("profile",),
        shown=("session=session__title", "answer", "words", "with_your_name=may_name", "said_at"),
        blank=("profile",),
        emptied={"words": "", "may_name": False},
    ),
    Held(
        tables.ClinicFollowUp,
        _("Whether your clinics held"),
        mine=("session__host",),
        shown=("session=session__title", "asked_at", "answer", "words", "answered_at"),
        blank=("session__host",),
        emptied={"words": ""},
    ),
    Held(
        tables.OfficeHours,
        _("Your office hours"),
        mine=("host",),
        shown=("title", "outcome", "place", "minutes", "created_at", "closed_at"),
        blank=("host",),
        emptied={"place": ""},
    ),
    Held(
        tables.OfficeHours.skills.through,
        _("Skills of your office hours"),
        mine=("officehours__host",),
        shown=("office_hours=officehours__title", "skill=skill__name"),
        stays=PUBLIC,
    ),
    # The address opens the calendar, so it is in no file: only that there is one.
    Held(
        tables.SessionFeed,
        _("Secret addresses of session calendars"),
        mine=("profile",),
        shown=("group=group__name", "made_at=renewed_at"),
        gone=("profile",),
    ),
]
