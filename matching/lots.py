"""A start in two waves, drawn by lot, so that those who have started can be compared with those who
wait.

    waves = draw("8f3c…", [(17, 0), (18, 0), (23, 1)])     # {17: 2, 18: 1, 23: 1}, pure
    lot = hold(round_, proposals, starts_on=day, now=now)  # at Publish: drawn, kept, or None
    is_as_drawn(lot)                                       # drawn again: the same

The seed was in the receipt of the run before anybody was drawn, so nobody can draw until they like
it. Everybody of a department stands in the order of a salted hash, and every other one is in the
second wave; departments with an odd one out settle that among themselves the same way.
"""

import datetime as dt
import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Sequence

from matching import rounds
from matching.models import Proposal, Round, StartLot

FIRST, SECOND = 1, 2
# How anybody can draw again; shown in the receipt.
RULE = "sha256(json.dumps([seed, mentee])), by stratum, in the order of the hash: 1, 2, 1, 2, …"


def draw(seed: str, people: Sequence[tuple[int, int]]) -> dict[int, int]:
    """(key, stratum) of each → wave by key, the same in any order of the input."""
    strata: dict[int, list[int]] = defaultdict(list)
    for key, stratum in people:
        strata[stratum].append(key)
    waves: dict[int, int] = {}
    odd: list[int] = []
    for keys in strata.values():
        ordered = _shuffled(seed, keys)
        if len(ordered) % 2:
            odd.append(ordered.pop())
        waves |= _alternating(ordered)
    return waves | _alternating(_shuffled(seed, odd))


def _alternating(keys: Sequence[int]) -> dict[int, int]:
    return {key: FIRST if place % 2 == 0 else SECOND for place, key in enumerate(keys)}


def _shuffled(seed: str, keys: Sequence[int]) -> list[int]:
    return sorted(keys, key=lambda key: hashlib.sha256(json.dumps([seed, key]).encode()).digest())


def hold(
    round_: Round, proposals: Sequence[Proposal], *, starts_on: dt.date, now: dt.datetime
) -> StartLot | None:
    """Draw for the pairs about to be published, in the transaction of Publish; None where all of a
    program start together, and for late joiners, who have waited already."""
    weeks = round_.program.second_wave_weeks
    if not weeks or round_.is_top_up or len(proposals) < 2:
        return None
    people = _people(proposals)
    seed = _seed(round_)
    waves = draw(seed, people)
    lot, _is_new = StartLot.objects.update_or_create(
        round=round_,
        defaults={
            "seed": seed,
            "weeks": weeks,
            "starts_on": starts_on,
            "mentees": [key for key, _stratum in people],
            "strata": [stratum for _key, stratum in people],
            "waves": [waves[key] for key, _stratum in people],
            "drawn_at": now,
        },
    )
    return lot


def _people(proposals: Sequence[Proposal]) -> list[tuple[int, int]]:
    """Enrollment of each mentee with the number of their department, in a fixed order."""
    departments = sorted({row.mentee.profile.department for row in proposals})
    number = {name: place for place, name in enumerate(departments)}
    return sorted((row.mentee_id, number[row.mentee.profile.department]) for row in proposals)


def _seed(round_: Round) -> str:
    """Of the run whose result is published; a drawn round keeps its seed over a recall."""
    drawn = StartLot.objects.filter(round=round_).first()
    run = rounds.current_run(round_)
    promised = run.receipt.get("holdout_seed") if run else None
    return drawn.seed if drawn else str(promised or secrets.token_hex(8))


def waves_of(lot: StartLot | None) -> dict[int, int]:
    return dict(zip(lot.mentees, lot.waves, strict=True)) if lot else {}


def is_as_drawn(lot: StartLot) -> bool:
    return draw(lot.seed, list(zip(lot.mentees, lot.strata, strict=True))) == waves_of(lot)
