"""What scoring a pair costs: `python -m benchmarks scoring`, ns of CPU per pair, one core.

All pairs of 5,000 mentees with 25,000 mentors, block by block, by the engine's tables (with making
them), and by two named peers that do less: scipy.sparse multiplies goals by offers (skills alone,
no rule), and a blocked GEMM multiplies answers as numbers (every factor that is a product; no rule,
no level, no distance). BLAS has one thread.
"""

import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from benchmarks.company import DEPARTMENTS, INTERESTS, SITES, SKILLS, Company, made
from benchmarks.figures import Cost, Goal, Table, alone, cost_of, once
from matching.engine import People, Ragged
from matching.engine.arrays import row_blocks

MENTEES, MENTORS = 5_000, 25_000
GEMM_ROWS = 256
COLUMNS = {
    "way": "<34",
    "made s": ">8.2f",
    "s": ">8.2f",
    "ns/pair": ">9.2f",
    "load": ">7.1f",
    "x": ">7.1f",
}
Floats = NDArray[np.float32]
Scored = tuple[Cost, Cost]  # making ready, scoring all pairs


def by_engine(company: Company) -> Scored:
    points = company.points()
    n, m = points.shape
    tables, ready = once(lambda: points.tables)
    alike = np.argsort(tables.order, kind="stable")

    def score() -> int:
        return sum(int(tables.marks(alike[block])[0, 0]) for block in row_blocks(n, m))

    return ready, cost_of(score)[1]


def by_sparse(company: Company) -> Scored:
    """Points for goals by the offered level, as a sparse product, a thousand mentees at a time."""
    (wanted, given), ready = once(lambda: (goals(company.mentees), offers(company.mentors)))

    def score() -> int:
        steps = range(0, len(company.mentees), 1_000)
        return sum((wanted[at : at + 1_000] @ given).nnz for at in steps)

    return ready, cost_of(score)[1]


def by_gemm(company: Company) -> Scored:
    (left, right), ready = once(
        lambda: (answers(company.mentees), answers(company.mentors).T.copy())
    )

    def score() -> float:
        steps = range(0, len(left), GEMM_ROWS)
        return sum(float((left[at : at + GEMM_ROWS] @ right)[0, 0]) for at in steps)

    return ready, cost_of(score)[1]


def goals(people: People) -> csr_matrix:
    found = people.goals
    return csr_matrix((found.values[:, 2], found.values[:, 0], found.start), (len(people), SKILLS))


def offers(people: People) -> csr_matrix:
    found = people.offers
    shape = len(people), SKILLS
    return csr_matrix((found.values[:, 1], found.values[:, 0], found.start), shape).T.tocsr()


def answers(people: People) -> Floats:
    """Skills, hours, interests, background, department and site, one column per answer."""
    parts = [
        ticked(people.goals, SKILLS) + ticked(people.offers, SKILLS),
        people.hours.astype(np.float32),
        ticked(people.interests, INTERESTS),
        ticked(people.background, DEPARTMENTS),
        np.eye(DEPARTMENTS, dtype=np.float32)[people.department],
        np.eye(SITES, dtype=np.float32)[people.site],
    ]
    return np.ascontiguousarray(np.hstack(parts), np.float32)


def ticked(lists: Ragged, kinds: int) -> Floats:
    columns = np.zeros((len(lists), kinds), np.float32)
    columns[lists.owners(), lists.values[:, 0]] = 1
    return columns


WAYS: dict[str, Callable[[Company], Scored]] = {
    "engine: all factors, all rules": by_engine,
    "scipy.sparse: goals x offers": by_sparse,
    "blocked GEMM, float32": by_gemm,
}


def measured(way: str) -> Scored:
    return WAYS[way](made(MENTEES, MENTORS))


def main() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    title = f"Scoring {MENTEES:,} x {MENTORS:,} pairs (CPU; x: against the engine)"
    table, mine = Table(title, COLUMNS), 0.0
    for way in WAYS:
        ready, cost = alone(measured, way)
        each = 1e9 * cost.cpu / (MENTEES * MENTORS)
        mine = mine or each
        table.add(
            {
                "way": way,
                "made s": ready.cpu,
                "s": cost.cpu,
                "ns/pair": each,
                "load": cost.load,
                "x": each / mine,
                "wall s": cost.seconds,
                "ns/pair with making": 1e9 * (cost.cpu + ready.cpu) / (MENTEES * MENTORS),
                "MB": max(cost.memory, ready.memory),
            }
        )
    work = f"scoring all pairs at {MENTORS:,} mentors, CPU"
    table.store("scoring", [Goal(work, "<= 3 ns", f"{mine:.2f} ns per pair and core", mine <= 3)])


if __name__ == "__main__":
    main()
