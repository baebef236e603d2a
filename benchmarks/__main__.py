"""`make bench`: every benchmark as a table, with ratios against a named peer in the same run.

    python -m benchmarks                      # all, some ten minutes
    python -m benchmarks solve 10000 20000    # one, with what it takes
    python -m benchmarks full                 # all, and what takes long

What the engine's benchmarks measured is also in var/bench/<name>.json.
"""

import importlib
import sys

ENGINE = ("solve", "scoring", "edits", "calm", "fairness", "mentor_match")
NAMES = (*ENGINE, "loading", "people_import", "pages", "library", "insights", "console", "outbox")


def main(words: list[str]) -> None:
    options = [word for word in words if word not in NAMES]
    for name in [word for word in words if word in NAMES] or NAMES:
        print(f"\n== {name}\n", flush=True)
        module = importlib.import_module(f"benchmarks.{name}")
        module.main(*options if name in {"solve", "insights", "outbox"} else ())


if __name__ == "__main__":
    main(sys.argv[1:])
