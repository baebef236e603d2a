"""How much memory a problem of some size needs, known before it is tried.

    memory_needed(50_000, 25_000)  # MB

Four things count: the people in columns (168 hours and a few lists each), the pool of the best
pairs of every mentee with all that the flow and the prices keep about a pair, the table rows with
one byte per mentor (a row per skill and level wanted, interest, department, …), and the blocks in
work. The sizes are measured and rounded up; a test holds the sum within twice the true peak.
"""

from matching.engine.pool import POOL

PERSON = 1_400  # bytes
PAIR = 60
ROWS = 1_500
BLOCKS = 15 * 2**20


def memory_needed(n: int, m: int) -> int:
    """MB that loading, solving and proving n mentees x m mentors take above the idle process."""
    pool = PAIR * n * min(POOL, m)
    return -(-(PERSON * (n + m) + pool + ROWS * m + BLOCKS) // 2**20)
