"""Form widgets with a look of their own.

Each works as plain HTML first; the script of the same name only makes it quicker.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

HOURS_A_DAY = 24
DAYS = (
    (_("Monday"), _("Mon")),
    (_("Tuesday"), _("Tue")),
    (_("Wednesday"), _("Wed")),
    (_("Thursday"), _("Thu")),
    (_("Friday"), _("Fri")),
    (_("Saturday"), _("Sat")),
    (_("Sunday"), _("Sun")),
)
# The day in three parts: the middle one is open, the others open with a chosen hour.
PARTS = (
    (_("Early, before 07:00"), range(7)),
    (_("Day, 07:00 to 19:00"), range(7, 19)),
    (_("Late, after 19:00"), range(19, 24)),
)
HOUR_CHOICES = [
    (day * HOURS_A_DAY + hour, f"{day} {hour:02}:00")
    for day in range(len(DAYS))
    for hour in range(HOURS_A_DAY)
]


class Hinted(forms.widgets.ChoiceWidget):
    """Choices as cards: a title and one line that says what it asks of you."""

    template_name = "django/forms/widgets/choice_cards.html"

    def __init__(
        self, *, hints: Mapping[str, object] | None = None, numbered: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}
        self.numbered = numbered

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(str(value), "")}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["numbered"] = self.numbered
        return context


class ChoiceCards(Hinted, forms.RadioSelect):
    template_name = Hinted.template_name


class ChoiceCardsMultiple(Hinted, forms.CheckboxSelectMultiple):
    template_name = Hinted.template_name


class ChipsInput(NamedTuple):
    """What was posted: the values ticked, and what stands in the text box."""

    chosen: list[str]
    text: str


def _same(values: Sequence[str]) -> dict[str, str]:
    return {value: value for value in values}


class Chips(forms.Widget):
    """A few values from a long list: ticked chips and a box to type in."""

    template_name = "django/forms/widgets/chips.html"

    def __init__(
        self,
        *,
        url: object,
        maximum: int | None = None,
        ordered: bool = False,
        labels: Callable[[list[str]], Mapping[str, str]] = _same,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.url = url
        self.maximum = maximum
        self.is_ordered = ordered
        self.labels = labels
        self.suggestions: Sequence[tuple[str, str]] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        posted = value if isinstance(value, ChipsInput) else ChipsInput(_texts(value), "")
        labels = self.labels(posted.chosen) if posted.chosen else {}
        context["widget"] |= {
            "url": self.url,
            "maximum": self.maximum,
            "is_ordered": self.is_ordered,
            "chosen": [(value, labels[value]) for value in posted.chosen if value in labels],
            "text": posted.text,
            "suggestions": self.suggestions,
        }
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> ChipsInput:
        values = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name)
        return ChipsInput(_texts(values), str(data.get(f"{name}_text") or "").strip())

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        # No chip ticked and no text is an answer: nothing chosen.
        return False


class HourGrid(forms.CheckboxSelectMultiple):
    """168 hours of a week as a table of check boxes, hours down and days across."""

    template_name = "django/forms/widgets/hour_grid.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # The options of the parent would be 168 rendered dictionaries nobody reads.
        context = forms.Widget.get_context(self, name, None, attrs)
        chosen = set(_texts(value))
        context["widget"] |= {
            "days": [{"name": name, "short": short} for name, short in DAYS],
            "parts": [_part(label, hours, chosen) for label, hours in PARTS],
            "is_wrong": "aria-invalid" in context["widget"]["attrs"],
        }
        return context


class RangeNumber(forms.NumberInput):
    """A number with a slider beside it; the number is the field."""

    template_name = "django/forms/widgets/range_number.html"


def _texts(values: object) -> list[str]:
    """The values as texts, each once, in the order they came."""
    if values is None or isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        values = [] if values in (None, "") else [values]
    return list(dict.fromkeys(str(value) for value in values))


def _part(label: object, hours: range, chosen: set[str]) -> dict[str, Any]:
    table = {hour: _cells(hour, chosen) for hour in hours}
    rows = [{"label": f"{hour:02}:00", "cells": cells} for hour, cells in table.items()]
    count = sum(cell["is_on"] for cells in table.values() for cell in cells)
    return {"label": label, "rows": rows, "count": count, "is_open": count or 12 in hours}


def _cells(hour: int, chosen: set[str]) -> list[dict[str, Any]]:
    values = (day * HOURS_A_DAY + hour for day in range(len(DAYS)))
    return [
        {
            "value": value,
            "label": f"{DAYS[value // HOURS_A_DAY][0]} {hour:02}:00",
            "is_on": str(value) in chosen,
        }
        for value in values
    ]
