"""Re-runs that leave people alone: `python -m benchmarks calm`.

HR forbids 100 of the 10,000 pairs of a result and runs again. A bonus for every pair kept holds
others where they are and costs points; both are told per bonus, against the best result without
one, with the fairness of the presets (floors) and by total points alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.company import made
from benchmarks.figures import Cost, Figures, Goal, Table, alone, once, size
from matching.engine import Keep, Solution, solve

N, M, SHARE = 10_000, 6_000, 100  # one pair in a hundred
BONUSES = (0, 1, 2, 3, 5, 10)
MODES = ("total", "floors")
MOST_MOVED, MOST_LOST = 1.5, 0.05  # people per forbidden pair, percent of the points
DEFAULT = Keep(()).bonus
COLUMNS = {
    "fairness": "<10",
    "bonus": ">6",
    "others moved": ">14",
    "per pair": ">10.2f",
    "matched": ">9",
    "points lost": ">13",
    "%": ">9.4f",
    "s": ">7.1f",
    "(cpu)": ">7.1f",
    "load": ">6.1f",
}


@dataclass(frozen=True)
class Again:
    """One re-run."""

    mode: str
    bonus: int
    moved: int  # others than those whose pair was forbidden
    forbidden: int
    matched: int
    lost: int  # points
    total: int  # of the re-run without a bonus
    cost: Cost

    @property
    def per_pair(self) -> float:
        return self.moved / self.forbidden

    @property
    def percent(self) -> float:
        return 100 * self.lost / self.total

    @property
    def calm(self) -> bool:
        return self.per_pair <= MOST_MOVED and self.percent <= MOST_LOST


def measured(mode: str) -> list[Again]:
    return list(runs(mode))


def runs(mode: str) -> Iterator[Again]:
    company = made(N, M)
    points, capacity = company.points(), company.capacity
    first = solve(points, capacity, fairness=mode)
    pairs = [(int(i), int(first.match[i])) for i in np.flatnonzero(first.match >= 0)]
    out = np.random.default_rng(5).choice(len(pairs), len(pairs) // SHARE, replace=False)
    forbids = [pairs[k] for k in out]
    kept = tuple(pair for pair in pairs if pair not in set(forbids))
    best = 0
    for bonus in BONUSES:
        keep = Keep(kept, bonus) if bonus else None
        found, cost = once(
            lambda: solve(points, capacity, forbids=forbids, keep=keep, fairness=mode)  # noqa: B023
        )
        best = found.total if bonus == 0 else best
        others = moved(first, found) - len(forbids)
        lost = best - found.total
        yield Again(mode, bonus, others, len(forbids), found.matched, lost, best, cost)


def moved(before: Solution, after: Solution) -> int:
    return int((before.match != after.match).sum())


def main() -> None:
    table = Table(f"Re-run after forbidding 1 % of the pairs at {size(N, M)}", COLUMNS)
    found: list[Again] = []
    for mode in MODES:
        for run in alone(measured, mode):
            table.add(line(run))
            found.append(run)
    table.store("calm", [goal(run) for run in found if run.bonus == DEFAULT])
    for mode in MODES:
        calm = [run.bonus for run in found if run.mode == mode and run.calm]
        said = ", ".join(map(str, calm)) or "none of these"
        print(f"  {mode}: calm enough and cheap enough with a bonus of {said}; default {DEFAULT}")


def line(run: Again) -> Figures:
    return {
        "fairness": run.mode,
        "bonus": run.bonus,
        "others moved": run.moved,
        "per pair": run.per_pair,
        "matched": run.matched,
        "points lost": run.lost,
        "%": run.percent,
        "s": run.cost.seconds,
        "(cpu)": run.cost.cpu,
        "load": run.cost.load,
    }


def goal(run: Again) -> Goal:
    return Goal(
        f"re-run with the default bonus {run.bonus}, fairness {run.mode}",
        f"<= {MOST_MOVED} others moved per forbidden pair, <= {MOST_LOST} % of points",
        f"{run.per_pair:.2f} and {run.percent:.3f} %",
        run.calm,
    )


if __name__ == "__main__":
    main()
