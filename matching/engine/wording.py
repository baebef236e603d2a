"""Texts as character n-grams, for telling how close two are. Nothing leaves the process.

A text is the set of its words, casefolded and without accents, function words and bare numbers left
out. A word is the set of its runs of 3 to 5 characters with its bounds, so that "negotiate" and
"negotiating" share most of theirs while "_sql_" stays itself:

    grams("SQL")  →  {"_sq", "sql", "ql_", "_sql", "sql_", "_sql_"}

A run of characters weighs the more the fewer mentors write it (TF-IDF, after Spärck Jones 1972):
`floor(4 log2((texts + 1) / texts that hold it))`; one that more than an eighth of them write weighs
nothing. Only mentors are counted, so that a mentee's figures do not depend on who else takes part.
Whole numbers throughout, and no sum depends on the order of people.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from unicodedata import combining, normalize

import numpy as np
from numpy.typing import NDArray

from matching.engine.arrays import Ints, Ragged, starts

LENGTHS = (3, 4, 5)
STEPS = 4  # steps of weight for each halving of the texts that hold a run
FEW, SHARE = 50, 8  # weighs nothing: in more than 50 texts and in more than an eighth of them
TABLE_CELLS = 2**24  # word × mentor sums kept at once; 64 MB
CHUNK_CELLS = 2**20
FUNCTION_TEXT = """
    a about after again all also always am an and any are as at be because been before being
    better between both but by can could did do does doing each every few first for from get gets
    getting give go good had has have having he help helped helping her him his how i if in into is
    it its just know later learn learned learning less like lot make makes many may me mentor
    mentoring month months more most much must my need new not now of off often on once one only or
    other others our out over own people person really same she should skill skills so some
    something still such take than that the their them then there these they things this those
    three through time to too two under until up us use used using very want was way ways we week
    weeks well were what when where which while who whom why will with without work worked working
    would year years you your
"""
WORD = re.compile(r"[^\W_]+")
FUNCTION_WORDS = frozenset(WORD.findall(FUNCTION_TEXT))


def words(text: str) -> dict[str, str]:
    """Plain form → how the text spells it first, in the order of the text."""
    found: dict[str, str] = {}
    for spelled in WORD.findall(normalize("NFC", text)):
        word = plain(spelled)
        if len(word) > 1 and not word.isdigit() and word not in FUNCTION_WORDS:
            found.setdefault(word, spelled)
    return found


def plain(word: str) -> str:
    """Casefolded, without accents."""
    if word.isascii():
        return word.lower()
    split = normalize("NFKD", word.casefold())
    return "".join(letter for letter in split if not combining(letter))


def grams(word: str) -> set[str]:
    """Runs of 3 to 5 characters of a plain word with its bounds."""
    bounded = f"_{word}_"
    return {bounded[at : at + n] for n in LENGTHS for at in range(len(bounded) - n + 1)}


class Numbers:
    """The next number for everything not seen before."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def of(self, names: Iterable[str]) -> list[int]:
        return [self.known.setdefault(name, len(self.known)) for name in names]


@dataclass(frozen=True)
class Counted:
    """How often each text holds each gram: one line per gram and text, sorted by gram."""

    gram: Ints
    text: Ints
    count: Ints  # words of the text with this gram

    @classmethod
    def of(cls, texts: Ragged, spelling: Ragged) -> "Counted":
        found, word = spelling.pick(texts.values[:, 0])
        key = found[:, 0] * max(len(texts), 1) + texts.owners()[word]
        both, count = np.unique(key, return_counts=True)
        gram, text = np.divmod(both, max(len(texts), 1))
        return cls(gram, text, count)

    def squares(self, weight: Ints, n: int) -> NDArray[np.float64]:
        """Squared length (n,) of each text; whole numbers far below 2^53."""
        squares = np.bincount(self.text, (self.count * weight[self.gram]) ** 2, minlength=n)
        return squares.astype(np.float64)


