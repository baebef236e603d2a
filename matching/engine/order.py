"""An order of people that does not depend on the order of the rows."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from matching.engine.arrays import Ints
from matching.engine.points import Ids


def canonical(ids: Ids, n: int, salt: bytes) -> Ints:
    """Row numbers sorted by the salted hash of each id; as they are without ids."""
    if ids is None:
        return np.arange(n)
    digests = [
        sha256(salt + b"\0" + name.encode("utf-8", "surrogatepass")).digest() for name in ids
    ]
    return np.array(sorted(range(n), key=digests.__getitem__), np.int64)


def named_order(ids: Sequence[str] | None, n: int, salt: bytes) -> Ints:
    """The canonical order of n people; ValueError unless their ids are n different names."""
    names = None if ids is None else tuple(ids)
    if names is not None and not len(names) == len(set(names)) == n:
        raise ValueError(f"ids must be {n} different names")
    return canonical(names, n, salt)
