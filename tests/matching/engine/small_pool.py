"""A pool that must grow: what the solver finds only by scanning the pairs it left out."""

from contextlib import contextmanager

import pytest

from matching.engine import optimum, pool, standing


@contextmanager
def pool_of(size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "FEW_PAIRS", 0)
        patch.setattr(optimum, "POOL", size)
        patch.setattr(standing, "POOL", size)
        yield
