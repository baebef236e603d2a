from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from insights import groups
from insights.access import Reader
from insights.exports.selection import EVERY_CUT, WHOLE, Selection
from insights.measures import MEASURES
from insights.models.keys import NAME
from insights.report import cohorts
from matching.models import Program

ALL, COMPANY, COHORTS = "", "company", "cohorts-"
CHOOSE = {
    "program": _("Choose a program from the list"),
    "measure": _("Choose a measure from the list"),
    "cut": _("Choose a breakdown from the list"),
    "weeks": _("Choose the weeks from the list"),
}


def _choice(name: str, label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        widget=forms.Select(attrs={"class": "input select"}),
        error_messages={"invalid_choice": CHOOSE[name]},
    )


class ExportForm(forms.Form):
    """What to take along; everything may be left out, and then all that may be read is meant."""

    program = _choice("program", _("Program"))
    measure = _choice("measure", _("Measure"))
    cut = _choice("cut", _("Broken down by"))
    weeks = _choice("weeks", _("Weeks"))

    def __init__(self, data: QueryDict | dict[str, str] | None, *, reader: Reader) -> None:
        super().__init__(data)
        self.reader = reader
        self.programs = list(reader.programs().order_by("-starts_on", "name", "pk"))
        choices: dict[str, list[tuple[str, Any]]] = {
            "program": self._programs(),
            "measure": [("", _("Every measure")), *((m.slug, m.title) for m in MEASURES.values())],
            "cut": [(WHOLE, _("Not broken down")), (EVERY_CUT, _("Every breakdown"))]
            + [(cut, groups.WORDS[cut]) for cut in groups.CUTS],
            "weeks": [("", _("The latest week")), ("all", _("Every week"))],
        }
        for name, found in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = found

    def _programs(self) -> list[tuple[str, Any]]:
        company = [(COMPANY, _("The whole company"))] if self.reader.company else []
        found = [(str(program.pk), program.name) for program in self.programs]
        before = {program.copied_from_id for program in self.programs}
        for program in self.programs:
            if program.copied_from_id or program.pk in before:
                words = _("%(name)s and its other cohorts") % {"name": program.name}
                found.append((f"{COHORTS}{program.pk}", words))
        return [(ALL, _("Everything you may read")), *company, *found]

    @property
    def selection(self) -> Selection:
        data = self.cleaned_data
        return Selection(
            self._chosen(data["program"]), data["measure"], data["cut"], data["weeks"] == "all"
        )

    def _chosen(self, value: str) -> list[Program | None]:
        company: list[Program | None] = [None] if self.reader.company else []
        if value == ALL:
            return [*company, *self.programs]
        if value == COMPANY:
            return company
        by_pk = {str(program.pk): program for program in self.programs}
        if value.startswith(COHORTS):
            return [*cohorts.chain(by_pk[value.removeprefix(COHORTS)], self.programs)]
        return [by_pk[value]]


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What is the key for?"),
        help_text=_("The tool and who looks after it, for example “Power BI, Finance”."),
        max_length=NAME,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter what the key is for"),
            "max_length": _("What the key is for must be 80 characters or fewer"),
        },
    )
