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
    if array.dtype.kind == "b":
        return np.packbits(array)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{array.dtype} is neither whole numbers nor yes/no")
    low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
    for kind in SMALLER:
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return array.reshape(-1).astype(kind)
    return array.reshape(-1)


def _whole(line: Array, kind: str, *shape: int) -> Array:
    if np.dtype(kind).kind == "b":
        line = np.unpackbits(line, count=int(np.prod(shape)))
    return line.astype(kind).reshape(shape)
