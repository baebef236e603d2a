from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.fields import PeopleField


class MarkForm(forms.Form):
    people = PeopleField(
        label=_("Who else is a leader here?"),
        help_text=_("Everybody from level 8 on is on the list already."),
        maximum=10,
        error_messages={"required": _("Enter the name of a person")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["people"]).ask(None)
