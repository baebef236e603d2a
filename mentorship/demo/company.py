"""The company on paper: 400 people, made the same way every time, without a database or a clock.

company = build()
company.people[0]                  # the chief executive; managers stand before their reports
company.lead("mentor")             # one of `leads.LEADS`
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from mentorship.demo import names, reporting, sites, skills
from mentorship.demo.dice import dice
from mentorship.demo.jobs import DEPARTMENTS, PLACES, Family, families_of
from mentorship.demo.leads import CHIEF, LEADS, Lead
from mentorship.demo.person import Person, Wish
from mentorship.demo.personal import HOBBIES, INTERESTS, STARTING_OUT

PLAIN = str.maketrans("łŁøØđıß", "lLoOdis")
# Share in a hundred of each level below the head of a department.
LEVELS = {8: 6, 7: 9, 6: 15, 5: 18, 4: 20, 3: 16, 2: 10, 1: 6}
FIRST_NUMBER = 10001


@dataclass
class Company:
    people: list[Person]
    leads: dict[str, Person] = field(default_factory=dict)

    def lead(self, role: str) -> Person:
        return self.leads[role]

    @cached_property
    def numbered(self) -> dict[str, Person]:
        return {person.number: person for person in self.people}


def build() -> Company:
    people = [_chief(), *(person for name in DEPARTMENTS for person in _department(name))]
    people.sort(key=lambda person: -person.level)
    company = Company(people)
    for number, person in enumerate(people, start=FIRST_NUMBER):
        person.number = f"L-{number}"
    _cast_leads(company)
    _name_everyone(people)
    reporting.arrange(people)
    for person in people:
        _fill_in(person)
    skills.give(people)
    for lead, person in company.leads.items():
        _as_written(person, LEADS[lead])
    return company


def _chief() -> Person:
    return Person("Strategy", None, "Chief Executive Officer", 10, sites.BY_NAME["Madrid"])


def _department(name: str) -> Iterator[Person]:
    size, title, site = DEPARTMENTS[name]
    size -= name == "Strategy"  # the chief executive is one of them
    yield Person(name, None, title, 9, sites.BY_NAME[site])
    families = families_of(name)
    for place in range(size - 1):
        level = _level((place + 0.5) / (size - 1))
        family = _family(families, ((place * 37) % 100 + 0.5))
        chance = dice("site", name, place)
        weights = PLACES.get(name) or {site.name: site.share for site in sites.SITES}
        where = sites.BY_NAME[sites.weighted(weights, chance)]
        yield Person(name, family, family.titles[level - 1], level, where)


def _level(share: float) -> int:
    """The highest come first; `share` runs from 0 to 1."""
    reached = 0.0
    for level, part in LEVELS.items():
        reached += part / 100
        if share < reached:
            return level
    return 1


def _family(families: list[Family], share: float) -> Family:
    reached = 0
    for family in families:
        reached += family.share
        if share < reached:
            return family
    return families[-1]


def _cast_leads(company: Company) -> None:
    company.people[0].name = CHIEF
    for role, lead in LEADS.items():
        family = families_of(lead.department)[lead.family]
        person = next(
            person
            for person in company.people
            if (person.department, person.level) == (lead.department, lead.level)
            and not person.name
        )
        person.family, person.title = family, family.titles[lead.level - 1]
        person.site, person.name = sites.BY_NAME[lead.site], lead.name
        company.leads[role] = person


def _name_everyone(people: list[Person]) -> None:
    used = {person.name for person in people if person.name}
    for person in people:
        chance = dice("name", person.number)
        person.culture = sites.culture_at(person.site, chance)
        while not person.name:
            culture = names.CULTURES[person.culture]
            name = f"{chance.choice(culture.given)} {chance.choice(culture.family)}"
            if name not in used:
                person.name = name
                used.add(name)
    addresses: set[str] = set()
    for person in people:
        person.email = _address(person.name, addresses)


def _address(name: str, used: set[str]) -> str:
    given, _space, family = name.partition(" ")
    stem = f"{_plain(given)}.{_plain(family)}"
    tries = [stem, *(f"{stem}{n}" for n in range(2, 9))]
    local = next(local for local in tries if local not in used)
    used.add(local)
    return f"{local}@lumen.example"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(PLAIN).lower())
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def _fill_in(person: Person) -> None:
    """Everything about one person that does not depend on others."""
    chance = dice("person", person.number)
    site, level = person.site, person.level
    newest, oldest = (20, 420) if level == 1 else (70, 250 + 550 * level)
    person.days_here = chance.randint(newest, oldest)
    if level in {2, 3, 4} and chance.randrange(100) < 9:
        person.days_here = chance.randint(5, 55)
    person.languages = sites.languages_of(site, person.culture, chance)
    person.hours = sites.hours_at(site, chance) if chance.randrange(100) < 93 else []
    years = person.days_here // 365 + max(0, level - 2)
    if person.family and chance.randrange(100) < 78:
        about = chance.choice(STARTING_OUT if level < 3 or person.is_new else _lines(person, years))
        person.about = about.format(years=years, site=site.name)
        if chance.randrange(100) < 55:
            person.about += " " + chance.choice(HOBBIES)
    if level >= 3 and chance.randrange(100) < 34:
        others = [name for name in DEPARTMENTS if name != person.department]
        person.worked_before_in = sorted(chance.sample(others, chance.choice([1, 1, 2])))
    if chance.randrange(100) < 72:
        person.talks_about = chance.sample(INTERESTS, chance.choice([1, 2, 3, 3, 4]))
    person.mentoring_limit = 4 if level >= 6 else 3 if level >= 4 else 2


def _lines(person: Person, years: int) -> list[str]:
    lines = person.family.about if person.family else ()
    return [line for line in lines if years > 2 or "{years}" not in line]


def _as_written(person: Person, lead: Lead) -> None:
    person.about, person.offers, person.goals = lead.about, dict(lead.offers), []
    for priority, (skill, current, target, sentence) in enumerate(lead.goals, start=1):
        person.goals.append(Wish(skill, current, target, priority, sentence))
    person.is_bare = lead.is_bare
    person.days_here = max(person.days_here, 400)
    if lead.is_bare:
        person.talks_about, person.worked_before_in, person.hours = [], [], []