@dataclass(frozen=True)
class Wording:
    """What N mentees and M mentors write; `Wording.of` reads it, `percents` compares."""

    mentees: Ragged  # words of each mentee
    spelling: Ragged  # grams of each word
    weight: Ints  # of each gram
    postings: Ragged  # mentor and count, for each gram
    lengths: tuple[NDArray[np.float64], NDArray[np.float64]]  # squared, (N,) and (M,)
    numbers: dict[str, int]  # of each gram

    @classmethod
    def of(cls, goal_text: Sequence[str], help_text: Sequence[str]) -> "Wording":
        known, runs = Numbers(), Numbers()
        mentees, mentors = (
            Ragged.of([known.of(words(text)) for text in texts]) for texts in (goal_text, help_text)
        )
        spelling = Ragged.of([runs.of(sorted(grams(word))) for word in known.known])
        written = Counted.of(mentors, spelling)
        weight = _weights(written, int((np.diff(mentors.start) > 0).sum()), len(runs.known))
        asked = Counted.of(mentees, spelling)
        return cls(
            mentees=mentees,
            spelling=spelling,
            weight=weight,
            postings=Ragged(
                starts(written.gram, len(weight)), np.column_stack([written.text, written.count])
            ),
            lengths=(asked.squares(weight, len(mentees)), written.squares(weight, len(mentors))),
            numbers=runs.known,
        )

    def percents(self, rows: Ints) -> Ints:
        """Cosine of these mentees' texts with all mentors' in whole percent, (len(rows), M)."""
        mine, theirs = self.lengths
        # The root of a product of two equal whole numbers is exact: the same text is 100.
        root = np.sqrt(mine[rows, None] * theirs[None, :])
        percent: Ints = (100 * self._products(rows) / np.maximum(root, 1)).astype(np.int64)
        return percent

    def weigh(self, runs: Iterable[str]) -> int:
        """Squared weight of some grams together."""
        numbers = [self.numbers[run] for run in runs if run in self.numbers]
        return int((self.weight[numbers] ** 2).sum())

    def _products(self, rows: Ints) -> NDArray[np.float64]:
        """Inner products with all mentors: what the words of each mentee bring, added up."""
        entries, line = self.mentees.pick(rows)
        table, place = self._looked_up(entries[:, 0])
        out = np.zeros((len(rows), len(self.lengths[1])))
        first = starts(line, len(rows))
        for i, (begin, end) in enumerate(pairwise(first.tolist())):
            np.sum(table[place[begin:end]], axis=0, out=out[i])
        return out

    def _looked_up(self, asked: Ints) -> tuple[NDArray[np.int32], Ints]:
        """A table of sums with some words, and where it holds each of them."""
        if len(self.spelling) * len(self.lengths[1]) <= TABLE_CELLS:
            return self._table, asked
        distinct, key = np.unique(asked, return_inverse=True)
        return self._sums(distinct), key.reshape(-1)

    @cached_property
    def _table(self) -> NDArray[np.int32]:
        return self._sums(np.arange(len(self.spelling)))

    def _sums(self, asked: Ints) -> NDArray[np.int32]:
        """What each of these words brings with each mentor, (len(asked), M)."""
        m = len(self.lengths[1])
        step = max(1, CHUNK_CELLS // max(m, 1))
        parts = [self._chunk(asked[at : at + step], m) for at in range(0, len(asked), step)]
        return np.concatenate([np.zeros((0, m), np.int32), *parts])

    def _chunk(self, asked: Ints, m: int) -> NDArray[np.int32]:
        found, word = self.spelling.pick(asked)
        heavy = self.weight[found[:, 0]] > 0
        gram, word = found[heavy, 0], word[heavy]
        held, at = self.postings.pick(gram)
        brought = self.weight[gram[at]] ** 2 * held[:, 1]
        sums = np.bincount(word[at] * m + held[:, 0], brought, minlength=len(asked) * m)
        return sums.astype(np.int32).reshape(len(asked), m)


def _weights(written: Counted, texts: int, n: int) -> Ints:
    """Weight (n,) of each gram; one no mentor writes weighs as much as one that one mentor does."""
    holding, key = np.unique(np.bincount(written.gram, minlength=n), return_inverse=True)
    found = np.array([_weight(texts, max(held, 1)) for held in holding.tolist()], np.int64)
    return found[key.reshape(-1)]


def _weight(texts: int, held: int) -> int:
    if held > max(FEW, texts // SHARE):
        return 0
    return int(((texts + 1) ** STEPS // held**STEPS).bit_length() - 1)
