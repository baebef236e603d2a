"""The result of one look, as the worker stores it: figures over all pairs, never about one.

document = of_table(table, seed=seed)
document["silent"]                  # true under a hundred pairs: then there is nothing else
document["looks"]["together"]       # {"pairs": 240, "explained": 0.12, "effects": {...}}
document["steps"]                   # {"skills": 0.2}: what a policy to try would change
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from insights.learning import proposal, regression
from insights.learning.outcomes import OUTCOMES, Floats, Table
from insights.learning.regression import Effect
from matching.engine.policy import FACTORS

LEAST = 100
TOGETHER = "together"


def of_table(table: Table, *, seed: int) -> dict[str, Any]:
    """All outcomes together decide on the proposal; each alone is shown to understand it."""
    together = table.together
    known = int((~np.isnan(together)).sum())
    if known < LEAST:
        return {"silent": True, "pairs": known, "needed": LEAST}
    looks = {TOGETHER: _look(table, together, seed)}
    for name in OUTCOMES:
        looks[name] = _look(table, table.outcomes[name], seed)
    return {
        "silent": False,
        "pairs": known,
        "needed": LEAST,
        "looks": looks,
        "steps": proposal.steps(effects_of(looks[TOGETHER])),
    }


def _look(table: Table, outcome: Floats, seed: int) -> dict[str, Any]:
    """Silent as well where fewer than a hundred pairs have this outcome."""
    rows = ~np.isnan(outcome)
    pairs = int(rows.sum())
    if pairs < LEAST:
        return {"pairs": pairs, "explained": None, "effects": {}}
    found = regression.associations(
        table.parts[rows], outcome[rows], table.mentors[rows], seed=seed
    )
    effects = {
        factor: asdict(effect)
        for factor, effect in zip(FACTORS, found.effects, strict=True)
        if effect is not None
    }
    return {"pairs": pairs, "explained": found.explained, "effects": effects}


def effects_of(look: Mapping[str, Any]) -> dict[str, Effect]:
    return {factor: Effect(**values) for factor, values in look["effects"].items()}
