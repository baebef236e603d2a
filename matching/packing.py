"""Texts and lists on their way into arrays: numbered and packed as they come, so that no list of a
person is kept as Python objects."""

from array import array
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine import Ragged

Ints = NDArray[np.int64]


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


class Numbers(dict[str, int]):
    """Text → its number, in the order in which texts come; equal names share one."""

    def __init__(self, name_of: Callable[[str], str] = str) -> None:
        super().__init__()
        self.names: dict[str, int] = {}
        self._name_of = name_of

    def __missing__(self, text: str) -> int:
        number = self.names.setdefault(self._name_of(text), len(self.names))
        self[text] = number
        return number

    def places_in(self, names: Sequence[str]) -> Ints:
        """Where each numbered name stands among `names`, -1 for nowhere."""
        return numbers_of(self.names, names)


class Words:
    """The texts of one problem's lists as numbers; mentees and mentors share them."""

    def __init__(self) -> None:
        self.languages = Numbers()
        self.departments = Numbers()
        self.interests = Numbers(folded)


class Lists:
    """Lists of numbers of different lengths, packed as they come."""

    def __init__(self) -> None:
        self._counts, self._values = array("q"), array("q")

    def add(self, numbers: Iterable[int]) -> None:
        before = len(self._values)
        self._values.extend(numbers)
        self._counts.append(len(self._values) - before)

    @property
    def values(self) -> Ints:
        return np.array(self._values, np.int64)

    def owners(self) -> Ints:
        """Row of every value."""
        return np.repeat(np.arange(len(self._counts)), np.array(self._counts, np.int64))

    def renamed(self, places: Ints) -> Ragged:
        """The lists with every number replaced by its place; those without one are left out."""
        values, owners = places[self.values], self.owners()
        known = values >= 0
        return Ragged.packed(owners[known], values[known][:, None], len(self._counts))


def numbers_of(values: Iterable[str], names: Sequence[str]) -> Ints:
    number = {name: place for place, name in enumerate(names)}
    return np.array([number.get(value, -1) for value in values], np.int64)
