"""What failed in the last run, for `make check` to run again alone: `python -m tests.failed`.

pytest remembers it under names that carry the group of pytest-xdist ("test_x@races"); alone there
is no such group, and `--last-failed` would find nothing. One name a line, for `pytest @file`.
"""

import json
import re
from pathlib import Path

GROUP = re.compile(r"@[\w-]+$")


def names(remembered: str) -> list[str]:
    return sorted({GROUP.sub("", name) for name in json.loads(remembered)})


if __name__ == "__main__":
    print(*names(Path(".pytest_cache/v/cache/lastfailed").read_text()), sep="\n")
