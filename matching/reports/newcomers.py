"""How many people left over would be placed if some colleagues began to mentor: the engine pairs
them with what the directory says of each. Their hours and wishes are not known before they join,
and nobody who has a mentor moves, so the true number may be higher, or lower if some say no."""

from collections.abc import Sequence

import numpy as np

from matching import engine, week
from matching.columns import Vocabulary
from matching.engine import UNKNOWN_OFFSET, NewMentor, solve
from matching.loading import LoadedProblem
from profiles.models import Offer, Profile, Skill


def placed(
    problem: LoadedProblem, mentees: Sequence[int], people: Sequence[Profile], skill: str
) -> int:
    """How many of these mentees (rows), with everybody's own number of places."""
    number = _number(skill)
    rows = np.array(mentees, np.int64)
    if number is None or not len(rows) or not people:
        return 0
    offers = Offer.objects.filter(profile__in=people, skill__name=skill)
    level = dict(offers.values_list("profile_id", "level"))
    ideas = [_new_mentor(problem, person, number, level.get(person.pk, 1)) for person in people]
    points = problem.points.against(rows, engine.people_of(ideas))
    places = [person.mentoring_limit - person.mentoring_used for person in people]
    return solve(points, places, fairness="total").matched


def _number(skill: str) -> int | None:
    """What the engine knows the skill as: a merged one counts as the other."""
    row = Skill.objects.filter(name=skill).first()
    return (row.merged_into_id or row.pk) if row else None


def _new_mentor(problem: LoadedProblem, person: Profile, skill: int, offer_level: int) -> NewMentor:
    names = problem.vocabulary
    offset = week.offset_minutes(person.time_zone, problem.monday)
    return NewMentor(
        skill=skill,
        offer_level=offer_level,
        site=_place(person.site, names.sites),
        country=_place(person.country, names.countries),
        utc_offset=UNKNOWN_OFFSET if offset is None else offset,
        level=person.level or 0,
        languages=_languages(person, names),
    )


def _place(name: str, known: tuple[str, ...]) -> int:
    """A place nobody in the program is at is one more; no place is unknown."""
    if not name:
        return -1
    return known.index(name) if name in known else len(known)


def _languages(person: Profile, names: Vocabulary) -> int:
    bits = [names.languages.index(code) for code in person.languages if code in names.languages]
    return sum(1 << bit for bit in set(bits))
