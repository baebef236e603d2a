"""What introduces two people: why they were put together, and whatever else they have in common.

All of it comes from the explanation of their match and from their two profiles, as true as it is
today: as many things as there are, none to fill a list.
"""

from dataclasses import dataclass

from matching import reasons, still_true
from matching.models import Pair, Proposal
from profiles.models import Profile

ICONS = {
    "skill": "sprout",
    "related_skill": "sprout",
    "teaches_back": "repeat",
    "hours": "clock",
    "words": "quote",
    "background": "briefcase",
    "site": "map-pin",
    "interest": "message-circle",
    "departments": "building-2",
    "language": "languages",
}
WISH = "star"


@dataclass(frozen=True)
class Thing:
    text: str
    icon: str


@dataclass(frozen=True)
class Ground:
    """`why` are the reasons of the match, three at most; `more` is everything else."""

    why: list[str]
    more: list[Thing]


def of(pair: Pair, reader: Profile) -> Ground:
    """The reasons kept with the pair first, then the rest, each sentence once."""
    mentor, mentee = pair.mentor, pair.mentee
    rest = [*reasons.every(_explanation(pair)), *still_true.shared(mentor, mentee)]
    things: dict[str, Thing] = {}
    for one in still_true.kept([*pair.reasons, *rest], mentor, mentee):
        text = reasons.sentence(one, mentor, mentee, reader)
        if text:
            things.setdefault(text, Thing(text, _icon(one)))
    said = list(things.values())
    return Ground([thing.text for thing in said[: reasons.MOST]], said[reasons.MOST :])


def _explanation(pair: Pair) -> list[dict[str, object]]:
    """The parts of the proposal this pair came from; none for a pair made by hand."""
    if pair.round_id is None:
        return []
    rows = Proposal.objects.filter(
        round=pair.round_id, mentor=pair.mentor_enrollment_id, mentee=pair.mentee_enrollment_id
    )
    parts: list[dict[str, object]] = rows.values_list("parts", flat=True).first() or []
    return parts


def _icon(reason: still_true.Reason) -> str:
    return WISH if isinstance(reason, str) else ICONS.get(reason["code"], WISH)
