from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from community.naming import EVERYWHERE

WHOLE_COMPANY = "*"


class ChoiceForm(forms.Form):
    """What a person says about being named."""

    shows_kudos = forms.BooleanField(
        label=_("Show kudos to me in public"),
        required=False,
        help_text=_("Without it they reach you alone, and whoever thanks you is told before."),
    )
    shows_acts = forms.BooleanField(
        label=_("Show what I do as a leader"),
        required=False,
        help_text=_("For people on the page “Leaders”. Without it you are not on that page."),
    )


class RulesForm(forms.Form):
    stories_wait_for_hr = forms.BooleanField(
        label=_("HR reads each story before it is published"),
        required=False,
        help_text=_("After everybody named has agreed. HR can take a story down in any case."),
    )


class PlaceForm(forms.Form):
    """Where recognition by name is switched off."""

    place = forms.ChoiceField(
        label=_("Where is recognition by name off?"),
        error_messages={
            "required": _("Choose where recognition by name is off"),
            "invalid_choice": _("Choose where recognition by name is off"),
        },
    )

    def __init__(self, *args: Any, countries: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a place")), (WHOLE_COMPANY, _("The whole company"))]
        named = [(country, country) for country in countries]
        cast(forms.ChoiceField, self.fields["place"]).choices = [*choices, *named]

    @property
    def country(self) -> str:
        place: str = self.cleaned_data["place"]
        return EVERYWHERE if place == WHOLE_COMPANY else place
