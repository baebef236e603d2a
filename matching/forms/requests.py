from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.forms import fields
from matching.forms.review import AnswerForm
from matching.models import Program

LONGEST = 280


class AskForm(forms.Form):
    message = forms.CharField(
        label=_("A few words to them"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": LONGEST}),
        help_text=_("What you would like to learn, and why from them."),
        error_messages={
            "required": _("Enter a few words"),
            "max_length": _("Your words must be 280 characters or fewer"),
        },
    )
    goes_on = forms.BooleanField(
        label=_("If it does not work out, ask the next one on my list with the same words"),
        required=False,
        initial=True,
    )


class RequestAnswerForm(AnswerForm):
    """The mentor's answer from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("Will you be their mentor?")


class RequestSettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    takes_requests = forms.BooleanField(
        label=_("Mentees may ask a mentor themselves"),
        required=False,
        help_text=_("Between rounds, one mentor at a time. Hard rules and places hold."),
    )
    request_days = fields.number(_("Working days a mentor has to answer"), 1, 20)

    class Meta:
        model = Program
        fields = ("takes_requests", "request_days")
