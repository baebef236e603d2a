from collections.abc import Mapping
from typing import Any

from django import forms


class QueryForm(forms.Form):
    """The words of a search box; what cannot be searched for is no search."""

    q = forms.CharField(required=False, max_length=120)

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> str:
        form = cls(data)
        return str(form.cleaned_data["q"]) if form.is_valid() else ""
