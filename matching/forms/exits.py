from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import ExitReason
from profiles.widgets import ChoiceCards


class ExitForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Would you say why?"),
        required=False,
        choices=[("", _("I would rather not say")), *ExitReason.Reason.choices],
        widget=ChoiceCards(),
        error_messages={"invalid_choice": _("Choose one of the reasons")},
    )
