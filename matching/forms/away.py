import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.forms import fields
from matching.models import Away, Pair
from matching.models.away import LONGEST
from profiles.models import Profile
from profiles.widgets import ChoiceCards

BOTH = "both"


class UntilForm(forms.Form):
    """The first day back; `who` is asked once, when the pair goes away."""

    until = fields.day(_("The first day back"), help_text=_("The pair goes on by itself then."))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if until <= self.today:
            raise forms.ValidationError(_("The first day back must be after today"))
        if until > self.today + LONGEST:
            raise forms.ValidationError(_("The first day back must be within a year"))
        return until


class AwayForm(UntilForm):
    who = forms.ChoiceField(
        label=_("Who is away?"),
        widget=ChoiceCards(),
        error_messages={
            "required": _("Choose who is away"),
            "invalid_choice": _("Choose who is away"),
        },
    )
    field_order = ("who", "until")

    def __init__(self, *args: Any, pair: Pair, me: Profile | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in (pair.mentor, pair.mentee)}
        mine = [me] if me else [pair.mentor, pair.mentee]
        names = [(str(one.pk), _("I am") if one == me else one.name) for one in mine]
        who: Any = self.fields["who"]
        who.choices = [*names, (BOTH, _("Both of us") if me else _("Both"))]
        if me:
            self.initial.setdefault("who", str(me.pk))

    @property
    def person(self) -> Profile | None:
        return self.people.get(self.cleaned_data["who"])


class ChoiceForm(forms.Form):
    choice = forms.ChoiceField(choices=Away.Choice.choices)
