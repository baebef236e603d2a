"""Changing a session that has a date, calling it off, repeating it, giving it another host."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import sessions
from community.forms.moments import SKIPPED, day_field, minutes_field, moment, time_field
from community.forms.sessions import outcome_field, place_field, places_field, title_field
from community.models import Session
from community.session_changes import Change
from profiles.fields import PeopleField


class ChangeForm(forms.Form):
    """What a published session may still change; `seen` is the version the page showed."""

    use_required_attribute = False

    title = title_field(_("Title"))
    outcome = outcome_field()
    day = day_field(_("Day"))
    time = time_field(_("Time"))
    minutes = minutes_field(10, 480)
    place = place_field()
    capacity = places_field()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def __init__(self, data: QueryDict | None = None, *, session: Session) -> None:
        at = timezone.localtime(session.starts_at)
        initial = {
            "title": session.title,
            "outcome": session.outcome,
            "day": at.date(),
            "time": at.time(),
            "minutes": session.minutes,
            "place": session.place,
            "capacity": session.capacity,
            "seen": session.sequence,
        }
        super().__init__(data, initial=initial)
        self.session = session
        if session.is_clinic:
            del self.fields["minutes"]
        if session.is_clinic or session.office_id:
            del self.fields["capacity"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("day") and data.get("time"):
            at = moment(data["day"], data["time"])
            data["starts_at"] = at
            if at is None:
                self.add_error("time", SKIPPED)
            elif words := sessions.refuse_dates(at, now=timezone.now()):
                self.add_error("day", words)
        return data

    def change(self) -> Change:
        data = self.cleaned_data
        has_places = "capacity" in self.fields
        return Change(
            title=data["title"],
            outcome=data["outcome"],
            starts_at=data["starts_at"],
            minutes=data.get("minutes", self.session.minutes),
            place=data["place"],
            capacity=data["capacity"] if has_places else self.session.capacity,
        )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("A line for those who wanted to come"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("The line must be 400 characters or fewer")},
    )


COUNT_RULE = _("Sessions must be between 1 and 12")


class RepeatForm(forms.Form):
    count = forms.IntegerField(
        label=_("How many more"),
        help_text=_("Once a month: the same weekday of the month, the same time."),
        min_value=1,
        max_value=12,
        initial=3,
        error_messages={
            "required": _("Enter how many more sessions"),
            "invalid": _("Sessions must be a whole number"),
            "min_value": COUNT_RULE,
            "max_value": COUNT_RULE,
        },
    )


class HandOverForm(forms.Form):
    host = PeopleField(
        label=_("Who hosts it from now on?"),
        maximum=1,
        error_messages={
            "required": _("Choose who hosts it"),
            "too_many": _("Choose one person"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["host"]).ask(None)
