"""`make bench`: every benchmark as a table, with ratios against a named peer in the same run."""

import importlib
import sys

NAMES = ("solve", "loading", "people_import", "pages")


def main(names: list[str]) -> None:
    for name in names or NAMES:
        print(f"\n== {name}\n", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
