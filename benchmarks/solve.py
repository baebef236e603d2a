"""Engine against SciPy on one made-up company: `python -m benchmarks solve [sizes] [full]`.

Every line is a process of its own, so that its peak memory is its own. All start from loaded
arrays; SciPy's matrix is built apart from its solving, the engine's one figure holds scoring,
solving and the proof. `verify` proves the engine's result once more, and all totals must agree.
Ratios are the peer's over the engine's: its solving alone (wall and CPU), building and solving, MB.

`python -m benchmarks solve 10000 20000` takes these numbers of mentees; SciPy joins up to 10,000.
`full` adds 100,000 x 50,000 and SciPy at 20,000 (some GB, some minutes).
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import scipy_peers
from benchmarks.company import Company, made
from benchmarks.figures import Cost, Figures, Goal, Table, alone, cost_of, once, size
from matching.engine import solve, verify

MENTORS = {1_000: 600, 5_000: 3_000, 10_000: 6_000, 20_000: 12_000, 50_000: 25_000}
FULL = {100_000: 50_000}
PEERS_UP_TO = 10_000
BOTH_FAMILIES = 10_000  # also with every pair a goal covers or not: six times as many
RULE = "no_goal_covered"
COLUMNS = {
    "N x M": ">16",
    "  pairs": "<16",
    "solver": "<14",
    "build s": ">8.2f",
    "solve s": ">9.2f",
    "(cpu)": ">8.2f",
    "verify s": ">9.2f",
    "MB": ">7",
    "matched": ">9",
    "points": ">10",
    "load": ">6.1f",
    "solve x": ">9.1f",
    "(cpu) x": ">9.1f",
    "both x": ">8.1f",
    "memory x": ">10.1f",
}


@dataclass(frozen=True)
class Run:
    solver: str
    build: Cost | None
    solve: Cost
    matched: int
    total: int
    rounds: int = 0
    looked: int = 0
    verify: Cost | None = None

    @property
    def all(self) -> Cost:
        return self.build + self.solve if self.build else self.solve


Solver = Callable[[Company], Run]


def by_engine(company: Company) -> Run:
    found, cost = cost_of(lambda: solve(company.points(), company.capacity))
    _, checked = once(lambda: verify(company.points(), company.capacity, found))
    return Run(
        "engine", None, cost, found.matched, found.total, found.rounds, found.looked, checked
    )


def by_dense(company: Company) -> Run:
    costs, build = once(lambda: scipy_peers.dense(company))
    worth = scipy_peers.big(company)
    (matched, total), cost = cost_of(lambda: scipy_peers.solve_dense(costs, worth))
    return Run("SciPy dense", build, held(cost, costs.nbytes), matched, total)


def by_sparse(company: Company) -> Run:
    weights, build = once(lambda: scipy_peers.sparse(company))
    most = company.policy.maximum
    (matched, total), cost = cost_of(lambda: scipy_peers.solve_sparse(weights, most))
    held_bytes = weights.data.nbytes + weights.indices.nbytes
    return Run("SciPy sparse", build, held(cost, held_bytes), matched, total)


def held(cost: Cost, given: int) -> Cost:
    """With the matrix that was there before the solver began."""
    return Cost(cost.seconds, cost.cpu, cost.memory + given // 2**20, cost.load)


def measured(solver: Solver, n: int, m: int, covered: bool) -> Run:
    company = made(n, m)
    return solver(company if covered else company.without_rule(RULE))


def main(*options: str) -> None:
    full = "full" in options
    table = Table("Matching: from loaded arrays to the best result, proven by the engine", COLUMNS)
    goals: list[Goal] = []
    for n, m in sizes(options, full).items():
        for covered in (True, False) if n == BOTH_FAMILIES else (True,):
            peers: list[Solver] = [by_dense, by_sparse] if n <= PEERS_UP_TO else []
            peers = [by_dense] if full and n == 20_000 else peers
            runs = [alone(measured, solver, n, m, covered) for solver in (*peers, by_engine)]
            report(table, runs, n, m, covered)
            goals += goals_of(runs, n, covered)
    table.store("solve", goals)


def sizes(options: tuple[str, ...], full: bool) -> dict[int, int]:
    known = MENTORS | FULL
    chosen = [int(option) for option in options if option.isdigit()]
    if not chosen:
        return known if full else MENTORS
    return {n: known.get(n, n * 6 // 10) for n in chosen}


def report(table: Table, runs: list[Run], n: int, m: int, covered: bool) -> None:
    engine = runs[-1]
    if len({(run.matched, run.total) for run in runs}) > 1:
        print("  THE RESULTS DIFFER:", [(run.solver, run.matched, run.total) for run in runs])
    for run in runs:
        figures: Figures = {
            "N x M": size(n, m),
            "  pairs": "  goal covered" if covered else "  any goal",
            "solver": run.solver,
            "build s": run.build and run.build.seconds,
            "solve s": run.solve.seconds,
            "(cpu)": run.solve.cpu,
            "verify s": run.verify and run.verify.seconds,
            "MB": run.all.memory,
            "matched": run.matched,
            "points": run.total,
            "load": run.solve.load,
        }
        if run is engine:
            figures |= {"rounds": run.rounds, "looked at": run.looked}
        else:
            figures |= {
                "solve x": run.solve.seconds / engine.solve.seconds,
                "(cpu) x": run.solve.cpu / engine.solve.cpu,
                "both x": run.all.seconds / engine.solve.seconds,
                "both (cpu) x": run.all.cpu / engine.solve.cpu,
                "memory x": run.all.memory / max(1, engine.solve.memory),
            }
        table.add(figures)


def goals_of(runs: list[Run], n: int, covered: bool) -> list[Goal]:
    *peers, engine = runs
    mine, work = engine.solve, f"{n:,}, {'a goal covered' if covered else 'any goal'}"
    if n == 1_000 and peers:
        return [faster(f"{work}, SciPy dense with scoring", peers[0].all, mine, 1)]
    if n == 10_000 and peers:
        rival = min(peers, key=lambda run: run.solve.seconds)
        work = f"{work}, {rival.solver} solve alone"
        return [faster(work, rival.solve, mine, 6), smaller(work, rival.all, mine, 20)]
    if n == 20_000 and peers:
        work = f"{work}, SciPy dense build and solve"
        return [faster(work, peers[0].all, mine, 8), smaller(work, peers[0].all, mine, 16)]
    limits: dict[int, tuple[int | None, int]] = {50_000: (20, 500), 100_000: (None, 1_024)}
    if n not in limits:
        return []
    seconds, memory = limits[n]
    found = [Goal(work, f"<= {memory} MB", f"{mine.memory} MB", mine.memory <= memory)]
    if seconds:
        found += [Goal(work, f"<= {seconds} s", f"{mine.seconds:.1f} s", mine.seconds <= seconds)]
    return found


def faster(work: str, peer: Cost, mine: Cost, least: int) -> Goal:
    found, cpu = peer.seconds / mine.seconds, peer.cpu / mine.cpu
    said = f"{found:.1f} x ({cpu:.1f} x in cpu seconds)"
    return Goal(work, f">= {least} x faster", said, found >= least)


def smaller(work: str, peer: Cost, mine: Cost, least: int) -> Goal:
    found = peer.memory / max(1, mine.memory)
    return Goal(work, f">= {least} x less memory", f"{found:.1f} x", found >= least)


if __name__ == "__main__":
    main(*sys.argv[1:])
