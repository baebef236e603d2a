"""Which reasons of a pair are still true: people change what they offer, where they sit, and what
they are happy to talk about, and a page never says what its reader or the partner has taken back.

    still_true.kept(reasons, mentor, mentee)     # those that hold today, in their order
    still_true.shared(mentor, mentee)            # what two profiles say today, as reasons

A wish stays: that somebody asked is true for ever. Plain words of HR stay as HR wrote them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching import week
from matching.evidence import Document
from profiles.models import Goal, Offer, Profile

Reason = Document | str


@dataclass
class Two:
    """Two people as their profiles are now; skills are read once, and only when asked for."""

    mentor: Profile
    mentee: Profile

    @property
    def both(self) -> tuple[Profile, Profile]:
        return self.mentor, self.mentee

    @cached_property
    def offers(self) -> dict[int, set[str]]:
        return self._skills(Offer.objects.filter(profile__in=self.both))

    @cached_property
    def goals(self) -> dict[int, set[str]]:
        return self._skills(Goal.objects.filter(profile__in=self.both))

    def _skills(self, rows: Iterable[Offer | Goal]) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {person.pk: set() for person in self.both}
        for row in rows.select_related("skill"):  # type: ignore[attr-defined]
            found[row.profile_id].add(row.skill.name)
        return found

    @cached_property
    def texts(self) -> tuple[str, str]:
        """What the mentee wrote as goals, and what the mentor wrote about themselves."""
        goals = Goal.objects.filter(profile=self.mentee).values_list("sentence", flat=True)
        about = [self.mentor.bio, *self.mentor.happy_to_talk_about]
        return " ".join(goals).casefold(), " ".join(about).casefold()


def kept(reasons: Iterable[Reason], mentor: Profile, mentee: Profile) -> list[Reason]:
    two = Two(mentor, mentee)
    checked = (_checked(reason, two) for reason in reasons)
    return [reason for reason in checked if reason]


def shared(mentor: Profile, mentee: Profile) -> list[Document]:
    """Place, subjects and languages the two profiles have in common today."""
    sites = [mentor.site] if _same(mentor.site, mentee.site) else []
    return [
        *[{"code": "site", "site": site} for site in sites],
        *[
            {"code": "interest", "interest": one}
            for one in mentee.happy_to_talk_about
            if _among(one, mentor.happy_to_talk_about)
        ],
        *[
            {"code": "language", "language": code}
            for code in mentee.languages
            if code in mentor.languages
        ],
    ]


def _checked(reason: Reason, two: Two) -> Reason | None:
    if isinstance(reason, str):
        return reason
    code = reason["code"]
    if code in NARROWED:
        return NARROWED[code](reason, two)
    return reason if code not in HOLDS or HOLDS[code](reason, two) else None


def _same(one: str, other: str) -> bool:
    return bool(one) and one.strip().casefold() == other.strip().casefold()


def _among(one: str, others: Sequence[str]) -> bool:
    return any(_same(one, other) for other in others)


def _skill(reason: Document, two: Two) -> bool:
    offered = reason.get("offer", reason["skill"])
    return offered in two.offers[two.mentor.pk] and reason["skill"] in two.goals[two.mentee.pk]


def _teaches_back(reason: Document, two: Two) -> bool:
    skill = reason["skill"]
    return skill in two.offers[two.mentee.pk] and skill in two.goals[two.mentor.pk]


def _background(reason: Document, two: Two) -> bool:
    there = reason["department"]
    return _among(there, two.mentor.worked_before_in) and _same(there, two.mentee.department)


def _departments(reason: Document, two: Two) -> bool:
    mentee, mentor = reason["mentee_in"], reason["mentor_in"]
    return _same(mentee, two.mentee.department) and _same(mentor, two.mentor.department)


def _hours(reason: Document, two: Two) -> Document | None:
    """Only the hours both still have, on the clock of the week they were counted in."""
    monday = dt.date.fromisoformat(reason["week"])
    left = set(reason["shared"])
    for person in two.both:
        clock = week.utc_hours(person.time_zone, monday)
        left &= {int(clock[hour]) for hour in person.weekly_hours}
    return {**reason, "shared": sorted(left)} if left else None


def _words(reason: Document, two: Two) -> Document | None:
    goals, about = two.texts
    both = [word for word in reason["both"] if word.casefold() in goals]
    both = [word for word in both if word.casefold() in about]
    return {**reason, "both": both} if both else None


HOLDS: dict[str, Callable[[Document, Two], bool]] = {
    "skill": _skill,
    "related_skill": _skill,
    "teaches_back": _teaches_back,
    "background": _background,
    "departments": _departments,
    "site": lambda reason, two: all(_same(reason["site"], one.site) for one in two.both),
    "interest": lambda reason, two: all(
        _among(reason["interest"], one.happy_to_talk_about) for one in two.both
    ),
    "language": lambda reason, two: all(reason["language"] in one.languages for one in two.both),
}
NARROWED: dict[str, Callable[[Document, Two], Document | None]] = {
    "hours": _hours,
    "words": _words,
}
