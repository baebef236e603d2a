from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from outbox import wording
from profiles import letters

LONGEST = 4000


class LetterForm(forms.Form):
    subject = forms.CharField(
        label=_("Subject"),
        max_length=50,
        error_messages={
            "required": _("Enter a subject"),
            "max_length": _("Subject must be 50 characters or fewer"),
        },
    )
    body = forms.CharField(
        label=_("Your letter"),
        help_text=_(
            "Plain text; an empty line begins a paragraph. {first_name} becomes the reader’s first "
            "name, {company} the company’s. Your name stands at the end."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12, "data-count": str(LONGEST)}),
        error_messages={
            "required": _("Enter your letter"),
            "max_length": _("Your letter must be 4,000 characters or fewer"),
        },
    )

    def clean_subject(self) -> str:
        return self._known("subject", _("Subject"))

    def clean_body(self) -> str:
        text = self._known("body", _("Your letter"))
        return "\n".join(line.rstrip() for line in text.splitlines())

    def _known(self, name: str, label: object) -> str:
        text = str(self.cleaned_data[name])
        if unknown := wording.unknown(text, letters.PLACEHOLDERS):
            words = {"label": label, "words": ", ".join(part[:60] for part in unknown[:3])}
            raise ValidationError(
                _(
                    "%(label)s: nobody knows the placeholder %(words)s. "
                    "There are {first_name} and {company}"
                ),
                params=words,
            )
        return text


class SendForm(forms.Form):
    """How many people the writer was shown."""

    seen = forms.IntegerField(min_value=0, max_value=10**7, widget=forms.HiddenInput)

    def number(self) -> int:
        return int(self.cleaned_data["seen"]) if self.is_valid() else -1
