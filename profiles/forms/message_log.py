from django import forms
from django.utils.translation import gettext_lazy as _

from outbox import kinds
from outbox.models import Message

SMALL = {"class": "input input-s"}


class MessageFilterForm(forms.Form):
    """The query string of the log; what makes no sense is left out."""

    view = forms.ChoiceField(choices=[("all", "all")], required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Status"), required=False, widget=forms.Select(SMALL))
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=forms.Select(SMALL))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known = set(kinds.REGISTRY) - set(kinds.private())
        names = sorted((kinds.label_of(name), name) for name in known)
        self._offer("status", [("", _("Every status")), *Message.Status.choices])
        self._offer("kind", [("", _("Every kind")), *((name, label) for label, name in names)])

    def _offer(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy
        field.choices = choices

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
