"""Peak memory of this process: what one piece of work took above what was there before it."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")
RESET = Path("/proc/self/clear_refs")


def start_of_peak() -> int:
    """MB held now; on Linux the peak is counted from here."""
    if RESET.exists():
        RESET.write_text("5")
    return peak()


def peak_above(before: int) -> int:
    """MB."""
    return max(0, peak() - before)


def peak() -> int:
    if STATUS.exists():
        line = next(x for x in STATUS.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
