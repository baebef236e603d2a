"""Many records kept small until they are written.

    packed = Packed(Proposed, proposals)   # made before the transaction, which then need not wait
    for block in packed.blocks(): …        # lists of 500, one at a time in memory

A record is a NamedTuple of what JSON can hold; 25,000 proposals take a few MB instead of 250.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Generic, NamedTuple, TypeVar

BLOCK = 500
Record = TypeVar("Record", bound=NamedTuple)


class Packed(Generic[Record]):
    def __init__(self, kind: type[Record], records: Iterable[Record]) -> None:
        self._kind = kind
        self._blocks: list[bytes] = []
        self._count = 0
        waiting = iter(records)
        while block := list(islice(waiting, BLOCK)):
            self._blocks.append(zlib.compress(json.dumps(block).encode(), 1))
            self._count += len(block)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Record]:
        return chain.from_iterable(self.blocks())

    def blocks(self) -> Iterator[list[Record]]:
        for packed in self._blocks:
            lines: list[list[Any]] = json.loads(zlib.decompress(packed))
            yield [self._kind(*line) for line in lines]
