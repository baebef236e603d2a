"""Filters and forms of HR's people and skills pages."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from profiles import search
from profiles.fields import LinesField, SkillsField
from profiles.models import Profile, Skill

NAME_WORDS = _("Name must be 120 characters or fewer")


class FilterForm(forms.Form):
    """A filter nobody offered is no filter."""

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class PeopleFilter(FilterForm):
    q = forms.CharField(label=_("Name, job title or department"), required=False, max_length=120)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("Everyone here")),
            ("paused", _("Paused")),
            ("left", _("Left the company")),
            ("all", _("Everyone ever")),
        ],
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("Any")), ("hr", _("HR admin"))]
    )
    capacity = forms.ChoiceField(
        label=_("Mentoring"),
        required=False,
        choices=[
            ("", _("Any")),
            ("free", _("Has free places")),
            ("full", _("Full")),
            ("none", _("Not as a mentor")),
        ],
    )


class SkillsFilter(FilterForm):
    q = forms.CharField(label=_("Skill or alias"), required=False, max_length=120)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *Skill.Status.choices]
    )


class SkillForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Enter the name"), "max_length": NAME_WORDS},
    )
    category = forms.CharField(
        label=_("Category"),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Category must be 120 characters or fewer")},
    )
    aliases = LinesField(
        label=_("Aliases"),
        help_text=_("Other names people type. One to a line."),
        required=False,
        most=20,
        longest=120,
    )

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not search.text(name):
            raise ValidationError(_("Name must have letters or digits"))
        return name


class MergeForm(forms.Form):
    into = SkillsField(
        label=_("Merge into"),
        help_text=_("Everyone who has this skill has that one from then on."),
        maximum=1,
        can_propose=False,
        error_messages={"required": _("Choose the skill to merge into")},
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SkillsField, self.fields["into"]).ask(profile)

    def clean_into(self) -> Skill:
        skill: Skill = self.cleaned_data["into"][0]
        return skill


class LeaveForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept in the audit log."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": "500"}),
        error_messages={"max_length": _("Reason must be 500 characters or fewer")},
    )


class SkillsFileForm(forms.Form):
    MOST_BYTES = 700 * 1024

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("A column “Skill”, and if you like “Category”, “Also called”, “Related”."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a CSV file")},
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > self.MOST_BYTES:
            raise ValidationError(_("The file must be 700 KB or smaller"))
        return bytes(file.read())


class SkillsTextForm(forms.Form):
    """The file as it was previewed, posted again by the second button."""

    text = forms.CharField(
        max_length=SkillsFileForm.MOST_BYTES, strip=False, widget=forms.HiddenInput
    )
