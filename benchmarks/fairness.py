"""What each fairness mode costs and brings: `python -m benchmarks fairness`.

Floors and balanced at 10,000 x 6,000, leximin at 1,000 x 600, each against `total` on the same
people. `verify` proves every one of them over all pairs.
"""

from dataclasses import dataclass

from benchmarks.company import made
from benchmarks.figures import Cost, Figures, Goal, Table, alone, cost_of, once, size
from matching.engine import CertificateError, FairnessReport, fairness_report, solve, verify

RUNS = (
    (10_000, 6_000, ("total", "floors", "balanced")),
    (1_000, 600, ("total", "floors", "balanced", "leximin")),
)
MOST_LOST, LEAST_LIFTED = 0.05, 3  # percent of points; times fewer under the second floor
COLUMNS = {
    "N x M": ">16",
    "  mode": "<11",
    "matched": ">8",
    "points": ">9",
    "lost %": ">8.3f",
    "worst": ">7",
    "p5": ">5",
    "Gini": ">7.3f",
    "under 1st": ">11",
    "under 2nd": ">11",
    "proven": ">8",
    "s": ">7.1f",
    "(cpu)": ">7.1f",
    "time x": ">8.1f",
    "load": ">6.1f",
}


@dataclass(frozen=True)
class Run:
    mode: str
    report: FairnessReport
    matched: int
    total: int
    proven: bool
    cost: Cost

    @property
    def under(self) -> list[int]:
        return [number for _, number in self.report.below]


def measured(n: int, m: int, modes: tuple[str, ...]) -> list[Run]:
    """The first mode is the one the others are held against."""
    company = made(n, m)
    points, capacity = company.points(), company.capacity
    base, _ = once(lambda: solve(points, capacity, fairness=modes[0]))
    runs = []
    for mode in modes:
        found, cost = cost_of(lambda: solve(points, capacity, fairness=mode))  # noqa: B023
        try:
            verify(points, capacity, found)
            proven = True
        except CertificateError:
            proven = False
        report = fairness_report(points, found, base)
        runs.append(Run(mode, report, found.matched, found.total, proven, cost))
    return runs


def main() -> None:
    table = Table("Fairness: cost and effect against the mode total", COLUMNS)
    goals = []
    for n, m, modes in RUNS:
        runs = alone(measured, n, m, modes)
        for run in runs:
            table.add({"N x M": size(n, m), **line(run, runs[0])})
        if n == RUNS[0][0]:
            goals = goals_of(runs[0], runs[1], n)
    table.store("fairness", goals)


def line(run: Run, base: Run) -> Figures:
    return {
        "  mode": f"  {run.mode}",
        "matched": run.matched,
        "points": run.total,
        "lost %": lost(run, base),
        "worst": run.report.worst,
        "p5": run.report.fifth_percentile,
        "Gini": None if run.report.gini is None else float(run.report.gini),
        "under 1st": run.under[0],
        "under 2nd": run.under[1],
        "proven": "yes" if run.proven else "NO",
        "s": run.cost.seconds,
        "(cpu)": run.cost.cpu,
        "time x": run.cost.cpu / base.cost.cpu,
        "load": run.cost.load,
    }


def lost(run: Run, base: Run) -> float:
    """Percent of the points that the mode total has."""
    return 100 * (base.total - run.total) / base.total


def goals_of(base: Run, floors: Run, n: int) -> list[Goal]:
    percent, before, after = lost(floors, base), base.under[1], floors.under[1]
    lifted = f"{before:,} -> {after:,}"
    return [
        Goal(
            f"floors at {n:,}",
            f"<= {MOST_LOST} % of points",
            f"{percent:.3f} %",
            percent <= MOST_LOST,
        ),
        Goal(
            f"floors at {n:,}",
            f">= {LEAST_LIFTED} x fewer mentees under the second floor",
            lifted,
            LEAST_LIFTED * after <= before,
        ),
    ]


if __name__ == "__main__":
    main()
