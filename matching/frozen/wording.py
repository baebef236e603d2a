"""Where a policy compares words: which numbered words a person writes, which numbered runs of
characters each word holds, and how much each run weighs. The letters themselves are not kept."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from matching.engine.wording import Wording
from matching.frozen.archive import Array
from matching.frozen.people import kept, lists, thawed_lists

LISTS = ("mentees", "spelling", "postings")
SIDES = ("mentees", "mentors")


def columns(wording: Wording | None) -> dict[str, Array]:
    if wording is None:
        return {}
    parts = {"words.weight": wording.weight}
    for name in LISTS:
        parts |= lists(f"words.{name}", getattr(wording, name))
    for side, squares in zip(SIDES, wording.lengths, strict=True):
        # Whole numbers far below 2^53, so nothing is lost.
        parts[f"words.length.{side}"] = squares.astype(np.int64)
    return parts


def thawed(parts: Mapping[str, Array]) -> Wording | None:
    if "words.weight" not in parts:
        return None
    mine, theirs = (parts[f"words.length.{side}"].astype(np.float64) for side in SIDES)
    return Wording(
        mentees=thawed_lists("words.mentees", parts),
        spelling=thawed_lists("words.spelling", parts),
        weight=parts["words.weight"],
        postings=thawed_lists("words.postings", parts),
        lengths=(mine, theirs),
        numbers={},
    )


def without(wording: Wording, mentee: int | None, mentor: int | None) -> Wording:
    """What one person wrote taken out; what a run of characters weighs stays, for the others."""
    mine, theirs = (squares.copy() for squares in wording.lengths)
    mentees, postings = wording.mentees, wording.postings
    if mentee is not None:
        mentees, mine[mentee] = kept(mentees, mentees.owners() != mentee), 0
    if mentor is not None:
        postings, theirs[mentor] = kept(postings, postings.values[:, 0] != mentor), 0
    return replace(wording, mentees=mentees, postings=postings, lengths=(mine, theirs))
