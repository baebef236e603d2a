from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.forms import fields

FURTHEST = timedelta(days=366 * 20)


class ShiftForm(forms.Form):
    """The start to which all other dates move along."""

    start = fields.day(
        _("New start"),
        help_text=_("All dates below move along, as far from each other as in the last cohort."),
    )

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if abs(start - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(_("The new start must be within twenty years"))
        return start
