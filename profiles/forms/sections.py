"""The sections of one's own profile, each on its own page.

A section carries a mark of what it showed. When that is no longer what is stored, somebody (the
same person in another tab) saved in between: both versions are shown and nothing is overwritten
until it is saved once more.
"""

import hashlib
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from profiles.models import Profile

CHANGED = _("You changed this in another tab. Check both versions, then save again")


class SectionForm(forms.Form):
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, profile: Profile) -> None:
        self.profile = profile
        self.stored = self.read()
        super().__init__(data, initial={**self.initial_values(), "seen": self.mark(self.stored)})
        self.other_version: list[tuple[object, str]] = []

    @abstractmethod
    def read(self) -> dict[str, object]:
        """What is stored, ready to be compared and shown."""

    def initial_values(self) -> dict[str, object]:
        return self.stored

    @abstractmethod
    def save(self) -> object:
        """Store what was sent."""

    @staticmethod
    def mark(stored: dict[str, object]) -> str:
        return hashlib.sha256(repr(sorted(stored.items())).encode()).hexdigest()[:16]

    def values(self, cleaned: dict[str, Any]) -> dict[str, object]:
        """What saving would store, in the shape of `read`."""
        return {name: cleaned.get(name) for name in self.stored}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        now = self.mark(self.stored)
        is_same = not self.errors and self.mark(self.values(cleaned)) == now
        if cleaned.get("seen") != now and not is_same:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["seen"] = now
            self.data = data
            self.other_version = self.shown()
            self.add_error(None, ValidationError(CHANGED, code="changed"))
        return cleaned

    def shown(self) -> list[tuple[object, str]]:
        """The stored version in words."""
        return [(self.fields[name].label, show(value)) for name, value in self.stored.items()]


def show(value: object) -> str:
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return words or str(_("Nothing"))
