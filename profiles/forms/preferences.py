import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from profiles.fields import PeopleField
from profiles.forms.sections import SectionForm
from profiles.models import Profile
from profiles.widgets import RangeNumber

MOST_MENTEES = 10
LONGEST_PAUSE = dt.timedelta(days=366)
LIMIT_WORDS = _("The number of people must be between 0 and 10")
DATE_WORDS = _("Pause until must be a date like 2027-06-30")


class PreferencesForm(SectionForm):
    mentoring_limit = forms.IntegerField(
        label=_("How many people can you mentor at the same time?"),
        help_text=_("Over all programs together. 0 means not now."),
        min_value=0,
        max_value=MOST_MENTEES,
        widget=RangeNumber(attrs={"min": 0, "max": MOST_MENTEES, "step": 1}),
        error_messages={
            "required": _("Enter how many people you can mentor at the same time"),
            **dict.fromkeys(("invalid", "min_value", "max_value"), LIMIT_WORDS),
        },
    )
    paused_until = forms.DateField(
        label=_("Pause until"),
        help_text=_("Until then nobody is matched with you. No reason asked."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": DATE_WORDS},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

        if self.profile.mentoring_used:
            used = ngettext(
                "You mentor %(used)d person now.",
                "You mentor %(used)d people now.",
                self.profile.mentoring_used,
            )
            limit = self.fields["mentoring_limit"]
            limit.help_text = f"{limit.help_text} {used % {'used': self.profile.mentoring_used}}"

    def read(self) -> dict[str, object]:
        is_paused = self.profile.is_paused(today=self.today)
        paused_until = self.profile.paused_until if is_paused else None
        return {"mentoring_limit": self.profile.mentoring_limit, "paused_until": paused_until}

    def clean_mentoring_limit(self) -> int:
        limit, used = int(self.cleaned_data["mentoring_limit"]), self.profile.mentoring_used
        if limit < used:
            words = ngettext(
                "The number must be %(used)d or more: you mentor %(used)d person now",
                "The number must be %(used)d or more: you mentor %(used)d people now",
                used,
            )
            raise ValidationError(words % {"used": used})
        return limit

    def clean_paused_until(self) -> dt.date | None:
        until: dt.date | None = self.cleaned_data["paused_until"]
        if until is None or until == self.stored["paused_until"]:
            return until
        if not self.today < until <= self.today + LONGEST_PAUSE:
            raise ValidationError(_("Pause until must be after today and within a year"))
        return until

    def save(self) -> None:
        self.profile.mentoring_limit = self.cleaned_data["mentoring_limit"]
        self.profile.paused_until = self.cleaned_data["paused_until"]
        self.profile.save(update_fields=["mentoring_limit", "paused_until", "updated_at"])


class ExcludeForm(forms.Form):
    people = PeopleField(
        label=_("People you must not be matched with"),
        help_text=_("Enter a name. Nobody on the list is ever told."),
        maximum=20,
        error_messages={"required": _("Enter the name of a person")},
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["people"]).ask(profile)
