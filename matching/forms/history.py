"""The filter of a round's history: a person, a kind, a name. What makes no sense is left out."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.round_history import Choices

SMALL = {"class": "input input-s select"}


class HistoryFilter(forms.Form):
    name = forms.CharField(label=_("Name of a member"), max_length=120, required=False)
    who = forms.ChoiceField(label=_("Who"), required=False, widget=forms.Select(SMALL))
    kind = forms.ChoiceField(label=_("What"), required=False, widget=forms.Select(SMALL))

    def __init__(self, data: Any, choices: Choices) -> None:
        super().__init__(data)
        self._offer("who", [("", _("Everybody")), *choices.people])
        self._offer("kind", [("", _("Everything")), *choices.kinds])

    def _offer(self, name: str, offered: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy
        field.choices = offered

    @property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        return "?" + urlencode(self.chosen)
