"""One round of mentor-match in a process without our `matching`, whose name it shares.

    python -I benchmarks/mentor_match_peer.py .venv/peers < people.json

Reads people, writes the cost of the round, its pairs (mentee, mentor) and its score of every pair.
"""

import importlib
import json
import operator
import os
import resource
import sys
import time
from typing import Any

sys.path.insert(0, sys.argv[1])
process = importlib.import_module("matching.process")  # the peer's, not ours
rule = importlib.import_module("matching.rules.rule")


def people(kind: Any, rows: list[dict[str, Any]]) -> list[Any]:
    found = []
    for row in rows:
        one = kind(**{name: row[name] for name in ("email", "grade", "organisation", "profession")})
        one.kinds = frozenset(row["kinds"])
        found.append(one)
    return found


def rules() -> list[Any]:
    """Those of the package's own application, told by what they score."""
    higher, grade = operator.gt, rule.Grade
    return [
        rule.Disqualify(rule.Equivalent("organisation").evaluate),
        rule.Disqualify(grade(2, higher).evaluate),
        rule.Disqualify(grade(0, operator.le).evaluate),
        grade(2, operator.eq, {True: 12, False: 0}),
        grade(1, operator.eq, {True: 9, False: 0}),
        rule.Equivalent("profession", {True: 10, False: 0}),
        rule.Generic(
            {True: 6, False: 0}, lambda match: match.mentee.kinds & match.mentor.kinds != set()
        ),
    ]


def main() -> None:
    given = json.load(sys.stdin)
    mentees, mentors = (
        people(process.Mentee, given["mentees"]),
        people(process.Mentor, given["mentors"]),
    )
    grid = process.generate_match_matrix(mentors, mentees, rules())
    scores = [[match.score for match in row] for row in zip(*grid, strict=True)]
    del grid
    held, start, cpu = peak(), time.perf_counter(), time.process_time()
    process.process_data(mentors, mentees, [rules()])
    cost = {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "memory": peak() - held,
        "load": os.getloadavg()[0],
    }
    number = {mentor.email: j for j, mentor in enumerate(mentors)}
    pairs = [(i, number[mentor.email]) for i, one in enumerate(mentees) for mentor in one.mentors]
    json.dump({"cost": cost, "pairs": pairs, "scores": scores}, sys.stdout)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
