"""Hard rules as switches, soft factors as sliders with numbers."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matching import engine, policies, training
from matching.forms import fields
from matching.models import Program
from profiles.widgets import ChoiceCards

HIDDEN_RULES = {*policies.FIXED_RULES}
SWITCHES = [code for code in policies.RULES if code not in HIDDEN_RULES]
HEAVIEST = 100
MINUTES = 60


class PolicyForm(forms.Form):
    any_depth = forms.BooleanField(
        label=_("The reporting line counts at any depth"),
        help_text=_("Also the manager's manager's manager, and so on up."),
        required=False,
    )
    allow_mutual = forms.BooleanField(
        label=_("Two people may be paired both ways"),
        help_text=_("Otherwise the better of the two directions is kept."),
        required=False,
    )
    max_hours_apart = fields.number(_("Time zones: hours apart at most"), 0, 12)
    level_from = fields.number(_("Level of the mentor minus level of the mentee: from"), -9, 9)
    level_to = fields.number(_("Level difference: to"), -9, 9)
    level_ideal = fields.number(_("Level difference that suits best"), -9, 9)
    hours_full = fields.number(_("Shared weekly hours that earn all points"), 1, 40)
    fairness = forms.ChoiceField(
        label=_("What a run makes best, once as many as can be are matched"),
        choices=[(code, words.label) for code, words in policies.FAIRNESS.items()],
        widget=ChoiceCards(hints={code: words.hint for code, words in policies.FAIRNESS.items()}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose what counts")),
    )
    floor_lower = fields.number(_("Lower floor, in percent of a perfect fit"), 0, 100)
    floor_higher = fields.number(_("Higher floor, in percent of a perfect fit"), 0, 100)

    def __init__(self, data: Any = None, *, policy: engine.Policy) -> None:
        super().__init__(data, initial=_initial(policy))
        self.policy = policy
        for code in SWITCHES:
            words = policies.RULES[code]
            self.fields[f"rule_{code}"] = forms.BooleanField(
                label=str(words.label), help_text=str(words.hint), required=False
            )
        for code, words in policies.FACTORS.items():
            low = -HEAVIEST if code == "department" else 0
            self.fields[f"weight_{code}"] = fields.number(
                words.label, low, HEAVIEST, slider=True, help_text=words.hint
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("level_from"), data.get("level_to")
        if low is not None and high is not None and high < low:
            self.add_error("level_to", _("The second level difference must be the first or more"))
        lower, higher = data.get("floor_lower"), data.get("floor_higher")
        if lower is not None and higher is not None and higher < lower:
            self.add_error("floor_higher", _("The higher floor must be the lower one or more"))
        weights = [data.get(f"weight_{code}") for code in policies.FACTORS]
        if None not in weights and not any(weights):
            self.add_error("weight_skills", _("At least one weight must be more than 0"))
        return data

    @property
    def wanted(self) -> engine.Policy:
        """The policy as filled in; rules the form does not show stay as they were."""
        data = self.cleaned_data
        chosen = {code for code in SWITCHES if data[f"rule_{code}"]}
        hidden = {code for code in self.policy.rules if code in HIDDEN_RULES}
        return replace(
            self.policy,
            rules=frozenset(chosen | hidden | set(policies.FIXED_RULES)),
            weights={code: data[f"weight_{code}"] for code in policies.FACTORS},
            any_depth=data["any_depth"],
            allow_mutual=data["allow_mutual"],
            max_time_zone_gap=data["max_hours_apart"] * MINUTES,
            level_gap=(data["level_from"], data["level_to"]),
            level_ideal=data["level_ideal"],
            hours_full=data["hours_full"],
            fairness=data["fairness"],
            floors=(data["floor_lower"], data["floor_higher"]),
        )

    def rules(self) -> list[forms.BoundField]:
        return [
            *(self[f"rule_{code}"] for code in SWITCHES),
            self["any_depth"],
            self["allow_mutual"],
        ]

    def numbers(self) -> list[forms.BoundField]:
        names = ("max_hours_apart", "level_from", "level_to", "level_ideal", "hours_full")
        return [self[name] for name in names]

    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{code}"] for code in policies.FACTORS]

    def fair(self) -> list[forms.BoundField]:
        return [self[name] for name in ("fairness", "floor_lower", "floor_higher")]


class ProgramPolicyForm(PolicyForm):
    """The policy of a program, with the training its rule means."""

    training = forms.ChoiceField(
        label=_("Which training"),
        required=False,
        widget=forms.Select,
        error_messages={"invalid_choice": _("Choose a training of the list")},
    )

    def __init__(self, data: Any = None, *, policy: engine.Policy, program: Program) -> None:
        super().__init__(data, policy=policy)
        named = {one.key: one.name for one in training.offered()}
        usual = training.USUAL.get(program.format, "")
        choices = [("", _usual(named, usual))]
        choices += [(key, name) for key, name in named.items() if key != usual]
        if program.training and program.training not in named:
            choices.append((program.training, gettext("The one chosen before (not published now)")))
        own: Any = self.fields["training"]
        own.choices = choices
        self.initial["training"] = program.training
        if wanted := training.for_learners(program):
            words = gettext(
                "Seniors, who are mentored here, are asked to take “%(name)s” before their first "
                "pair. None of them is left out for it."
            )
            own.help_text = words % {"name": wanted.name}

    def rules(self) -> list[forms.BoundField]:
        found = super().rules()
        place = [field.name for field in found].index(f"rule_{training.RULE}") + 1
        return [*found[:place], self["training"], *found[place:]]


def _usual(named: dict[str, str], key: str) -> str:
    if key in named:
        return gettext("The usual one: %(name)s") % {"name": named[key]}
    return gettext("None: nobody is left out")


def _initial(policy: engine.Policy) -> dict[str, Any]:
    return {
        **{f"rule_{code}": code in policy.rules for code in SWITCHES},
        **{f"weight_{code}": weight for code, weight in policy.weights.items()},
        "any_depth": policy.any_depth,
        "allow_mutual": policy.allow_mutual,
        "max_hours_apart": policy.max_time_zone_gap // MINUTES,
        "level_from": policy.level_gap[0],
        "level_to": policy.level_gap[1],
        "level_ideal": policy.level_ideal,
        "hours_full": policy.hours_full,
        "fairness": policy.fairness,
        "floor_lower": policy.floors[0],
        "floor_higher": policy.floors[1],
    }
