"""Whom to win as a mentor for the people a run left over, with names instead of the run's numbers.

Each person gets the best hint that would place them; a hint names no more people than one new
mentor would have places for, so the people who share it could all be placed by one new mentor.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine, evidence
from matching.engine import NewMentor, Solution
from matching.evidence import Document, Names
from matching.loading import LoadedProblem

PLACES, MOST_HINTS = 3, 20


def by_mentee(problem: LoadedProblem, solution: Solution, names: Names) -> dict[int, Document]:
    """Row of a mentee → the new mentor who would do."""
    found: dict[int, Document] = {}
    for hint in engine.recruiting_hints(problem.points, solution, places=PLACES, most=MOST_HINTS):
        for mentee in hint.mentees:
            found.setdefault(mentee, _named(hint.mentor, names))
    return found


def _named(mentor: NewMentor, names: Names) -> Document:
    known = names.vocabulary
    spoken = [code for bit, code in enumerate(known.languages) if mentor.languages >> bit & 1]
    return {
        "skill": names.skills.get(mentor.skill, ""),
        "offer_level": mentor.offer_level,
        "site": known.sites[mentor.site] if mentor.site >= 0 else "",
        "level": mentor.level,
        "language": spoken[0] if spoken and len(known.languages) > 1 else "",
    }


def words(mentor: Document, n: int) -> str:
    """What a new mentor like this would do for n people."""
    sentence = ngettext(
        "A new mentor (%(who)s) would give %(n)s person here a mentor.",
        "A new mentor (%(who)s) would give %(n)s people here a mentor.",
        n,
    )
    return sentence % {"who": ", ".join(_traits(mentor)), "n": n}


def _traits(mentor: Document) -> list[str]:
    traits = []
    if mentor["skill"]:
        traits.append(_("offers %(skill)s at %(offer_level)s or more") % mentor)
    if mentor["site"]:
        traits.append(mentor["site"])
    if mentor["level"]:
        traits.append(_("level %(level)s") % mentor)
    if mentor["language"]:
        traits.append(evidence.language_name(mentor["language"]))
    return traits or [_("anyone")]
