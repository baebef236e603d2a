"""`make reset`: remove `var/`, unless Mentorship is running on it."""

import os
import shutil
import sys
from pathlib import Path

from mentorship.embedded.address import run_lock
from mentorship.embedded.processes import StartError, end_leftovers
from mentorship.embedded.supervisor import PROJECT
from mentorship.embedded.terminal import say


def main() -> int:
    directory = Path(os.environ.get("MENTORSHIP_VAR") or PROJECT / "var").resolve()
    if not directory.exists():
        return 0
    try:
        with run_lock(directory, "a reset"):
            end_leftovers(directory)
            shutil.rmtree(directory)
    except (StartError, OSError) as error:
        say(f"Not removed: {error}")
        return 1
    say(f"{directory.name}/ is removed: the next make run starts from nothing.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
