"""Proposing, changing and calling off a session."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import clinics, sessions
from community.forms.moments import SKIPPED, day_field, minutes_field, moment, time_field
from community.models import Group, Session
from community.session_feeds import groups_of
from community.sessions import Plan
from profiles.fields import SkillsField
from profiles.models import Profile

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PLACES = 5000
# Office hours and problem clinics have pages of their own.
KINDS = [
    ("", _("Choose a kind")),
    *(
        (kind.value, kind.label)
        for kind in Session.Kind
        if kind not in {Session.Kind.OFFICE_HOUR, Session.Kind.CLINIC}
    ),
]
PLACES_RULE = _("Places must be between 1 and 5,000")


def title_field(label: "StrOrPromise") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=120,
        error_messages={
            "required": _("Enter a title"),
            "max_length": _("Title must be 120 characters or fewer"),
        },
    )


def outcome_field() -> forms.CharField:
    return forms.CharField(
        label=_("What will people be able to do afterwards?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter what people will be able to do afterwards"),
            "max_length": _("What people can do afterwards must be 400 characters or fewer"),
        },
    )


def place_field() -> forms.CharField:
    return forms.CharField(
        label=_("Place or link"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Place or link must be 300 characters or fewer")},
    )


def places_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Places"),
        help_text=_("Left empty, everybody who wants to can come."),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        error_messages={
            "invalid": _("Places must be a whole number"),
            "min_value": PLACES_RULE,
            "max_value": PLACES_RULE,
        },
    )


def skills_field() -> SkillsField:
    return SkillsField(label=_("Skills it is about"), required=False, maximum=3)


def first_day() -> forms.DateField:
    return day_field(_("First possible day"), _("Enter the first possible day"))


def first_time() -> forms.TimeField:
    return time_field(_("Its time"), _("Enter the time of the first day"))


def second_day() -> forms.DateField:
    return day_field(_("Second possible day"), _("Enter the second possible day"))


def second_time() -> forms.TimeField:
    return time_field(_("Its time"), _("Enter the time of the second day"))


class TwoDates(forms.Form):
    """What every proposal has: a title, what it is for, and two possible dates."""

    use_required_attribute = False

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile
        cast(SkillsField, self.fields["skills"]).ask(profile)
        mine = [group for group in groups_of(profile) if group.state == Group.State.RUNNING]
        self.groups = {str(group.pk): group for group in mine}
        choices = [("", _("Everybody")), *((pk, group.name) for pk, group in self.groups.items())]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]
        if not mine:
            del self.fields["group"]
        if sessions.leads_any(profile):
            for name in ("other_day", "other_time"):
                self.fields[name].required = False
            self.fields["other_day"].help_text = _("Not needed for a group you lead.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["group"] = self.groups.get(data.get("group") or "")
        data["starts_at"] = self._date(data, "day", "time")
        has_second = data.get("other_day") or data.get("other_time")
        if has_second or not sessions.leads(self.profile, data["group"]):
            self._ask_second(data)
            data["other_starts_at"] = self._date(data, "other_day", "other_time")
            self._refuse_same(data)
        return data

    def _ask_second(self, data: dict[str, Any]) -> None:
        for name in ("other_day", "other_time"):
            if name not in self.errors and data.get(name) is None:
                self.add_error(name, self.fields[name].error_messages["required"])

    def _date(self, data: dict[str, Any], day: str, time: str) -> dt.datetime | None:
        if data.get(day) is None or data.get(time) is None:
            return None
        at = moment(data[day], data[time])
        if at is None:
            self.add_error(time, SKIPPED)
        elif words := sessions.refuse_dates(at, now=timezone.now()):
            self.add_error(day, words)
        return at

    def _refuse_same(self, data: dict[str, Any]) -> None:
        first, second = data["starts_at"], data["other_starts_at"]
        if first and first == second:
            self.add_error("other_day", _("The second date must be another one"))

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            kind=data.get("kind", Session.Kind.CLINIC),
            title=data["title"],
            outcome=data["outcome"],
            starts_at=data["starts_at"],
            minutes=data.get("minutes", 60),
            other_starts_at=data.get("other_starts_at"),
            place=data["place"],
            capacity=data["capacity"],
            speaker=data.get("speaker", ""),
            group=data["group"],
            skills=data["skills"],
        )


class ProposeForm(TwoDates):
    title = title_field(_("Title"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=KINDS,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a kind")),
    )
    outcome = outcome_field()
    minutes = minutes_field(15, 480, initial=45)
    day = first_day()
    time = first_time()
    other_day = second_day()
    other_time = second_time()
    place = place_field()
    capacity = places_field()
    speaker = forms.CharField(
        label=_("Guest from outside"),
        help_text=_("Name and company, if somebody else speaks."),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Guest from outside must be 120 characters or fewer")},
    )
    skills = skills_field()
    group = forms.ChoiceField(label=_("Who it is for"), required=False)


PEOPLE_RULE = _("People must be between 4 and 8, with you")


class ClinicForm(TwoDates):
    """One owner, one problem, an hour, four to eight people."""

    title = title_field(_("The problem, in one line"))
    outcome = forms.CharField(
        label=_("What would a good answer let you do?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter what a good answer would let you do"),
            "max_length": _("What a good answer lets you do must be 400 characters or fewer"),
        },
    )
    day = first_day()
    time = first_time()
    other_day = second_day()
    other_time = second_time()
    people = forms.IntegerField(
        label=_("People, with you"),
        min_value=clinics.FEWEST,
        max_value=clinics.MOST,
        initial=6,
        error_messages={
            "required": _("Enter how many people, with you"),
            "invalid": _("People must be a whole number"),
            "min_value": PEOPLE_RULE,
            "max_value": PEOPLE_RULE,
        },
    )
    place = place_field()
    skills = SkillsField(label=_("Skills that would help"), required=False, maximum=3)
    group = forms.ChoiceField(label=_("Who may come"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("people"):
            data["capacity"] = data["people"] - 1
        return data
