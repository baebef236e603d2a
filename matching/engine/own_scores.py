"""Scores of the matched pairs, read in blocks."""

import numpy as np

from matching.engine.arrays import Ints, row_blocks
from matching.engine.points import Points


def own_scores(points: Points, match: Ints) -> Ints:
    """Points of each matched mentee's own pair, in the order of the rows; 0 for an override."""
    rows = np.flatnonzero(match >= 0)
    own = np.zeros(len(rows), np.int64)
    for some in row_blocks(len(rows), points.shape[1]):
        mentees = rows[some]
        own[some] = points.block(mentees)[np.arange(len(mentees)), match[mentees]]
    return np.maximum(own, 0)
