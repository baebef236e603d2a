"""Choosing what to compare, and one policy of the lab: its name, weights, rules and fairness."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching import engine
from matching.forms.policies import PolicyForm
from matching.lab.changes import Kind
from matching.lab.starts import STARTS
from matching.models import LabPolicy
from matching.models.lab import MOST_POLICIES
from profiles.widgets import ChoiceCardsMultiple

MOST_TRIED = MOST_POLICIES - 1
NAME_LENGTH = 60


class StartsForm(forms.Form):
    starts = forms.MultipleChoiceField(
        label=_("Policies to try"),
        help_text=_("Up to three. You can change every weight before they are compared."),
        choices=[(code, start.name) for code, start in STARTS.items()],
        widget=ChoiceCardsMultiple(hints={code: start.line for code, start in STARTS.items()}),
        error_messages={
            "required": _("Choose at least one policy to try"),
            "invalid_choice": _("Choose policies from the list"),
        },
    )

    def clean_starts(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["starts"]
        if len(chosen) > MOST_TRIED:
            raise forms.ValidationError(
                _("Choose %(n)d policies at most"), params={"n": MOST_TRIED}
            )
        return chosen


class LabPolicyForm(PolicyForm):
    """The program's own form with a name in front; saving it changes nothing but the draft."""

    field_order = ["name"]

    def __init__(
        self, data: Any = None, *, policy: engine.Policy, name: str = "", taken: set[str]
    ) -> None:
        super().__init__(data, policy=policy)
        self.taken = {each.casefold() for each in taken}
        self.fields["name"] = forms.CharField(
            label=_("Name"),
            help_text=_("The heading of its column."),
            max_length=NAME_LENGTH,
            initial=name,
            error_messages={
                "required": _("Enter a name"),
                "max_length": _("The name must be %(n)d characters or fewer") % {"n": NAME_LENGTH},
            },
        )
        self.order_fields(self.field_order)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.casefold() in self.taken:
            raise forms.ValidationError(_("The name must differ from the others in this lab"))
        return name


class ProgressSeen(forms.Form):
    """The stage that the page shows already, so that it is announced once."""

    seen = forms.CharField(max_length=60, required=False)

    @property
    def stage(self) -> str:
        return str(self.cleaned_data["seen"]) if self.is_valid() else ""


class ChangesFilter(forms.Form):
    """What of the difference is shown; a value that makes no sense is left aside."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Kind], required=False)
    before = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    after = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)

    def value(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)


def form_of(row: LabPolicy, data: Any = None) -> LabPolicyForm:
    others = row.lab.policies.exclude(pk=row.pk)
    return LabPolicyForm(
        data,
        policy=engine.Policy.from_document(row.document),
        name=row.name,
        taken=set(others.values_list("name", flat=True)),
    )
