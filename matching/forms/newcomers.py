from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import Program


class NewcomerSettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    takes_newcomers = forms.BooleanField(
        label=_("Newcomers get a buddy by themselves"),
        required=False,
        help_text=_(
            "Everybody of this program’s audience, by the start date in the directory: from two"
            " weeks before the first day. We propose a buddy, you confirm."
        ),
    )

    class Meta:
        model = Program
        fields = ("takes_newcomers",)
