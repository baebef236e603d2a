import datetime as dt
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from matching import audience
from matching.forms import fields
from matching.models import AudienceMember, Program
from matching.presets import PRESETS
from profiles.fields import PeopleField
from profiles.models import Profile, User
from profiles.widgets import ChoiceCards

LONGEST_MESSAGE = 1000
NAME_ERRORS = {
    "required": _("Enter a name"),
    "max_length": _("The name must be 120 characters or fewer"),
}


class FormatForm(forms.Form):
    format = forms.ChoiceField(
        label=_("What kind of program is it?"),
        choices=[(code, preset.label) for code, preset in PRESETS.items()],
        widget=ChoiceCards(hints={code: preset.summary for code, preset in PRESETS.items()}),
        error_messages={
            "required": _("Choose a kind of program"),
            "invalid_choice": _("Choose a kind of program"),
        },
    )


class SponsorField(PeopleField):
    """One person, or nobody; compared by whom it names."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Who says it?"),
            help_text=_("Name and job title stand under the message."),
            required=False,
            maximum=1,
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = [str(one.pk) for one in initial or []]
        return bool(data.text) or before != data.chosen


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, sentence, dates and rhythm."""

    sponsor = SponsorField()
    sign_up_opens = fields.day(_("Sign-up opens"))
    sign_up_closes = fields.day(_("Sign-up closes"), help_text=_("The last day to join."))
    matching_on = fields.day(_("Matching"), help_text=_("The day people hear of their match."))
    starts_on = fields.day(_("Start"))
    last_start_on = fields.day(
        _("Last start"),
        required=False,
        help_text=_(
            "Until this day people can still join, and late joiners get the places that are free."
            " Leave it empty if nobody joins after sign-up."
        ),
    )
    ends_on = fields.day(_("End"))
    meeting_minutes = fields.number(_("Minutes of a meeting"), 10, 240)
    weeks_between_meetings = fields.number(_("Weeks between meetings"), 1, 12)
    extension_weeks = fields.number(
        _("Weeks a pair may go on after the end"),
        0,
        52,
        help_text=_("When both want to. 0 means that every pair finishes by the end."),
    )
    second_wave_weeks = fields.number(
        _("Weeks until the second half starts"),
        2,
        12,
        required=False,
        help_text=_(
            "Leave it empty and all pairs start together. With it, half of the pairs start later,"
            " by lot within each department, so that those who have started can be compared with"
            " those who wait. The lot is drawn when you publish, and the mails say so."
        ),
    )
    two_reviewers = forms.BooleanField(
        label=_("Two HR admins publish together"),
        required=False,
        help_text=_("One asks for publishing, another one confirms it."),
    )

    class Meta:
        model = Program
        fields = (
            "name",
            "summary",
            "sponsor_message",
            "sponsor",
            "sign_up_opens",
            "sign_up_closes",
            "matching_on",
            "starts_on",
            "last_start_on",
            "ends_on",
            "meeting_minutes",
            "weeks_between_meetings",
            "extension_weeks",
            "second_wave_weeks",
            "two_reviewers",
        )
        labels = {
            "name": _("Name"),
            "summary": _("One sentence about it"),
            "sponsor_message": _("Message of a sponsor"),
        }
        help_texts = {
            "summary": _("People read it before they join."),
            "sponsor_message": _("A few words of a leader who takes part."),
        }
        widgets = {"sponsor_message": forms.Textarea(attrs={"rows": 3, "data-count": 1000})}
        error_messages = {
            "name": NAME_ERRORS,
            "summary": {"max_length": _("The sentence must be 280 characters or fewer")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("The message must be 1,000 characters or fewer")
        message = cast(forms.CharField, self.fields["sponsor_message"])
        message.validators.append(MaxLengthValidator(LONGEST_MESSAGE, words))
        cast(SponsorField, self.fields["sponsor"]).ask(None)
        if PRESETS[self.instance.format].meetings == 1:
            del self.fields["weeks_between_meetings"], self.fields["extension_weeks"]
        sponsor = self.instance.sponsor
        self.initial["sponsor"] = [sponsor] if sponsor else []

    def clean_sponsor(self) -> Profile | None:
        chosen: list[Profile] = self.cleaned_data["sponsor"]
        return chosen[0] if chosen else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._later("sign_up_closes", "sign_up_opens", _("Sign-up must close after it opens"))
        self._later("matching_on", "sign_up_closes", _("Matching must be after sign-up closes"))
        self._later("starts_on", "matching_on", _("The start must be on the matching day or later"))
        self._later("last_start_on", "starts_on", _("The last start must be the start or later"))
        if data.get("sponsor_message") and not (data.get("sponsor") or "sponsor" in self.errors):
            self.add_error("sponsor", _("Enter who says the message"))
        start, end = data.get("starts_on"), data.get("ends_on")
        last = data.get("last_start_on")
        if last and end and last >= end and "last_start_on" not in self.errors:
            self.add_error("last_start_on", _("The last start must be before the end"))
        if start and end and end <= start:
            self.add_error("ends_on", _("The end must be after the start"))
        return data

    def _later(self, later: str, earlier: str, words: Any) -> None:
        first: dt.date | None = self.cleaned_data.get(earlier)
        second: dt.date | None = self.cleaned_data.get(later)
        if first and second and second < first:
            self.add_error(later, words)


class RulesForm(forms.Form):
    """Rules over the directory; what is left empty does not restrict."""

    departments = forms.MultipleChoiceField(
        label=_("Departments"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sites = forms.MultipleChoiceField(
        label=_("Sites"), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )
    level_min = fields.number(_("Level from"), 1, 10, required=False)
    level_max = fields.number(_("Level to"), 1, 10, required=False)
    started_after = fields.day(_("Started on or after"), required=False)
    started_before = fields.day(_("Started on or before"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in audience.LISTS.items():
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = [(value, value) for value in _known(column)]
            field.error_messages["invalid_choice"] = _("Choose from the list")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("level_min"), data.get("level_max")
        if low and high and high < low:
            self.add_error("level_max", _("The highest level must be the lowest or more"))
        after, before = data.get("started_after"), data.get("started_before")
        if after and before and before < after:
            self.add_error("started_before", _("The second date must be the first or later"))
        return data

    def lists(self) -> list[forms.BoundField]:
        return [self[name] for name in audience.LISTS]

    @property
    def document(self) -> dict[str, object]:
        data = self.cleaned_data
        return {name: data[name] for name in (*audience.LISTS, "level_min", "level_max")} | {
            name: fields.day_text(data[name]) for name in ("started_after", "started_before")
        }


class AudienceForm(RulesForm):
    """Who the program exists for, how people get in and how many."""

    kind = forms.ChoiceField(
        label=_("Who does it exist for?"),
        choices=Program.AudienceKind.choices,
        widget=ChoiceCards(
            hints={
                "rules": _("Leave all rules empty for the whole company."),
                "list": _("Only the people you name below."),
                "invitation": _("Only people you send an invitation."),
            }
        ),
        error_messages={"required": _("Choose who it exists for")},
    )
    members = fields.PeopleLinesField(label=_("The list"), required=False)
    sign_up = forms.ChoiceField(
        label=_("How do people get in?"),
        choices=Program.SignUp.choices,
        widget=ChoiceCards(),
        error_messages={"required": _("Choose how people get in")},
    )
    max_size = fields.number(
        _("How many people at most?"),
        2,
        1_000_000,
        required=False,
        help_text=_("Each person counts once. Leave empty for no limit."),
    )
    field_order = ("kind", *RulesForm.base_fields, "members", "sign_up", "max_size")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_list = data.get("kind") == Program.AudienceKind.LIST
        if is_list and not data.get("members") and "members" not in self.errors:
            self.add_error("members", _("Enter at least one person"))
        return data

    @staticmethod
    def initial_for(program: Program) -> dict[str, Any]:
        rows = AudienceMember.objects.filter(program=program)
        mails = rows.order_by("profile__name").values_list("profile__user__email", flat=True)
        return {
            **program.audience,
            "kind": program.audience_kind,
            "members": "\n".join(mails),
            "sign_up": program.sign_up,
            "max_size": program.max_size,
        }


class CoordinatorsForm(forms.Form):
    people = fields.PeopleLinesField(label=_("Coordinators"), required=False)

    @property
    def users(self) -> list[User]:
        return [person.user for person in self.cleaned_data["people"]]


def _known(column: str) -> list[str]:
    """The values the directory has in this column."""
    values = Profile.objects.active().exclude(**{column: ""}).order_by(column)
    return list(values.values_list(column, flat=True).distinct())
