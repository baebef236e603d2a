"""The PyPI package mentor-match against the engine: `python -m benchmarks mentor_match`.

500 mentees and 500 mentors drawn as the package's own application draws its sample, scored by the
rules of that application: another organisation, one or two grades up, then points for the gap in
grades, the profession and a shared characteristic. Each person has one place, one round is run.

`make bench` puts the package into `.venv/peers` (`requirements-bench.txt`). Its module is called
`matching` like ours, so it lives and runs apart (`mentor_match_peer.py`). Without it, this
benchmark says so and measures the engine alone.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Cost, Goal, Table, alone, cost_of, size
from matching.engine import DensePoints, solve
from matching.engine.arrays import Ints

PEOPLE, GRADES, ORGANISATIONS, PROFESSIONS, KINDS = 500, 11, 6, 5, 6
PEERS = Path(os.environ.get("BENCH_PEERS", ".venv/peers"))
PEER = Path(__file__).with_name("mentor_match_peer.py")
LEAST = 200  # times faster
COLUMNS = {
    "N x M": ">12",
    "  way": "<16",
    "s": ">9.3f",
    "(cpu)": ">8.3f",
    "MB": ">6",
    "matched": ">9",
    "points": ">8",
    "load": ">6.1f",
    "engine x": ">10.0f",
    "(cpu) x": ">9.0f",
}
Person = dict[str, Any]


@dataclass(frozen=True)
class Run:
    cost: Cost
    matched: int
    points: int


def sample() -> tuple[list[Person], list[Person]]:
    """Mentees and mentors; `kinds` are the characteristics a mentor has, or a mentee looks for."""
    rng = np.random.default_rng(1)
    mentees = [person(rng, "mentee", k, grades=(0, GRADES - 1)) for k in range(PEOPLE)]
    mentors = [person(rng, "mentor", k, grades=(2, GRADES)) for k in range(PEOPLE)]
    for one in mentees:
        one["kinds"] = [k for k in [int(rng.integers(-1, KINDS))] if k >= 0]
    for one in mentors:
        count = int(rng.integers(1, 3)) if rng.random() < 0.5 else 0
        one["kinds"] = rng.choice(KINDS, count, replace=False).tolist()
    return mentees, mentors


def person(rng: np.random.Generator, role: str, number: int, grades: tuple[int, int]) -> Person:
    return {
        "email": f"{role}.{number}@example.com",
        "grade": int(rng.integers(*grades)),
        "organisation": int(rng.integers(ORGANISATIONS)),
        "profession": int(rng.integers(PROFESSIONS)),
    }


def scores(mentees: list[Person], mentors: list[Person]) -> Ints:
    """Points by the application's rules (N, M), -1 where one of them forbids the pair."""
    gap = column(mentors, "grade") - column(mentees, "grade")[:, None]
    apart = column(mentors, "organisation") != column(mentees, "organisation")[:, None]
    same = column(mentors, "profession") == column(mentees, "profession")[:, None]
    shared = ticked(mentees) @ ticked(mentors).T > 0
    points = np.where(gap == 2, 12, 9) + 10 * same + 6 * shared
    found: Ints = np.where(apart & (gap > 0) & (gap <= 2), points, -1)
    return found


def column(people: list[Person], name: str) -> Ints:
    return np.array([one[name] for one in people])


def ticked(people: list[Person]) -> Ints:
    found = np.zeros((len(people), KINDS), np.int64)
    for row, one in zip(found, people, strict=True):
        row[one["kinds"]] = 1
    return found


def by_engine() -> Run:
    mentees, mentors = sample()
    found, cost = cost_of(lambda: solve(DensePoints(scores(mentees, mentors)), [1] * PEOPLE))
    return Run(cost, found.matched, found.total)


def by_peer() -> Run:
    """Its pairs counted and scored by our arrays, after both gave every pair the same score."""
    mentees, mentors = sample()
    done = subprocess.run(
        [sys.executable, "-I", PEER, PEERS],
        input=json.dumps({"mentees": mentees, "mentors": mentors}),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told, ours = json.loads(done.stdout), scores(mentees, mentors)
    if not np.array_equal(np.maximum(ours, 0), np.array(told["scores"])):
        raise SystemExit("mentor-match scores its pairs otherwise than this benchmark.")
    pairs = np.array(told["pairs"])
    return Run(Cost(**told["cost"]), len(pairs), int(ours[pairs[:, 0], pairs[:, 1]].sum()))


def main() -> None:
    table = Table(f"mentor-match's own sample and rules, {PEOPLE} and {PEOPLE} people", COLUMNS)
    engine = alone(by_engine)
    if not (PEERS / "matching").exists():
        add(table, "engine", engine, None)
        print("  mentor-match is not installed: nothing to compare with (make bench installs it).")
        table.store("mentor_match")
        return
    peer = by_peer()
    add(table, "mentor-match", peer, engine)
    add(table, "engine", engine, None)
    table.store("mentor_match", goals(peer, engine))


def add(table: Table, way: str, run: Run, engine: Run | None) -> None:
    table.add(
        {
            "N x M": size(PEOPLE, PEOPLE),
            "  way": f"  {way}",
            "s": run.cost.seconds,
            "(cpu)": run.cost.cpu,
            "MB": run.cost.memory,
            "matched": run.matched,
            "points": run.points,
            "load": run.cost.load,
            "engine x": engine and run.cost.seconds / engine.cost.seconds,
            "(cpu) x": engine and run.cost.cpu / engine.cost.cpu,
        }
    )


def goals(peer: Run, engine: Run) -> list[Goal]:
    found, cpu = peer.cost.seconds / engine.cost.seconds, peer.cost.cpu / engine.cost.cpu
    never = engine.matched >= peer.matched
    return [
        Goal(
            "mentor-match",
            f">= {LEAST} x faster",
            f"{found:.0f} x ({cpu:.0f} x cpu)",
            found >= LEAST,
        ),
        Goal("mentor-match", "never fewer matched", f"{peer.matched} -> {engine.matched}", never),
    ]


if __name__ == "__main__":
    main()
