"""What HR and coordinators read of a look: in one sentence, as a chart, and what it proposes."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charts import Dot, Figure, Table, dots
from insights.learning import findings, proposal
from insights.learning.proposal import Change
from insights.learning.regression import Effect
from insights.learning.trying import steps_of
from insights.models import LearningRun
from matching.engine import Policy
from matching.policies import FACTORS
from profiles.tabs import Tab

LOOKS: dict[str, str | Promise] = {
    "together": gettext_lazy("All three together"),
    "fit": gettext_lazy("Fit"),
    "rhythm": gettext_lazy("Kept rhythm"),
    "growth": gettext_lazy("Skill growth"),
}
MEANS: dict[str, str | Promise] = {
    "together": gettext_lazy("fit, rhythm and skill growth together"),
    "fit": gettext_lazy("a good fit after the first meeting"),
    "rhythm": gettext_lazy("a kept rhythm"),
    "growth": gettext_lazy("skill growth in the mentee’s own numbers"),
}
MOST_NAMED = 3


@dataclass(frozen=True)
class Step:
    """One weight of the proposal, with why."""

    label: str
    before: int
    after: int
    why: str


def tabs(current: str) -> list[Tab]:
    return [Tab(label, f"?by={name}", name == current) for name, label in LOOKS.items()]


def chosen(asked: str) -> str:
    return asked if asked in LOOKS else "together"


def sentence(look: dict[str, Any], name: str) -> str:
    if look["explained"] is None:
        return _(
            "%(pairs)s pairs have this so far. Something is said of it from %(needed)s pairs on."
        ) % {"pairs": look["pairs"], "needed": findings.LEAST}
    sure = _sure(look)
    if not sure:
        return _(
            "No part of the score stands out: nothing goes with %(what)s more than chance."
        ) % {"what": MEANS[name]}
    better = [_label(factor) for factor, effect in sure if effect.value > 0]
    worse = [_label(factor) for factor, effect in sure if effect.value < 0]
    said = []
    if better:
        words = _("More points for %(parts)s went with %(what)s.")
        said.append(words % {"parts": _named(better), "what": MEANS[name]})
    if worse:
        words = _("More points for %(parts)s went with less of it.")
        if not better:
            words = _("More points for %(parts)s went with less of %(what)s.")
        said.append(words % {"parts": _named(worse), "what": MEANS[name]})
    return " ".join(said)


def _named(labels: list[str]) -> str:
    return _(", ").join(labels[:MOST_NAMED])


def _label(factor: str) -> str:
    return f"“{FACTORS[factor].label}”" if factor in FACTORS else factor


def _sure(look: dict[str, Any]) -> list[tuple[str, Effect]]:
    found = [item for item in findings.effects_of(look).items() if item[1].is_sure]
    return sorted(found, key=lambda item: -abs(item[1].value))


def figure(look: dict[str, Any], name: str) -> Figure:
    effects = sorted(findings.effects_of(look).items(), key=lambda item: -item[1].value)
    points = [
        Dot(
            str(FACTORS[factor].label), effect.value, effect.low, effect.high,
            _signed(effect.value), _shown_as(effect),
        )
        for factor, effect in effects
        if factor in FACTORS
    ]  # fmt: skip
    return Figure(
        sentence(look, name),
        dots(points, reference=0, reference_words=_("No difference")),
        alt="; ".join(f"{point.label} {point.words}" for point in points),
        table=Table(
            [_("Part of the score"), _("Goes with it"), _("From"), _("To")],
            [
                [point.label, point.words, _signed(point.low), _signed(point.high)]
                for point in points
            ],
        ),
        sub=_(
            "0.2 means: one usual difference more in these points went with a fifth of the usual"
            " difference between pairs. The lines hold for all parts at once, 19 times in 20."
        ),
        empty=_("Too few pairs have this so far."),
    )


def _shown_as(effect: Effect) -> str:
    if not effect.is_sure:
        return "s1"
    return "s3" if effect.value > 0 else "s2"


def _signed(value: float) -> str:
    size = f"{abs(value):.2f}"
    return f"+{size}" if value > 0 else f"−{size}" if value < 0 else size


def steps(run: LearningRun, policy: Policy) -> list[Step]:
    wanted = steps_of(run)
    return [_step(change, wanted[change.factor]) for change in proposal.changes(policy, wanted)]


def _step(change: Change, share: float) -> Step:
    why = (
        _("Pairs with more of these points did better.")
        if share > 0
        else _("Pairs with more of these points did worse.")
    )
    return Step(str(FACTORS[change.factor].label), change.before, change.after, why)
