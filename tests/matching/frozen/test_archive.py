import json
import zipfile
from io import BytesIO

import numpy as np
import pytest

from matching.frozen.archive import UnreadableError, pack, unpack

ARRAYS = {
    "small": np.array([0, 255], np.int64),
    "below": np.array([-1, 2**31 - 1], np.int32),
    "wide": np.array([-(2**40), 2**62], np.int64),
    "mask": np.array([1 << 63, 0], np.uint64),
    "flags": np.array([[True, False, True]] * 5),
    "long": np.array([2**4000, -(3**500), 0], object),
    "no long": np.array([], object),
    "rows": np.arange(6, dtype=np.int64).reshape(3, 2),
    "none": np.zeros((0, 3), np.int64),
    "nobody": np.zeros((0, 168), bool),
}


def test_values_types_and_shapes_come_back():
    head, arrays = unpack(pack(1, {"a": [1]}, ARRAYS), 1)
    assert head == {"a": [1]}
    assert set(arrays) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype, name
        assert arrays[name].shape == array.shape, name
        assert (arrays[name] == array).all(), name


def test_the_same_content_gives_the_same_bytes():
    assert pack(1, {}, ARRAYS) == pack(1, {}, ARRAYS)


@pytest.mark.parametrize("array", [np.array(["Ada"]), np.array([object()]), np.array([0.5])])
def test_texts_objects_and_fractions_are_refused(array):
    with pytest.raises(TypeError, match="neither whole numbers nor yes/no"):
        pack(1, {}, {"name": array})


def with_pickle():
    buffer = BytesIO()
    np.savez(buffer, head=np.array([object()]))
    return buffer.getvalue()


def without_shapes():
    buffer = BytesIO()
    np.savez(buffer, head=np.frombuffer(json.dumps({"format": 1}).encode(), np.uint8))
    return buffer.getvalue()


def with_noise():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("head.npy", b"noise")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"noise", pack(1, {}, ARRAYS)[:-80], with_pickle(), without_shapes(), with_noise()],
    # An archive carries the time of day: left to themselves, two workers would name it differently.
    ids=["nothing", "noise", "cut", "pickle", "no shapes", "noise inside"],
)
def test_other_bytes_are_unreadable_and_nothing_in_them_runs(data):
    with pytest.raises(UnreadableError):
        unpack(data, 1)


def test_another_format_is_named():
    with pytest.raises(UnreadableError, match="its format is 1, not 2"):
        unpack(pack(1, {}, {}), 2)
