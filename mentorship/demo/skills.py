"""What people of the company can teach and want to learn, fitting their job and level."""

from collections import Counter
from random import Random

from mentorship.demo import goals_people, goals_work
from mentorship.demo.dice import dice
from mentorship.demo.goals_fit import fits
from mentorship.demo.jobs import FAMILIES
from mentorship.demo.person import Person, Wish
from mentorship.demo.personal import LEADER_SKILLS, NEW_SKILLS, SENIOR_WANTS

SENTENCES = goals_people.SENTENCES | goals_work.SENTENCES
LEADER, SENIOR, EARLY = 6, 8, 4
TAUGHT = Counter(skill for family in FAMILIES for skill in family.crafts)
COMMON = {*LEADER_SKILLS, *NEW_SKILLS, *(skill for skill, times in TAUGHT.items() if times > 1)}


def give(people: list[Person]) -> None:
    decks = _Decks()
    for person in people:
        chance = dice("skills", person.number)
        person.offers = _offers(person, chance)
        person.goals = _goals(person, chance, decks)


class _Decks:
    """Each sentence comes again only when the others that fit have been used as often."""

    def __init__(self) -> None:
        self.dealt: Counter[str] = Counter()

    def sentence(self, skill: str, person: Person, *, only_fresh: bool) -> str:
        deck = list(SENTENCES[skill])
        dice("deck", skill).shuffle(deck)
        fitting = [text for text in deck if fits(text, person.department, person.level)]
        best = min(fitting or deck, key=lambda text: self.dealt[text])
        if only_fresh and (self.dealt[best] or not fitting):
            return ""
        self.dealt[best] += 1
        return best


def _offers(person: Person, chance: Random) -> dict[str, int]:
    level = person.level
    crafts = person.family.crafts if person.family else ()
    count = min(len(crafts), chance.choice([0, 1, 1, 2] if level == 1 else [3, 3, 4, 5]))
    chosen = chance.sample(crafts, count)
    if level >= LEADER or chance.random() < {5: 0.8, 4: 0.4}.get(level, 0):
        chosen += chance.sample(LEADER_SKILLS, chance.choice([2, 3, 4] if level > 5 else [1, 2]))
    if level <= EARLY and chance.random() < 0.55:
        chosen += chance.sample(NEW_SKILLS, chance.choice([1, 1, 2]))
    if not person.family:
        chosen += chance.sample(LEADER_SKILLS, 2)
    if chance.random() < (0.2 if level < 4 else 0.05):
        chosen = []
    return {skill: _level(level, chance) for skill in dict.fromkeys(chosen)}


def _level(level: int, chance: Random) -> int:
    return min(5, max(2, 1 + (level + 1) // 2 + chance.choice([-1, 0, 0, 0, 1])))


def _goals(person: Person, chance: Random, decks: _Decks) -> list[Wish]:
    if chance.randrange(100) >= (88 if person.level < 7 else 72):
        return []
    wants = SENIOR_WANTS if person.level >= SENIOR else person.family.wants if person.family else ()
    if person.level == 7:
        wants = (*wants[:3], *SENIOR_WANTS[:5])
    fits = [skill for skill in dict.fromkeys(wants) if _fits(skill, person)]
    chosen = chance.sample(fits, min(len(fits), chance.choice([1, 2, 2, 3])))
    if chance.random() < 0.8:
        chosen.sort(key=lambda skill: skill not in COMMON)
    return [
        _wish(skill, place, person, chance, decks) for place, skill in enumerate(chosen, start=1)
    ]


def _fits(skill: str, person: Person) -> bool:
    """Nobody wants what they teach, and an apprentice does not ask to lead."""
    leads = {"Leading a team": 3, "First-time management": 4, "Presenting to leaders": 4}
    managers_know = {"Leading a team", "First-time management"}
    too_late = person.level > 6 and skill in managers_know
    return skill not in person.offers and person.level >= leads.get(skill, 0) and not too_late


def _wish(skill: str, place: int, person: Person, chance: Random, decks: _Decks) -> Wish:
    current = chance.choice([1, 1, 2, 2, 3])
    target = min(5, current + chance.choice([1, 2, 2]))
    sentence = decks.sentence(skill, person, only_fresh=place > 1)
    return Wish(skill, current, target, place, sentence)
