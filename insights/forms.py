import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from insights import groups
from insights.measures import Measure
from matching.models import Program

SMALL = {"class": "input input-s"}


class WeekForm(forms.Form):
    """Which week; one without figures is the latest."""

    week = forms.ChoiceField(label=_("Week of"), required=False, widget=forms.Select(SMALL))

    def __init__(self, *args: Any, weeks: Iterable[dt.date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(week.isoformat(), date_format(week, "j F Y")) for week in weeks]
        self._choose("week", choices)

    def _choose(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy
        field.choices = choices

    def chosen(self) -> dict[str, str]:
        """What was asked for and exists."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def chosen_week(self) -> dt.date | None:
        week = self.chosen().get("week")
        return dt.date.fromisoformat(week) if week else None


class MeasureForm(WeekForm):
    """A measure of one program or of all, broken down by one thing or by two."""

    program = forms.ChoiceField(label=_("Program"), required=False, widget=forms.Select(SMALL))
    cut = forms.ChoiceField(label=_("By"), required=False, widget=forms.Select(SMALL))
    field_order = ("program", "cut", "week")

    def __init__(
        self,
        *args: Any,
        measure: Measure,
        programs: Iterable[Program],
        company: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All programs"))] if company else []
        named: list[tuple[str, object]] = [(str(one.pk), one.name) for one in programs]
        self._choose("program", [*everything, *named])
        self._choose("cut", [(cut, groups.WORDS[cut]) for cut in groups.of(measure.cuts)])
        for name in ("program", "cut"):
            if (name == "program" and not measure.by_program) or not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]
