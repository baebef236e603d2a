"""What people write about themselves."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles import search
from profiles.fields import LanguagesField, LinesField
from profiles.forms.sections import SectionForm
from profiles.languages import language_names
from profiles.models import Profile
from profiles.widgets import HOUR_CHOICES, HourGrid
from profiles.zones import known_zones, lazy_zone_choices, zone_choices, zone_name

LONGEST_BIO = 1000


class AboutForm(SectionForm):
    preferred_name = forms.CharField(
        label=_("Preferred name"),
        help_text=_("What partners call you, when it is not your first name."),
        required=False,
        max_length=60,
        error_messages={"max_length": _("Preferred name must be 60 characters or fewer")},
    )
    bio = forms.CharField(
        label=_("About you"),
        help_text=_("Two or three sentences: what you do, and how you came here."),
        required=False,
        max_length=LONGEST_BIO,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": str(LONGEST_BIO)}),
        error_messages={"max_length": _("About you must be 1,000 characters or fewer")},
    )
    languages = LanguagesField(
        label=_("Languages"),
        help_text=_("The ones you could hold a meeting in."),
        required=False,
        maximum=10,
    )
    worked_before_in = LinesField(
        label=_("Worked before in"),
        help_text=_("Fields, companies or places. One to a line, up to 5."),
        required=False,
    )
    happy_to_talk_about = LinesField(
        label=_("Happy to talk about"),
        help_text=_("Anything colleagues may ask you about. One to a line, up to 5."),
        required=False,
    )

    def read(self) -> dict[str, object]:
        names = ("preferred_name", "bio", "languages", "worked_before_in", "happy_to_talk_about")
        return {name: getattr(self.profile, name) for name in names}

    def shown(self) -> list[tuple[object, str]]:
        named = language_names(self.profile.languages)
        return [
            (label, ", ".join(named) if label == self.fields["languages"].label and named else text)
            for label, text in super().shown()
        ]

    def clean_bio(self) -> str:
        return str(self.cleaned_data["bio"]).replace("\r\n", "\n")

    def save(self) -> None:
        for name in self.stored:
            setattr(self.profile, name, self.cleaned_data[name])
        search.fill([self.profile])
        self.profile.save(
            update_fields=[*self.stored, "search_text", "trigrams", "updated_at"],
        )


class ZoneField(forms.ChoiceField):
    default_error_messages = {
        "required": _("Choose your time zone"),
        "invalid_choice": _("Choose a time zone from the list"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lazy_zone_choices, label=_("Time zone"), **kwargs)

    def keep(self, zone: str) -> None:
        """A zone from the import that is not in our list stays possible."""
        if zone not in known_zones():
            self.choices = [(zone, zone_name(zone)), *zone_choices()]


class ZoneForm(forms.Form):
    """The zone the browser said, confirmed with one press."""

    time_zone = ZoneField()

    def save(self, profile: Profile) -> None:
        profile.time_zone = self.cleaned_data["time_zone"]
        profile.time_zone_confirmed = True
        profile.save(update_fields=["time_zone", "time_zone_confirmed", "updated_at"])


class HoursForm(SectionForm):
    time_zone = ZoneField(help_text=_("The hours below are in this zone."))
    weekly_hours = forms.TypedMultipleChoiceField(
        label=_("Hours when you can meet"),
        help_text=_("Tick every hour of an ordinary week that is usually free."),
        required=False,
        coerce=int,
        choices=HOUR_CHOICES,
        widget=HourGrid(),
        error_messages={"invalid_choice": _("Choose hours from the table")},
    )

    def __init__(self, *args: Any, detected: str = "", **kwargs: Any) -> None:
        self.detected = detected
        super().__init__(*args, **kwargs)
        cast(ZoneField, self.fields["time_zone"]).keep(self.profile.time_zone)

    def read(self) -> dict[str, object]:
        hours = sorted(self.profile.weekly_hours)
        return {"time_zone": self.profile.time_zone, "weekly_hours": hours}

    def initial_values(self) -> dict[str, object]:
        """Until it is confirmed, the browser's zone is the better guess."""
        if self.profile.time_zone_confirmed or not self.detected:
            return self.stored
        return {**self.stored, "time_zone": self.detected}

    def clean_weekly_hours(self) -> list[int]:
        return sorted(set(self.cleaned_data["weekly_hours"]))

    def shown(self) -> list[tuple[object, str]]:
        count = len(self.profile.weekly_hours)
        hours = _("%(count)d hours a week") % {"count": count}
        return [
            (self.fields["time_zone"].label, zone_name(self.profile.time_zone)),
            (self.fields["weekly_hours"].label, hours),
        ]

    def save(self) -> None:
        self.profile.time_zone = self.cleaned_data["time_zone"]
        self.profile.weekly_hours = self.cleaned_data["weekly_hours"]
        self.profile.time_zone_confirmed = True
        fields = ["time_zone", "weekly_hours", "time_zone_confirmed", "updated_at"]
        self.profile.save(update_fields=fields)
