"""What HR types beside a pair in the review console."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NUMBER = 2**63 - 1


class WhyNotForm(forms.Form):
    """A name, then one of the mentors found."""

    q = forms.CharField(label=_("Mentor's name"), max_length=120, required=False)
    mentor = forms.IntegerField(min_value=1, max_value=NUMBER, required=False)


class EditForm(forms.Form):
    """`reason` is asked for where a rule is broken."""

    mentor = forms.IntegerField(
        min_value=1,
        max_value=NUMBER,
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose a mentor"), "invalid": _("Choose a mentor")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        help_text=_("The program team reads this, nobody else."),
        error_messages={"max_length": _("The reason must be 500 characters or fewer")},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if self.kind == "force" and not reason:
            raise forms.ValidationError(_("Enter a reason"))
        return reason


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment for the other reviewers"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500, "data-key": "c"}),
        help_text=_("Name a reviewer with @ to ask for an answer."),
        error_messages={
            "required": _("Enter a comment"),
            "max_length": _("The comment must be 500 characters or fewer"),
        },
    )
