"""What two people write down on their pair page. Each form carries a mark of what it was shown
with, so that nobody overwrites words they have not seen."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from checkins import notes
from checkins.actions import Plan
from checkins.models import Action, Agreement
from matching.models import Pair
from profiles.forms.sections import show

LONG = 1000


def _words(label: Any, hint: Any, too_long: Any, *, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows, "data-count": str(LONG)}),
        error_messages={"max_length": too_long},
    )


class SeenField(forms.IntegerField):
    """The version the form was shown with; anything else posted here counts as none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        text = str(value or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class AgreementForm(forms.Form):
    seen = SeenField()
    goals = _words(
        _("What we work on"),
        _("Taken from the goals of the mentee. One sentence is enough."),
        _("What you work on must be 1,000 characters or fewer"),
    )
    ways_of_working = _words(
        _("How we work together"),
        _("How direct is feedback? Who sends what before a meeting? What if a date has to move?"),
        _("How you work together must be 1,000 characters or fewer"),
    )
    confidentiality = _words(
        _("What stays between us"),
        _("And what each of you may pass on."),
        _("What stays between you must be 1,000 characters or fewer"),
        rows=3,
    )
    weeks_between = forms.TypedChoiceField(
        label=_("How often we meet"),
        coerce=int,
        error_messages={
            "required": _("Choose how often you meet"),
            "invalid_choice": _("Choose how often you meet"),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes a meeting"),
        min_value=10,
        max_value=240,
        error_messages={
            "required": _("Enter how many minutes a meeting lasts"),
            "invalid": _("Minutes a meeting must be a whole number"),
            "min_value": _("Minutes a meeting must be 10 or more"),
            "max_value": _("Minutes a meeting must be 240 or fewer"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other_version: list[tuple[object, str]] = []
        rhythm: Any = self.fields["weeks_between"]
        rhythm.choices = [(n, every(n)) for n in range(1, 13)]

    def words(self) -> dict[str, Any]:
        return {name: _plain(self.cleaned_data[name]) for name in Agreement.FIELDS}

    def show_other(self, current: Agreement | None, message: str) -> None:
        """Somebody was faster: both versions on one page, and the next save means theirs too."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(current.version if current else 0)
        self.data = data
        self.other_version = said(current) if current else []
        self.add_error(None, message)


def said(terms: Any) -> list[tuple[object, str]]:
    """An agreement as labels and words."""
    found = {name: getattr(terms, name) for name in Agreement.FIELDS}
    found["weeks_between"] = every(terms.weeks_between)
    found["minutes"] = f"{terms.minutes} min"
    return [(AgreementForm.base_fields[name].label, show(found[name])) for name in found]


def every(weeks: int) -> str:
    return ngettext("Every week", "Every %(n)d weeks", weeks) % {"n": weeks}


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class SignForm(forms.Form):
    seen = SeenField()


class NoteForm(forms.Form):
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your note"),
        max_length=notes.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": str(notes.LONGEST)}),
        error_messages={
            "required": _("Enter your note"),
            "max_length": _("Your note must be 4,000 characters or fewer"),
        },
    )

    def clean_text(self) -> str:
        return str(_plain(self.cleaned_data["text"]))

    def seen_at(self) -> dt.datetime | None:
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None


class ActionForm(forms.Form):
    seen = SeenField()
    text = forms.CharField(
        label=_("What"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter what will be done"),
            "max_length": _("What will be done must be 200 characters or fewer"),
        },
    )
    owner = forms.ChoiceField(
        label=_("Who"),
        error_messages={
            "required": _("Choose who does it"),
            "invalid_choice": _("Choose who does it"),
        },
    )
    due_on = forms.DateField(
        label=_("Until when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter the day like 2027-05-24")},
    )

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.other_version: list[tuple[object, str]] = []
        who: Any = self.fields["owner"]
        people = [("mentee", pair.mentee.first_name), ("mentor", pair.mentor.first_name)]
        who.choices = [*people, ("both", _("Both of us"))]

    @staticmethod
    def values(action: Action) -> dict[str, Any]:
        """An action as the form shows it."""
        sides = {action.pair.mentor_id: "mentor", action.pair.mentee_id: "mentee"}
        return {
            "seen": action.version,
            "text": action.text,
            "owner": sides.get(action.owner_id or 0, "both"),
            "due_on": action.due_on,
        }

    def plan(self) -> Plan:
        data = self.cleaned_data
        people = {"mentor": self.pair.mentor, "mentee": self.pair.mentee}
        return Plan(data["text"], people.get(data["owner"]), data["due_on"])

    def show_other(self, current: Action, message: str) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(current.version)
        self.data = data
        owner = current.owner.first_name if current.owner else _("Both of us")
        values = (current.text, owner, current.due_on)
        labels = (self.fields[name].label for name in ("text", "owner", "due_on"))
        self.other_version = [(k, show(v)) for k, v in zip(labels, values, strict=True)]
        self.add_error(None, message)
