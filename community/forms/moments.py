"""Days and times as people type them, on their own clock."""

import datetime as dt
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY_MISSING, TIME_MISSING = _("Enter a day"), _("Enter a time")
SKIPPED = _("Time must be one the clocks do not skip that day")


def day_field(label: "StrOrPromise", missing: "StrOrPromise" = DAY_MISSING) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DAY,
        error_messages={
            "required": missing,
            "invalid": _("Day must be a date like 2027-05-24"),
        },
    )


def time_field(label: "StrOrPromise", missing: "StrOrPromise" = TIME_MISSING) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=TIME,
        error_messages={
            "required": missing,
            "invalid": _("Time must be a time like 15:30"),
        },
    )


def minutes_field(lowest: int, highest: int, *, initial: int | None = None) -> forms.IntegerField:
    rule = _("Minutes must be between %(low)d and %(high)d") % {"low": lowest, "high": highest}
    return forms.IntegerField(
        label=_("Minutes"),
        initial=initial,
        min_value=lowest,
        max_value=highest,
        error_messages={
            "required": _("Enter how many minutes"),
            "invalid": _("Minutes must be a whole number"),
            "min_value": rule,
            "max_value": rule,
        },
    )


def moment(day: dt.date, time: dt.time) -> dt.datetime | None:
    """In UTC. Of an hour the clocks repeat it is the first; one they skip is None."""
    wall = dt.datetime.combine(day, time, timezone.get_current_timezone())
    at = wall.astimezone(dt.UTC)
    return at if at.astimezone(wall.tzinfo).time() == wall.time() else None
