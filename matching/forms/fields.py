"""Fields of program forms, with the words of our errors."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from matching.audience import people_called
from profiles.models import Profile
from profiles.widgets import RangeNumber

# A text or a lazy one; the stubs' name for the latter does not exist at run time.
Text = Any
MOST_LINES = 5000
NAMED = 5
REASON = _("Reason")
SMALL_SELECT = {"class": "input input-s select"}


def posted(request: HttpRequest) -> QueryDict | None:
    """The data for a form: also a POST that carries no field at all is one."""
    return request.POST if request.method == "POST" else None


def day(label: Text, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter a date"),
            "invalid": _("Enter a date like 2027-05-24"),
        },
        **options,
    )


def number(
    label: Text, low: int, high: int, *, slider: bool = False, **options: Any
) -> forms.IntegerField:
    words = _("Enter a whole number from %(low)d to %(high)d") % {"low": low, "high": high}
    attrs = {"min": low, "max": high, "step": 1}
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        widget=RangeNumber(attrs=attrs) if slider else forms.NumberInput(attrs=attrs),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], words),
        **options,
    )


def reason(label: Text = REASON, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": 500}),
        error_messages={
            "required": _("Enter a reason"),
            "max_length": _("The reason must be 500 characters or fewer"),
        },
        **options,
    )


def day_text(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


class PeopleLinesField(forms.CharField):
    """Active people, one e-mail address or employee number per line."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("People"))
        options.setdefault("help_text", _("One e-mail address or employee number per line."))
        messages = {"required": _("Enter at least one person")}
        super().__init__(error_messages=messages, **options)

    def clean(self, value: Any) -> list[Profile]:
        text = super().clean(value)
        words = [word.strip() for word in text.replace(",", "\n").splitlines() if word.strip()]
        if len(words) > MOST_LINES:
            raise ValidationError(_("Enter %(most)d people at most") % {"most": MOST_LINES})
        known = people_called(words)
        unknown = [word for word in words if word.casefold() not in known]
        if unknown:
            raise ValidationError(
                _("Nobody here has this address or number: %(words)s")
                % {"words": ", ".join(unknown[:NAMED]) + ("…" if unknown[NAMED:] else "")}
            )
        return list(dict.fromkeys(known[word.casefold()] for word in words))
