from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import Profile

COMPANY, COUNTRY, SITE = "*", "country:", "site:"
MISSING = _("Choose where every tip goes to everybody")


class PlaceForm(forms.Form):
    """Where hold-outs are switched off: a country, a site or the company."""

    place = forms.ChoiceField(
        label=_("Where does every tip go to everybody?"),
        help_text=_("It holds from the next weekly mail on. What is counted already stays."),
        error_messages={"required": MISSING, "invalid_choice": MISSING},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["place"]).choices = [
            ("", _("Choose a place")),
            (COMPANY, _("The whole company")),
            (_("Countries"), [(COUNTRY + name, name) for name in _known("country")]),
            (_("Sites"), [(SITE + name, name) for name in _known("site")]),
        ]

    @property
    def where(self) -> tuple[str, str]:
        """Country and site, one of them empty; both for the company."""
        place: str = self.cleaned_data["place"]
        return (
            place.removeprefix(COUNTRY) if place.startswith(COUNTRY) else "",
            place.removeprefix(SITE) if place.startswith(SITE) else "",
        )


def _known(column: str) -> list[str]:
    rows = Profile.objects.active().exclude(**{column: ""}).order_by(column)
    return list(rows.values_list(column, flat=True).distinct())
