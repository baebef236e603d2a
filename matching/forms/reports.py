"""What HR and mentors send from the reports of a round."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import PlaceAsk, Program

CHOOSE_A_MENTOR = _("Choose at least one mentor to ask")
CHOOSE_AN_ANSWER = _("Choose whether you take one more person")


class AskMentorsForm(forms.Form):
    """Enrollments of mentors, and the page to go back to."""

    mentors = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_A_MENTOR),
    )
    back = forms.ChoiceField(
        choices=[("round-unmatched", ""), ("round-capacity", "")], required=False
    )

    def __init__(self, data: Any = None, *, mentors: list[int]) -> None:
        super().__init__(data)
        field = cast(forms.TypedMultipleChoiceField, self.fields["mentors"])
        field.choices = [(pk, "") for pk in mentors]


class SkillForm(forms.Form):
    skill = forms.CharField(
        max_length=120, error_messages={"required": _("Choose a skill to invite people for")}
    )


class OtherFormatForm(forms.Form):
    """The formats that are offered to those who wait."""

    format = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (Program.Format.GROUP, Program.Format.FLASH)],
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose a format")),
    )


class OneMoreForm(forms.Form):
    answer = forms.ChoiceField(
        choices=PlaceAsk.Answer.choices[1:],
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_AN_ANSWER),
    )
