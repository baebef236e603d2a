from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import office_hours, sessions
from community.forms.moments import SKIPPED, day_field, minutes_field, moment, time_field
from community.forms.sessions import place_field, title_field
from community.office_hours import Plan
from profiles.fields import SkillsField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
from profiles.models import Profile


def _number(
    label: "StrOrPromise", most: int, rule: "StrOrPromise", initial: int
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=initial,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), rule),
    )


class OfficeHoursForm(forms.Form):
    """The first slot, and how often it comes again."""

    use_required_attribute = False

    title = title_field(_("What can people come with?"))
    outcome = forms.CharField(
        label=_("What should they bring, or know before?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Enter what people should bring, or know before"),
            "max_length": _("What people should bring must be 400 characters or fewer"),
        },
    )
    day = day_field(_("First day"))
    time = time_field(_("Time"))
    minutes = minutes_field(10, 120, initial=20)
    slots = _number(
        _("Slots, one after the other"),
        office_hours.MOST_SLOTS,
        _("Slots must be a number between 1 and 6"),
        3,
    )
    weeks = _number(
        _("Weeks"), office_hours.MOST_WEEKS, _("Weeks must be a number between 1 and 12"), 4
    )
    place = place_field()
    skills = SkillsField(label=_("Skills it is about"), required=False, maximum=3)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SkillsField, self.fields["skills"]).ask(profile)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("day") and data.get("time"):
            at = data["starts_at"] = moment(data["day"], data["time"])
            if at is None:
                self.add_error("time", SKIPPED)
            elif words := sessions.refuse_dates(at, now=timezone.now()):
                self.add_error("day", words)
        return data

    def plan(self) -> Plan:
        names = ("title", "outcome", "starts_at", "minutes", "slots", "weeks", "place", "skills")
        return Plan(**{name: self.cleaned_data[name] for name in names})
