from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.audit_log import ACTS

SMALL = {"class": "input input-s"}
DATE_WORDS = _("%(label)s must be a date like 2027-05-24")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **SMALL}, format="%Y-%m-%d"),
        error_messages={"invalid": DATE_WORDS % {"label": label}},
    )


class AuditFilterForm(forms.Form):
    """The query string of the audit log. A kind nobody knows is left out; a date is explained."""

    who = forms.CharField(label=_("Who"), max_length=120, required=False)
    about = forms.CharField(label=_("About whom"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("What"), required=False, widget=forms.Select(SMALL))
    first = _day(_("From"))
    last = _day(_("To"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy
        named = sorted((str(act.words), action) for action, act in ACTS.items())
        field.choices = [("", _("Everything")), *((action, words) for words, action in named)]
        for name in ("who", "about"):
            self.fields[name].widget.attrs.update(SMALL)

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    def explained(self) -> list[str]:
        """What the reader typed and we could not use: the two days, in our words."""
        self.is_valid()
        return [str(text) for name in ("first", "last") for text in self.errors.get(name, [])]
