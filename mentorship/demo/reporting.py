"""The reporting tree: everybody has one manager of a higher level, the chief executive none."""

from collections import Counter

from mentorship.demo.person import Person

MOST_REPORTS = 9
LEADS_FROM, LEADS_FROM_IN_PLANTS = 6, 5


def arrange(people: list[Person]) -> None:
    """Fill in the managers; `people` come by falling level."""
    chief, reports = people[0], Counter[str]()
    for person in people[1:]:
        above = [
            other
            for other in people
            if other.department == person.department
            and max(person.level, _lowest_lead(other) - 1) < other.level < 10
            and reports[other.number] < MOST_REPORTS
        ]
        manager = min(above, key=lambda other: _distance(person, other, reports), default=chief)
        person.manager = manager.number
        reports[manager.number] += 1


def _lowest_lead(other: Person) -> int:
    return LEADS_FROM_IN_PLANTS if other.is_in_plant else LEADS_FROM


def _distance(person: Person, other: Person, reports: Counter[str]) -> tuple[float, str]:
    """Near in level, place and trade, and with time for one more."""
    far = 0.8 * (other.level - person.level - 1) + 0.3 * reports[other.number]
    far += 2.5 * (other.site is not person.site)
    far += 2.0 * (other.family is not None and other.family is not person.family)
    return far, other.number
