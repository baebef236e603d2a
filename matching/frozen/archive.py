"""Named arrays of whole numbers or yes/no, and a small document, as compressed bytes.

`unpack(pack(1, head, arrays), 1)` gives back the same values, types and shapes; 1 is the format.
The bytes are NumPy's own .npz without pickles: nothing in them can run.
"""

import json
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Head = dict[str, Any]
SMALLER = (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
)


class UnreadableError(Exception):
    """These bytes are not what `pack` made."""


def pack(format_: int, head: Mapping[str, object], arrays: Mapping[str, Array]) -> bytes:
    shapes = {name: [array.dtype.str, *array.shape] for name, array in arrays.items()}
    text = json.dumps({"format": format_, "head": head, "shapes": shapes}, sort_keys=True)
    parts: dict[str, Any] = {name: _small(array) for name, array in arrays.items()}
    buffer = BytesIO()
    np.savez_compressed(buffer, head=np.frombuffer(text.encode(), np.uint8), **parts)
    return buffer.getvalue()


def unpack(data: bytes, format_: int) -> tuple[Head, dict[str, Array]]:
    try:
        with np.load(BytesIO(data), allow_pickle=False) as parts:
            document = json.loads(parts["head"].tobytes())
            if document["format"] != format_:
                raise ValueError(f"its format is {document['format']}, not {format_}")
            shapes = document["shapes"]
            arrays = {name: _whole(parts[name], *shape) for name, shape in shapes.items()}
        return document["head"], arrays
    except BROKEN as error:
        raise UnreadableError(str(error)) from error


def _small(array: Array) -> Array:
    """The same values in the fewest bits, as one line."""
    if array.dtype == object:
        return _long(array)
    if array.dtype.kind == "b":
        return np.packbits(array)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{array.dtype} is neither whole numbers nor yes/no")
    low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
    for kind in SMALLER:
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return array.reshape(-1).astype(kind)
    return array.reshape(-1)


def _long(array: Array) -> Array:
    """Whole numbers of any length, byte by byte: leximin has such prices."""
    numbers = array.tolist()
    if array.ndim != 1 or not all(type(number) is int for number in numbers):
        raise TypeError("neither whole numbers nor yes/no")
    size = max((number.bit_length() for number in numbers), default=0) // 8 + 1
    digits = b"".join(number.to_bytes(size, "big", signed=True) for number in numbers)
    return np.frombuffer(digits, np.uint8)


def _from_long(line: Array, n: int) -> Array:
    size = len(line) // max(n, 1)
    numbers = [line[at : at + size].tobytes() for at in range(0, n * size, size or 1)]
    found = np.empty(n, object)
    found[:] = [int.from_bytes(digits, "big", signed=True) for digits in numbers]
    return found


def _whole(line: Array, kind: str, *shape: int) -> Array:
    if np.dtype(kind) == object:
        return _from_long(line, *shape)
    if np.dtype(kind).kind == "b":
        line = np.unpackbits(line, count=int(np.prod(shape)))
    return line.astype(kind).reshape(shape)
