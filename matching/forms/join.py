"""The three question pages of joining, and the levels on the check page."""

import datetime as dt
from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching import presets
from matching.drafts import LEAST_HOURS, MOST_GOALS, NEW, Answers
from matching.forms import fields
from matching.joining import USUAL_LEVEL
from matching.models import Enrollment, Program
from profiles.fields import PeopleField, SkillsField, skill_labels
from profiles.models import Profile, Skill
from profiles.models.skills import LEVELS
from profiles.widgets import HOUR_CHOICES, ChoiceCards, HourGrid

ROLE_REQUIRED = _("Choose how you want to take part")
HOURS_REQUIRED = _("Choose at least two hours a week when you can meet")
MOST_OFFERS = 10
MOST_WISHES, MOST_PLACES = 3, 10


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("How would you like to take part?"),
        error_messages={"required": ROLE_REQUIRED, "invalid_choice": ROLE_REQUIRED},
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        preset = presets.preset_of(program)
        choices = [("mentee", preset.find), ("mentor", preset.be), ("both", preset.both)]
        hints = {"mentee": preset.find_hint, "mentor": preset.be_hint}
        field = cast(forms.ChoiceField, self.fields["role"])
        field.widget = ChoiceCards(hints=hints, numbered=True)
        field.choices = choices


class SkillsForm(forms.Form):
    goals = SkillsField(
        label=_("Skills"),
        maximum=MOST_GOALS,
        help_text=_("Choose up to 3. Start typing: a topic, a tool or a situation."),
    )
    sentence = forms.CharField(
        label=_("In three months I would like to…"),
        max_length=280,
        help_text=_(
            "One sentence. The more concrete, the better your match. For example: lead a meeting,"
            " move into data, run a project."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "data-count": 280}),
        error_messages={
            "required": _("Enter your goal in one sentence"),
            "max_length": _("Goal must be 280 characters or fewer"),
        },
    )
    offers = SkillsField(
        label=_("Skills you can help with"),
        maximum=MOST_OFFERS,
        help_text=_("The more you name, the more people you can help."),
    )

    def __init__(self, *args: Any, roles: list[str], profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("goals", "offers"):
            cast(SkillsField, self.fields[name]).ask(profile)
        if Enrollment.Role.MENTEE not in roles:
            del self.fields["goals"], self.fields["sentence"]
        if Enrollment.Role.MENTOR not in roles:
            del self.fields["offers"]

    @property
    def answers(self) -> dict[str, object]:
        data = self.cleaned_data
        return {
            name: value if name == "sentence" else [skill_text(skill) for skill in value]
            for name, value in data.items()
        }


class RhythmForm(forms.Form):
    hours = forms.TypedMultipleChoiceField(
        label=_("Hours when you can meet"),
        coerce=int,
        choices=HOUR_CHOICES,
        widget=HourGrid(),
        error_messages={"required": HOURS_REQUIRED, "invalid_choice": HOURS_REQUIRED},
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        error_messages={
            "required": _("Choose your time zone"),
            "invalid_choice": _("Choose your time zone"),
        },
    )
    capacity = fields.number(
        _("How many people can you help here at the same time?"), 1, MOST_PLACES
    )
    leaves_on = fields.day(
        _("Your last day at work"),
        help_text=_("The talks end by then. Whoever takes over from you reads the day."),
    )
    wishes = PeopleField(
        label=_("People you would like to learn from, first choice first"),
        help_text=_("Up to 3. They never see that you named them unless you become a pair."),
        maximum=MOST_WISHES,
        ordered=True,
        required=False,
    )
    mentor_wishes = PeopleField(
        label=_("People you would like to help, first choice first"),
        help_text=_("Up to 3. They never see that you named them unless you become a pair."),
        maximum=MOST_WISHES,
        ordered=True,
        required=False,
    )
    exclusions = PeopleField(
        label=_("Anyone we should not match you with?"),
        help_text=_("Only the matching team sees that an exclusion applies, never who set it."),
        required=False,
    )

    def __init__(
        self, *args: Any, program: Program, roles: list[str], profile: Profile, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("wishes", "mentor_wishes", "exclusions"):
            cast(PeopleField, self.fields[name]).ask(profile)
        self._ask_places(program, profile)
        if Enrollment.Role.MENTOR not in roles:
            del self.fields["capacity"], self.fields["mentor_wishes"]
        if Enrollment.Role.MENTOR not in roles or program.format != Program.Format.HANDOVER:
            del self.fields["leaves_on"]
        if Enrollment.Role.MENTEE not in roles:
            del self.fields["wishes"]

    def _ask_places(self, program: Program, profile: Profile) -> None:
        """As many as the format gives a mentor; an earlier answer counts within that."""
        preset = presets.preset_of(program)
        self.fields["capacity"] = fields.number(
            cast(str, self.fields["capacity"].label),
            preset.least,
            preset.most,
            help_text=_("Over all programs your limit is %(n)d; a higher number here raises it.")
            % {"n": profile.mentoring_limit},
        )
        known = self.initial.get("capacity") or preset.least
        self.initial["capacity"] = min(max(known, preset.least), preset.most)

    def clean_leaves_on(self) -> str:
        day: dt.date = self.cleaned_data["leaves_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Your last day must be after today"))
        return day.isoformat()

    def clean_hours(self) -> list[int]:
        hours: list[int] = self.cleaned_data["hours"]
        if len(set(hours)) < LEAST_HOURS:
            raise forms.ValidationError(HOURS_REQUIRED)
        return sorted(set(hours))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        excluded = data.get("exclusions") or []
        for name in ("wishes", "mentor_wishes"):
            for person in data.get(name) or []:
                if person in excluded:
                    words = _("You asked not to be matched with %(name)s. Choose one of the two")
                    self.add_error(name, words % {"name": person.name})
        return data

    @property
    def answers(self) -> dict[str, object]:
        people = ("wishes", "mentor_wishes", "exclusions")
        return {
            name: [person.pk for person in value] if name in people else value
            for name, value in self.cleaned_data.items()
        } | {"is_checked": True}


class LevelsForm(forms.Form):
    """How well a mentor knows what they offer: one question per skill of the draft."""

    def __init__(
        self, *args: Any, answers: Answers, roles: list[str], profile: Profile, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.texts = answers.get("offers", []) if Enrollment.Role.MENTOR in roles else []
        labels = skill_labels(profile, self.texts)
        known = {str(pk): level for pk, level in profile.offers.values_list("skill", "level")}
        for number, text in enumerate(self.texts):
            name = labels.get(text, text.removeprefix(NEW))
            words = _("Choose how well you know %(name)s") % {"name": name}
            self.fields[f"level_{number}"] = forms.TypedChoiceField(
                label=name,
                coerce=int,
                choices=list(LEVELS.items()),
                initial=known.get(text, USUAL_LEVEL),
                error_messages={"required": words, "invalid_choice": words},
            )

    @property
    def levels(self) -> dict[str, int]:
        data = self.cleaned_data
        return {text: data[f"level_{number}"] for number, text in enumerate(self.texts)}


def skill_text(skill: Skill) -> str:
    return str(skill.pk) if skill.pk else f"{NEW}{skill.name}"
