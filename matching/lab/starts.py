"""Where a policy of the lab can start from: the live one, tilted one way."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.engine import Policy

Text = str | Promise
HEAVIEST = 100  # as much as the form of a policy takes


@dataclass(frozen=True)
class Start:
    name: Text
    line: Text
    tilt: Callable[[Policy], Policy]


def _weights(policy: Policy, **times: float) -> Policy:
    """Some weights times a number, the others as they are."""
    found = dict(policy.weights)
    for factor, by in times.items():
        found[factor] = min(HEAVIEST, round(max(found[factor], 4) * by))
    return replace(policy, weights=found)


def _skills(policy: Policy) -> Policy:
    return _weights(policy, skills=1.5, goal_priority=1.5, wishes=0.5, hours=0.5, place=0.5)


def _crossing(policy: Policy) -> Policy:
    return _weights(policy, department=4, background=0.5, place=0.5)


def _wishes(policy: Policy) -> Policy:
    return _weights(policy, wishes=2.5)


def _even(policy: Policy) -> Policy:
    return replace(policy, fairness="balanced")


STARTS: dict[str, Start] = {
    "skills": Start(
        _("Skills first"), _("Skills and the first goal count half as much again."), _skills
    ),
    "crossing": Start(
        _("Across departments"), _("Crossing departments counts four times as much."), _crossing
    ),
    "wishes": Start(
        _("Wishes first"), _("The people they would like count two and a half times."), _wishes
    ),
    "even": Start(
        _("More even"), _("Same weights; a point counts more where a pair has few."), _even
    ),
}
