"""When, how long and where: booking and moving ask the same; logging asks less."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkins import slots
from checkins.booking import Plan
from checkins.models import MeetingValue
from profiles.models import Profile
from profiles.widgets import ChoiceCards

OTHER = "other"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
MINUTES_ERRORS = {
    "required": _("Enter how many minutes"),
    "invalid": _("Minutes must be a whole number"),
    "min_value": _("Minutes must be between 5 and 480"),
    "max_value": _("Minutes must be between 5 and 480"),
}


class TimeForm(forms.Form):
    """One of the suggested times, or a day and time of one's own on the reader's clock.

    `known` is what the page showed (the newest upcoming meeting when booking, the version when
    moving); `sure` is the time a second press confirms.
    """

    use_required_attribute = False

    slot = forms.ChoiceField(
        label=_("Which day and time?"),
        widget=ChoiceCards(numbered=True),
        error_messages={
            "required": _("Choose a day and time"),
            "invalid_choice": _("Choose a day and time"),
        },
    )
    # Asked only of those who take none of the suggested times.
    day = forms.DateField(
        label=_("Day"),
        widget=DAY,
        error_messages={
            "required": _("Enter a day"),
            "invalid": _("Day must be a date like 2027-05-24"),
        },
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=TIME,
        error_messages={
            "required": _("Enter a time"),
            "invalid": _("Time must be a time like 15:30"),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=5, max_value=480, error_messages=MINUTES_ERRORS
    )
    place = forms.CharField(
        label=_("Place or link"), required=False, max_length=300,
        error_messages={"max_length": _("Place or link must be 300 characters or fewer")},
    )  # fmt: skip
    own = forms.BooleanField(
        label=_("No invitation: we have this date in our calendars already"), required=False
    )
    known = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sure = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def __init__(
        self,
        *args: Any,
        found: Sequence[slots.Slot],
        reader: Profile,
        other: Profile,
        is_move: bool = False,
        shows_usual: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        choices = [(slot.key, slot.words(reader, other)) for slot in found]
        posted = str(self.data.get("slot", "")) if self.is_bound else ""
        wanted = posted or str(self.initial.get("slot") or "")
        at = slots.parse_key(wanted)
        if at and wanted not in dict(choices):
            choices.append((wanted, slots.words(at, reader, other)))
        field = self.fields["slot"]
        field.choices = [*choices, (OTHER, _("Another day and time"))]  # type: ignore[attr-defined]
        if shows_usual:
            field.widget.hints = {slot.key: slot.usually(reader) for slot in found}
        if not choices:
            field.widget = forms.HiddenInput()
            self.initial["slot"] = OTHER
        if self.is_bound and posted != OTHER:
            self.fields["day"].required = self.fields["time"].required = False
        if is_move:
            del self.fields["own"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            data["starts_at"] = self._starts_at(data)
        return data

    def _starts_at(self, data: dict[str, Any]) -> dt.datetime | None:
        """In UTC. Of an hour the clocks repeat it is the first; one they skip does not exist."""
        if data["slot"] != OTHER:
            return slots.parse_key(data["slot"])
        wall = dt.datetime.combine(data["day"], data["time"], timezone.get_current_timezone())
        at = wall.astimezone(dt.UTC)
        if at.astimezone(wall.tzinfo).time() != wall.time():
            self.add_error("time", _("Time must be one the clocks do not skip that day"))
        return at

    def ask_again(self, **values: object) -> None:
        """Back to the reader as it was typed, with new hidden values for the next press."""
        data = dict(self.data.items())
        data.update({name: str(value) for name, value in values.items()})
        self.data = data

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(data["starts_at"], data["minutes"], data["place"].strip())


class LogForm(forms.Form):
    """A past meeting in one step: the day is enough. How useful it was is one tap, or none."""

    day = forms.DateField(
        label=_("Date"), widget=DAY,
        error_messages={
            "required": _("Enter a date"), "invalid": _("Date must be a date like 2027-05-24"),
        },
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=5, max_value=480,
        error_messages=MINUTES_ERRORS,
    )  # fmt: skip
    value = forms.TypedChoiceField(
        label=_("How useful was it?"), required=False, choices=MeetingValue.Score.choices,
        widget=forms.RadioSelect, coerce=int, empty_value=None,
        error_messages={"invalid_choice": _("Choose how useful it was, or leave it open")},
    )  # fmt: skip

    def __init__(self, *args: Any, today: dt.date, first_day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.first_day = today, first_day

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("Date must be today or earlier"))
        if day < self.first_day:
            raise forms.ValidationError(_("Date must be after you two were matched"))
        return day


class CancelForm(forms.Form):
    """The version the page showed: a newer one is not cancelled unread."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
