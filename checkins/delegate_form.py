from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.fields import PeopleField
from profiles.models import Profile


class DelegateForm(forms.Form):
    delegate = PeopleField(
        label=_("Who books for you?"),
        maximum=1,
        error_messages={"required": _("Enter the name of a colleague")},
    )

    def __init__(self, *args: Any, person: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegate"].ask(person)  # type: ignore[attr-defined]

    def clean_delegate(self) -> Profile:
        chosen: list[Profile] = self.cleaned_data["delegate"]
        return chosen[0]
