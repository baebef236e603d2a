"""What the engine's benchmarks share: a process of its own, what work cost, a table, a JSON file.

Other work on the machine slows everything down, so the load average stands beside each figure and
CPU seconds (all threads and children) beside the wall clock. What takes less than five seconds is
done three times, the median counts. Memory is the peak above what the process held before.
"""

import json
import os
import platform
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import ParamSpec, TypeVar

from benchmarks.memory import peak_above, start_of_peak

FOLDER = Path("var/bench")
SHORT = 5.0  # seconds
PACKAGES = ("numpy", "scipy", "ortools")
Figures = dict[str, object]
T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True)
class Cost:
    seconds: float
    cpu: float
    memory: int  # MB
    load: float  # of the last minute, when the work was done

    def __add__(self, other: "Cost") -> "Cost":
        """One after the other; memory is the higher."""
        return Cost(
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            max(self.memory, other.memory),
            max(self.load, other.load),
        )


@dataclass(frozen=True)
class Goal:
    """A figure: what to reach, what was measured."""

    work: str
    reach: str
    measured: str
    met: bool


def cost_of(work: Callable[[], T]) -> tuple[T, Cost]:
    """The result of the last run, and the median cost of one."""
    runs: list[Cost] = []
    while (len(runs) in (1, 2) and runs[0].seconds < SHORT) or not runs:
        found, cost = once(work)
        runs.append(cost)
    middle = Cost(
        median(run.seconds for run in runs),
        median(run.cpu for run in runs),
        max(run.memory for run in runs),
        runs[-1].load,
    )
    return found, middle


def once(work: Callable[[], T]) -> tuple[T, Cost]:
    held, start, cpu = start_of_peak(), perf_counter(), cpu_seconds()
    found = work()
    seconds, spent = perf_counter() - start, cpu_seconds() - cpu
    return found, Cost(seconds, spent, peak_above(held), os.getloadavg()[0])


def cpu_seconds() -> float:
    """Of this process and of its children that have ended."""
    return sum(os.times()[:4])


def alone(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do it in a process of its own, which ends afterwards."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


class Table:
    """Prints a line at a time, keeps all figures, and stores them in the end.

    `columns` are name: format ("<20", ">9.2f", …); figures beyond them go to the file only.
    """

    def __init__(self, title: str, columns: Mapping[str, str]) -> None:
        self.title, self.columns = title, columns
        self.rows: list[Figures] = []
        heads = (f"{name:{widths(form)}}" for name, form in columns.items())
        print(f"{title}\n{''.join(heads)}", flush=True)

    def add(self, figures: Figures) -> None:
        self.rows.append(figures)
        cells = (cell(figures.get(name), form) for name, form in self.columns.items())
        print("".join(cells).rstrip(), flush=True)

    def store(self, name: str, goals: list[Goal] = []) -> None:  # noqa: B006  (never changed)
        """Say which goals are met, and write everything to `var/bench/<name>.json`."""
        for goal in goals:
            verdict = "met" if goal.met else "NOT MET"
            print(f"  {goal.work}: to reach {goal.reach}; measured {goal.measured}: {verdict}")
        document = {
            "benchmark": self.title,
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine(),
            "figures": self.rows,
            "goals": [asdict(goal) for goal in goals],
        }
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"{name}.json"
        path.write_text(json.dumps(document, indent=1) + "\n")
        print(f"  All figures: {path}", flush=True)


def widths(form: str) -> str:
    """Alignment and width alone, as texts need them."""
    found = re.match(r"[<>]?\d+", form)
    return found[0] if found else ""


def cell(value: object, form: str) -> str:
    return f"{'':{widths(form)}}" if value is None else f"{value:{form}}"


def machine() -> Figures:
    return {
        "cores": os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        **{name: found for name in PACKAGES if (found := release(name))},
    }


def release(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def size(n: int, m: int) -> str:
    return f"{n:,} x {m:,}"
