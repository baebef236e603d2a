"""The receipt of a run: what is needed to run it again exactly, and the proof that nothing better
exists. Two runs with the same fingerprint and salt give the same pairs.

It is a short document; the prices and the inputs themselves are sealed beside it
(`matching.frozen`) and named here by their digests.
"""

import hashlib
import json
import platform
import secrets
from dataclasses import fields
from importlib.metadata import version
from typing import Any

import numpy as np

from matching.engine import People, Solution, fairness_report
from matching.loading import LoadedProblem
from matching.models import Run

# Raised when the same input may give another result or another certificate.
ENGINE_VERSION = "2"
LIBRARIES = ("numpy", "ortools")


def write(
    run: Run,
    problem: LoadedProblem,
    solution: Solution,
    *,
    timings: dict[str, float],
    digests: dict[str, str],
    most: Solution | None = None,
) -> dict[str, Any]:
    """`most` is the result with most points in all, where it is known."""
    engine, *libraries = versions().items()
    return {
        "salt": run.salt,
        # Who is held out of what HR tries on this run's pairs; independent of how they were found.
        "holdout_seed": secrets.token_hex(8),
        "input": fingerprint(problem),
        "digests": digests,
        "engine": engine[1],
        "libraries": dict(libraries),
        "policy": run.policy.version,
        "week": problem.monday.isoformat(),
        "people": _people(problem),
        "certificate": _certificate(problem, solution),
        "fit": fairness_report(problem.points, solution, most).to_document(),
        "seconds": {stage: round(taken, 3) for stage, taken in timings.items()},
    }


def _people(problem: LoadedProblem) -> dict[str, int]:
    return {
        "mentees": len(problem.mentee_rows),
        "mentors": len(problem.mentor_rows),
        "places": int(problem.capacity.sum()),
        "locks": len(problem.locks),
        "kept": len(problem.kept),
    }


def versions() -> dict[str, str]:
    """What the pairs depend on beside the input, the engine first."""
    found = {name: version(name) for name in LIBRARIES}
    return {"engine": ENGINE_VERSION, **found, "python": platform.python_version()}


def _certificate(problem: LoadedProblem, solution: Solution) -> dict[str, Any]:
    return {
        "matched": solution.matched,
        "points": solution.total,
        "maximum": problem.points.maximum,
        "possible": len(problem.mentee_rows) * len(problem.mentor_rows),
        "looked": solution.looked,
        "bonus": _readable(solution.bonus),
        "fairness": solution.fairness,
        "floors": list(solution.floors),
        "mutual": len(solution.mutual),
        "verified": True,
    }


def _readable(number: int) -> int | str:
    """Leximin's bonus has thousands of digits: then the proof alone holds it."""
    return number if number < 2**63 else f"{number.bit_length()} bits"


def fingerprint(problem: LoadedProblem) -> str:
    """SHA-256 of everything the engine was given."""
    digest = hashlib.sha256()
    for people in (problem.mentees, problem.mentors):
        for part in _columns(people):
            digest.update(part)
    for field in fields(problem.facts):
        digest.update(field.name.encode())
        digest.update(np.asarray(getattr(problem.facts, field.name), np.int64).tobytes())
    digest.update(problem.capacity.tobytes())
    decided = {
        "policy": problem.policy.to_document(),
        "locks": problem.locks,
        "kept": problem.kept,
        "related": sorted(problem.related),
    }
    digest.update(json.dumps(decided, sort_keys=True).encode())
    return digest.hexdigest()


def _columns(people: People) -> list[bytes]:
    values = [(field.name, getattr(people, field.name)) for field in fields(people)]
    return [name.encode() + _bytes(value) for name, value in values]


def _bytes(value: object) -> bytes:
    if isinstance(value, np.ndarray):
        return value.tobytes()
    if isinstance(value, tuple):
        return json.dumps(value).encode()
    return b"".join(np.asarray(getattr(value, f.name)).tobytes() for f in fields(value))  # type: ignore[arg-type]
