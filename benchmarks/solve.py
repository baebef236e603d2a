"""Engine against SciPy's dense solver on one made-up company: `python -m benchmarks.solve`.

Every line is a process of its own, so that its peak memory is its own. SciPy gets the scores
ready-made (their building is timed apart); the engine starts from the profiles and ends proven.
"""

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from time import perf_counter

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.company import company
from matching.engine import ProfilePoints, solve, verify
from matching.engine.arrays import Ints

SIZES = ((1_000, 600), (5_000, 3_000))
BIG = 10**6


@dataclass(frozen=True)
class Run:
    solver: str
    prepared: float  # seconds
    solved: float
    checked: float
    matched: int
    total: int
    memory: int  # MB above what the loaded profiles took


def by_engine(points: ProfilePoints, capacity: Ints) -> Run:
    start = perf_counter()
    solution = solve(points, capacity)
    solved = perf_counter()
    verify(points, capacity, solution)
    spent = solved - start, perf_counter() - solved
    return Run("engine", 0.0, *spent, solution.matched, solution.total, 0)


def by_scipy(points: ProfilePoints, capacity: Ints) -> Run:
    start = perf_counter()
    places = np.repeat(np.arange(len(capacity)), capacity)
    worth = np.zeros((points.shape[0], len(places)))
    for at in range(0, len(worth), 64):
        scores = points.block(np.arange(at, min(at + 64, len(worth))))
        worth[at : at + 64] = np.where(scores >= 0, scores + float(BIG), 0)[:, places]
    prepared = perf_counter()
    best = int(worth[linear_sum_assignment(worth, maximize=True)].sum())
    spent = prepared - start, perf_counter() - prepared, 0.0
    return Run("SciPy dense", *spent, best // BIG, best % BIG, 0)


def measured(solver: Callable[[ProfilePoints, Ints], Run], n: int, m: int) -> Run:
    points, capacity = company(n, m)
    before = peak_memory()
    run = solver(points, capacity)
    return Run(**{**vars(run), "memory": peak_memory() - before})


def peak_memory() -> int:
    """MB."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def main() -> None:
    print("Matching: profiles to the best result (seconds; memory above the loaded profiles)")
    print(f"{'N x M':>14} {'solver':<12}{'build':>8}{'solve':>8}{'verify':>8}", end="")
    print(f"{'MB':>6}{'matched':>9}{'points':>9}  time against SciPy")
    for n, m in SIZES:
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            runs = [pool.apply(measured, (solver, n, m)) for solver in (by_scipy, by_engine)]
        for run in runs:
            show(run, f"{n:,} x {m:,}", runs[0])


def show(run: Run, size: str, scipy: Run) -> None:
    times = f"{run.prepared:>8.2f}{run.solved:>8.2f}{run.checked:>8.2f}"
    ratio = (run.prepared + run.solved) / (scipy.prepared + scipy.solved)
    alone = run.solved / scipy.solved
    print(
        f"{size:>14} {run.solver:<12}{times}{run.memory:>6}{run.matched:>9}{run.total:>9}", end=""
    )
    print(f"  {ratio:.2f} with build, {alone:.2f} solve alone", flush=True)


if __name__ == "__main__":
    main()
