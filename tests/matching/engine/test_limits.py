import subprocess
import sys

import pytest

from benchmarks.memory import RESET
from matching.engine import memory_needed

MEASURE = """
import sys
from benchmarks.company import company
from benchmarks.memory import peak_above, start_of_peak
from matching.engine import solve, verify
before = start_of_peak()
points, capacity = company(int(sys.argv[1]), int(sys.argv[2]))
verify(points, capacity, solve(points, capacity))
print(peak_above(before))
"""


def test_more_people_need_more_memory():
    sizes = [(0, 0), (1, 1), (1_000, 600), (10_000, 6_000), (50_000, 25_000), (100_000, 50_000)]
    needed = [memory_needed(n, m) for n, m in sizes]
    assert needed == sorted(needed)
    assert needed[0] > 0
    assert 250 <= needed[4] <= 600
    assert needed[5] <= 1_000


@pytest.mark.slow
@pytest.mark.skipif(not RESET.exists(), reason="the peak is read from Linux")
def test_the_estimate_is_within_twice_the_measured_peak():
    n, m = 4_000, 2_500
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(n), str(m)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    peak = int(done.stdout)
    assert peak / 2 <= memory_needed(n, m) <= 2 * peak
