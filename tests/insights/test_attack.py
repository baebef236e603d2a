"""Nobody's part can be worked out from what is told: random organizations, several weeks.

300 of them here, all 10,000 with SOAK=1.
"""

import os
import random

import pytest

from insights import privacy, release
from tests.insights import attack

ORGANIZATIONS, SHARES = (10_000, 100) if os.environ.get("SOAK") else (300, 6)


@pytest.mark.parametrize("share", range(SHARES))
def test_no_combination_of_figures_is_about_one_to_four_people(share):
    told = 0
    for seed in range(share, ORGANIZATIONS, SHARES):
        dice = random.Random(seed)
        releases = attack.weeks(dice, dice.choice([2, 2, 3, 6]))
        told += sum(len(one.cells) for one in releases)
        assert attack.isolated(releases) == [], seed
    assert told > ORGANIZATIONS // SHARES  # the rules do not win by telling nothing


@pytest.mark.parametrize(
    ("where", "rule", "without"),
    [
        (privacy, "safe", lambda cells, sizes: True),
        (privacy, "hide", set),
        (release, "_rank", lambda rows: 0),
    ],
)
def test_the_attack_wins_when_a_rule_is_left_out(monkeypatch, where, rule, without):
    monkeypatch.setattr(where, rule, without)
    if rule == "hide":
        monkeypatch.setattr(privacy, "safe", lambda cells, sizes: True)
    seeds = range(40)
    assert any(attack.isolated(attack.weeks(random.Random(seed), 6)) for seed in seeds)
