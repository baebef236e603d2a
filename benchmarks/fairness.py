"""What each fairness mode costs and brings: `python -m benchmarks fairness`.

Floors and balanced at 10,000 x 6,000, leximin at 1,000 x 600, each against `total` on the same
people. The usual floors (20 and 30 points) catch the few who fare badly; those at 30 and 45 lie so
near the average here that thousands are below them. `verify` proves every result again.
"""

from dataclasses import dataclass

from benchmarks.company import made
from benchmarks.figures import Cost, Figures, Goal, Table, alone, cost_of, once, size
from matching.engine import CertificateError, fairness_report, solve, verify

LEVELS = (20, 30, 45)  # points: how many mentees are below each
MOST_LOST, LEAST_LIFTED = 0.05, 3  # percent of points; times fewer under the second floor
COLUMNS = {
    "N x M": ">16",
    "  mode": "<15",
    "matched": ">8",
    "points": ">9",
    "lost %": ">8.3f",
    "worst": ">7",
    "p5": ">5",
    "Gini": ">7.3f",
    **{f"< {level}": ">7" for level in LEVELS},
    "proven": ">8",
    "s": ">7.1f",
    "(cpu)": ">7.1f",
    "(cpu) x": ">9.1f",
    "load": ">6.1f",
}


@dataclass(frozen=True)
class Mode:
    """`floors` in points, None for the mode's own."""

    name: str
    floors: tuple[int, int] | None = None

    def __str__(self) -> str:
        return " ".join([self.name, "/".join(map(str, self.floors or ()))]).strip()


TOTAL, BALANCED, LEXIMIN = Mode("total"), Mode("balanced"), Mode("leximin")
USUAL, HIGH = Mode("floors", (20, 30)), Mode("floors", (30, 45))
RUNS = (
    (10_000, 6_000, (TOTAL, USUAL, HIGH, BALANCED)),
    (1_000, 600, (TOTAL, USUAL, HIGH, BALANCED, LEXIMIN)),
)


@dataclass(frozen=True)
class Run:
    mode: Mode
    matched: int
    total: int
    worst: int | None
    fifth: int | None
    gini: float
    below: dict[int, int]
    proven: bool
    cost: Cost


def measured(n: int, m: int, mode: Mode) -> Run:
    company = made(n, m)
    points, capacity = company.points(), company.capacity
    once(lambda: points.tables)
    found, cost = cost_of(lambda: solve(points, capacity, fairness=mode.name, floors=mode.floors))
    try:
        verify(points, capacity, found)
        proven = True
    except CertificateError:
        proven = False
    report = fairness_report(points, found, floors=LEVELS)
    gini, below = float(report.gini or 0), dict(report.below)
    worst, fifth = report.worst, report.fifth_percentile
    return Run(mode, found.matched, found.total, worst, fifth, gini, below, proven, cost)


def main() -> None:
    table = Table("Fairness: cost and effect against the mode total (tables made before)", COLUMNS)
    goals = []
    for n, m, modes in RUNS:
        runs = []
        for mode in modes:
            runs.append(alone(measured, n, m, mode))
            table.add({"N x M": size(n, m), **line(runs[-1], runs[0])})
        if n == RUNS[0][0]:
            goals = goals_of(runs[0], runs[1], n)
    table.store("fairness", goals)


def line(run: Run, base: Run) -> Figures:
    return {
        "  mode": f"  {run.mode}",
        "matched": run.matched,
        "points": run.total,
        "lost %": lost(run, base),
        "worst": run.worst,
        "p5": run.fifth,
        "Gini": run.gini,
        **{f"< {level}": number for level, number in run.below.items()},
        "proven": "yes" if run.proven else "NO",
        "s": run.cost.seconds,
        "(cpu)": run.cost.cpu,
        "(cpu) x": run.cost.cpu / base.cost.cpu,
        "load": run.cost.load,
    }


def lost(run: Run, base: Run) -> float:
    """Percent of the points that the mode total has."""
    return 100 * (base.total - run.total) / base.total


def goals_of(base: Run, floors: Run, n: int) -> list[Goal]:
    percent, second = lost(floors, base), (floors.mode.floors or LEVELS)[-1]
    before, after = base.below[second], floors.below[second]
    work, cheap = f"{floors.mode} at {n:,}", percent <= MOST_LOST
    fewer = f">= {LEAST_LIFTED} x fewer mentees under {second} points"
    return [
        Goal(work, f"<= {MOST_LOST} % of points", f"{percent:.3f} %", cheap),
        Goal(work, fewer, f"{before:,} -> {after:,}", LEAST_LIFTED * after <= before),
    ]


if __name__ == "__main__":
    main()
