"""Chance that always falls the same way: the same words give the same throws, everywhere."""

from random import Random


def dice(*words: object) -> Random:
    seed = "lumen|" + "|".join(str(word) for word in words)
    return Random(seed)  # noqa: S311  (made-up people, no secret)
