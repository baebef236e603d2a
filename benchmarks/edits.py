"""One decision of HR on a finished result: `python -m benchmarks edits`.

Twenty edits of each kind at 10,000 x 6,000, each with its exact price and the proof renewed over
all pairs, against a full run of the same problem.
"""

from collections.abc import Callable, Iterator
from statistics import median, quantiles

import numpy as np

from benchmarks.company import made
from benchmarks.figures import Cost, Figures, Goal, Table, alone, cost_of, once, size
from matching.engine import (
    Forbid,
    Lock,
    MorePlaces,
    Pause,
    ProfilePoints,
    Solution,
    Swap,
    price_of,
    solve,
)

N, M, EACH = 10_000, 6_000, 20
Edit = Lock | Forbid | Swap | MorePlaces | Pause
LIMIT = 0.25  # seconds
COLUMNS = {
    "edit": "<12",
    "median ms": ">10.0f",
    "p95 ms": ">8.0f",
    "cpu ms": ">8.0f",
    "cpu p95": ">9.0f",
    "moved": ">7.0f",
    "load": ">6.1f",
    "full run x": ">11.1f",
    "(cpu) x": ">9.1f",
}


class Dice:
    """Edits that hold, drawn at random."""

    def __init__(self, points: ProfilePoints, solution: Solution) -> None:
        self.points, self.match = points, solution.match
        self.rng = np.random.default_rng(3)
        self.matched = np.flatnonzero(self.match >= 0)

    def somebody(self) -> int:
        return int(self.rng.choice(self.matched))

    def lock(self) -> Lock:
        i = self.somebody()
        allowed = np.flatnonzero(self.points.block(np.array([i]))[0] >= 0)
        others = allowed[allowed != self.match[i]]
        return Lock(i, int(self.rng.choice(others))) if len(others) else self.lock()

    def forbid(self) -> Forbid:
        i = self.somebody()
        return Forbid(i, int(self.match[i]))

    def swap(self) -> Swap:
        """Of two who may have each other's mentor, the first found for a random mentee."""
        while True:
            i = self.somebody()
            row = self.points.block(np.array([i]))[0]
            for k in self.rng.permutation(
                self.matched[row[self.match[self.matched]] >= 0]
            ).tolist():
                if self.match[k] != self.match[i] and self.points.score(k, int(self.match[i])) >= 0:
                    return Swap(i, k)

    def place(self) -> MorePlaces:
        return MorePlaces(int(self.rng.integers(self.points.shape[1])))

    def pause(self) -> Pause:
        return Pause(self.somebody())

    def kinds(self) -> dict[str, Callable[[], Edit]]:
        return {
            "lock": self.lock,
            "forbid": self.forbid,
            "swap": self.swap,
            "place": self.place,
            "pause": self.pause,
        }


def measured() -> list[tuple[str, list[Cost], list[int]]]:
    """The full run, then each kind: costs, and how many moved."""
    return list(measure())


def measure() -> Iterator[tuple[str, list[Cost], list[int]]]:
    company = made(N, M)
    solution, full = cost_of(lambda: solve(company.points(), company.capacity))
    yield "full run", [full], [0]
    points = company.points()
    dice = Dice(points, solution)
    for kind, draw in dice.kinds().items():
        edits = [draw() for _ in range(EACH)]
        runs = [once(lambda: price_of(points, company.capacity, solution, e)) for e in edits]  # noqa: B023
        yield kind, [cost for _, cost in runs], [len(price.moved) for price, _ in runs]


def main() -> None:
    title = f"Edits at {size(N, M)}, price and proof included ({EACH} of each)"
    table, slowest = Table(title, COLUMNS), {}
    (_, (full,), _), *kinds = alone(measured)
    table.add(line("full run", [full], [0], full))
    for kind, costs, moved in kinds:
        figures = line(kind, costs, moved, full)
        table.add(figures)
        slowest[kind] = median(cost.seconds for cost in costs), median(cost.cpu for cost in costs)
    goals = [
        Goal(
            f"one {kind} at {N:,}, median",
            f"<= {LIMIT} s",
            f"{wall:.2f} s ({cpu:.2f} s cpu)",
            wall <= LIMIT,
        )
        for kind, (wall, cpu) in slowest.items()
        if kind in ("lock", "forbid")
    ]
    table.store("edits", goals)


def line(kind: str, costs: list[Cost], moved: list[int], full: Cost) -> Figures:
    wall, cpu = [cost.seconds for cost in costs], [cost.cpu for cost in costs]
    return {
        "edit": kind,
        "median ms": 1e3 * median(wall),
        "p95 ms": 1e3 * highest(wall),
        "cpu ms": 1e3 * median(cpu),
        "cpu p95": 1e3 * highest(cpu),
        "moved": median(moved),
        "load": costs[-1].load,
        "full run x": full.seconds / median(wall),
        "(cpu) x": full.cpu / median(cpu),
    }


def highest(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


if __name__ == "__main__":
    main()
