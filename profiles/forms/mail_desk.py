from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from outbox import wording
from outbox.kinds import Kind
from profiles.fields import PeopleField
from profiles.models import Profile

LONGEST = {"subject": 50, "opening": 600, "closing": 600, "button": 40}
LABELS: dict[str, Any] = {
    "subject": _("Subject"),
    "opening": _("Paragraph after the greeting"),
    "closing": _("Paragraph at the end"),
    "button": _("Words on the first button"),
}
TOO_LONG: dict[str, Any] = {
    "subject": _("Subject must be 50 characters or fewer"),
    "opening": _("Paragraph after the greeting must be 600 characters or fewer"),
    "closing": _("Paragraph at the end must be 600 characters or fewer"),
    "button": _("Words on the first button must be 40 characters or fewer"),
}
UNKNOWN = _("%(label)s: nobody knows the placeholder %(words)s. This mail has %(known)s")
UNKNOWN_MANY = _("%(label)s: nobody knows the placeholders %(words)s. This mail has %(known)s")


class WordingForm(forms.Form):
    """The parts of one kind of mail. Left empty, a part is as designed."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for part in kind.words.parts:
            self.fields[part] = self._field(part)

    def _field(self, part: str) -> forms.CharField:
        most = LONGEST[part]
        widget = (
            forms.TextInput()
            if part in wording.SHORT
            else forms.Textarea(attrs={"rows": 4, "data-count": str(most)})
        )
        return forms.CharField(
            label=LABELS[part],
            required=False,
            max_length=most,
            widget=widget,
            error_messages={"max_length": TOO_LONG[part]},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = list(wording.names(self.kind))
        for part, text in list(data.items()):
            data[part] = "\n".join(str(text).splitlines())
            if unknown := wording.unknown(str(text), known):
                words = UNKNOWN if len(unknown) == 1 else UNKNOWN_MANY
                self.add_error(part, ValidationError(words, params=_named(part, unknown, known)))
        return data


def _named(part: str, unknown: list[str], known: list[str]) -> dict[str, object]:
    return {
        "label": LABELS[part],
        "words": ", ".join(words[:60] for words in unknown[:3]),
        "known": ", ".join(f"{{{name}}}" for name in known),
    }


class PreviewForm(forms.Form):
    """Whose mail to look at."""

    person = PeopleField(
        label=_("As this person would get it"),
        required=False,
        maximum=1,
        error_messages={"too_many": _("Choose one person at a time")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["person"]).ask(None)

    def chosen(self) -> Profile | None:
        people = self.cleaned_data.get("person") if self.is_valid() else None
        return people[0] if people else None
