"""An order of people that does not depend on the order of the rows."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from matching.engine.arrays import Ints

KEY_BYTES = 12


class Pseudonym(str):
    """What stands for an id after a run: its key in hex, so that the order stays the same."""

    __slots__ = ()


def key(name: str, salt: bytes) -> bytes:
    """What people are sorted by: the salted hash of the id."""
    if isinstance(name, Pseudonym):
        return bytes.fromhex(name)
    return sha256(salt + b"\0" + name.encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


def canonical(ids: Sequence[str] | None, n: int, salt: bytes) -> Ints:
    """Row numbers sorted by the key of each id; as they are without ids."""
    if ids is None:
        return np.arange(n)
    keys = [key(name, salt) for name in ids]
    return np.array(sorted(range(n), key=keys.__getitem__), np.int64)


def named_order(ids: Sequence[str] | None, n: int, salt: bytes) -> Ints:
    """The canonical order of n people; ValueError unless their ids are n different names."""
    names = None if ids is None else tuple(ids)
    if names is not None and not len(names) == len(set(names)) == n:
        raise ValueError(f"ids must be {n} different names")
    return canonical(names, n, salt)
