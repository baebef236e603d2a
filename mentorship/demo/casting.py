"""Who takes part in which program: chosen on paper, by what people want and can teach."""

from collections.abc import Callable, Iterable

from mentorship.demo.company import Company
from mentorship.demo.dice import dice
from mentorship.demo.person import Person
from mentorship.demo.personal import NEW_SKILLS

Test = Callable[[Person], bool]


def learners(company: Company, program: str, count: int, *, fits: Test) -> list[Person]:
    """People with a goal, in an order of chance."""
    return _drawn(company, program, "learn", count, lambda p: bool(p.goals) and fits(p))


def teachers(company: Company, program: str, count: int, *, fits: Test) -> list[Person]:
    return _drawn(company, program, "teach", count, lambda p: bool(p.offers) and fits(p))


def _drawn(company: Company, program: str, role: str, count: int, test: Test) -> list[Person]:
    leads = {person.number for person in company.leads.values()}
    fitting = [p for p in company.people if p.number not in leads and p.hours and test(p)]
    return dice(program, role).sample(fitting, min(count, len(fitting)))


def between(low: int, high: int) -> Test:
    return lambda person: low <= person.level <= high


def knows_what_is_new(person: Person) -> bool:
    return person.level <= 5 and bool(person.offers.keys() & set(NEW_SKILLS))


def wants_what_is_new(person: Person) -> bool:
    return person.level >= 7 and any(wish.skill in NEW_SKILLS for wish in person.goals)


def wished(learner: Person, mentors: Iterable[Person]) -> list[Person]:
    """Up to three mentors this person would ask for: they teach the first goal, from elsewhere."""
    chance = dice("wish", learner.number)
    wanted = {wish.skill for wish in learner.goals[:2]}
    near = [
        mentor
        for mentor in mentors
        if wanted & mentor.offers.keys()
        and mentor.level > learner.level
        and mentor.department != learner.department
        and mentor.site.country == learner.site.country
    ]
    return chance.sample(near, min(len(near), chance.choice([0, 0, 0, 1, 1, 2, 3])))
