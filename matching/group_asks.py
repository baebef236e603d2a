"""A mentor in group mentoring is asked once about all mentees of a round, and answers once.

What is asked together is read from the pairs: those of one mentor in one round of a group program
that wait for the answer. There is one mail, one line on Home and one page for all of them.
"""

from collections.abc import Iterable

from matching.models import Pair, Program


def is_together(pair: Pair) -> bool:
    return pair.program.format == Program.Format.GROUP and pair.round_id is not None


def of_group(pair: Pair) -> list[Pair]:
    """Every pair of this mentor in this round, whatever was answered; else the pair alone."""
    if not is_together(pair):
        return [pair]
    rows = Pair.objects.filter(round=pair.round_id, mentor=pair.mentor_id)
    rows = rows.exclude(state=Pair.State.RECALLED)
    return list(rows.with_people().order_by("pk"))


def waiting(pair: Pair) -> list[Pair]:
    """Those of them that one answer is about now."""
    return [row for row in of_group(pair) if row.state in Pair.ASKED]


def firsts(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Pairs by what is asked together, in the order of the first of each."""
    found: dict[object, list[Pair]] = {}
    for pair in pairs:
        is_alone = not is_together(pair)
        key = pair.pk if is_alone else (pair.round_id, pair.mentor_id)
        found.setdefault(key, []).append(pair)
    return list(found.values())
