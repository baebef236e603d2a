import datetime as dt

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from outbox import topics
from outbox.models import MailPreference

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
LONGEST_PAUSE = dt.timedelta(days=366)
PAUSES = {7: _("One week"), 14: _("Two weeks"), 28: _("Four weeks")}


class MailPreferenceForm(forms.ModelForm):  # type: ignore[type-arg]
    topics = forms.MultipleChoiceField(
        label=_("What the weekly mail may bring"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    nudge_weekday = forms.TypedChoiceField(
        label=_("Day"),
        help_text=_("When we ask."),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        error_messages={"required": _("Choose a day"), "invalid_choice": _("Choose a day")},
    )
    nudge_hour = forms.TypedChoiceField(
        label=_("Time"),
        choices=HOURS,
        coerce=int,
        error_messages={"required": _("Choose a time"), "invalid_choice": _("Choose a time")},
    )

    class Meta:
        model = MailPreference
        fields = ["nudges", "nudge_weekday", "nudge_hour", "paused_until"]
        labels = {
            "nudges": _("Send me one short mail a week at most while I am in a pair"),
            "paused_until": _("Pause the weekly mail until"),
        }
        help_texts = {"paused_until": _("The first mail after a pause comes on or after this day.")}
        widgets = {"paused_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: object, today: dt.date, zone: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        self.fields["topics"].choices = topics.choices()  # type: ignore[attr-defined]
        self.initial["topics"] = [n for n in topics.names() if n not in self.instance.off]
        self.fields["nudge_hour"].help_text = _("In your time zone, %(zone)s.") % {"zone": zone}
        if not self.instance.is_paused(today=today):
            self.initial["paused_until"] = None

    def save(self, commit: bool = True) -> MailPreference:
        """A topic this version does not know stays as it was."""
        known, wanted = topics.names(), self.cleaned_data["topics"]
        foreign = [name for name in self.instance.off if name not in known]
        self.instance.off = [*foreign, *(name for name in known if name not in wanted)]
        saved: MailPreference = super().save(commit=commit)
        return saved

    def clean_paused_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["paused_until"]
        if day and not self.today < day <= self.today + LONGEST_PAUSE:
            raise forms.ValidationError(_("Pause must end after today and within a year"))
        return day


class PauseForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=list(PAUSES.items()),
        coerce=int,
        initial=14,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose for how long"),
            "invalid_choice": _("Choose for how long"),
        },
    )


class OneClickForm(forms.Form):
    """The body RFC 8058 prescribes; our own button sends the same."""

    def is_one_click(self) -> bool:
        return self.data.get("List-Unsubscribe") == "One-Click"
