"""Sixty kudos, five stories, two calls for an award, and who speaks for the programs."""

import datetime as dt
import uuid
from collections.abc import Sequence

from community import award_votes, awards, kudos, stories
from community.models import AwardCall, Nominee, Story
from matching.models import Pair, Program
from mentorship.demo import story_words
from mentorship.demo.dice import dice
from mentorship.demo.kudos_words import all_said
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene
from profiles.models import Profile, Skill

DAYS = 75
PRIVATE_EVERY = 9
NAMESPACE = uuid.UUID("5c1d2f6e-8d1b-4c0e-9a3a-0f6f2f1c7a10")


def write(scene: Scene) -> None:
    _kudos(scene)
    _stories(scene)
    _past_award(scene)
    _open_award(scene)
    _sponsors(scene)


def _kudos(scene: Scene) -> None:
    skills = {skill.name: skill for skill in Skill.objects.active()}
    for number, (department, skill, words) in enumerate(all_said()):
        chance = dice("kudos", department, words)
        person = _one_of(scene, department, chance.random())
        giver = _giver(scene, person, chance.random(), same=number % 3 == 0)
        at = scene.at(_workday(scene, chance.random()), 7 + chance.randrange(9))
        kudos.give(
            scene.profile(giver),
            scene.profile(person),
            words,
            skill=skills.get(skill),
            audience="private" if number % PRIVATE_EVERY == PRIVATE_EVERY - 1 else "public",
            nonce=uuid.uuid5(NAMESPACE, words),
            now=at + dt.timedelta(minutes=chance.randrange(60)),
        )


def _workday(scene: Scene, share: float) -> dt.date:
    """More of them lately; nobody writes on a weekend."""
    day = scene.days(-1 - int(DAYS * share**1.3))
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def _here(scene: Scene, department: str) -> list[Person]:
    people = scene.company.people
    return [p for p in people if p.department == department and 2 <= p.level <= 7 and not p.is_new]


def _one_of(scene: Scene, department: str, share: float) -> Person:
    """Now and then somebody a newcomer can sign in as."""
    leads = [lead for lead in scene.company.leads.values() if lead.department == department]
    if leads and share > 0.6:
        return leads[int(share * 1000) % len(leads)]
    people = _here(scene, department)
    return people[int(share * len(people))]


def _giver(scene: Scene, person: Person, share: float, *, same: bool) -> Person:
    """A colleague of the same manager, or of another department."""
    people = [
        other
        for other in scene.company.people
        if other is not person
        and not other.is_new
        and 2 <= other.level <= 8
        and ((other.manager == person.manager) if same else other.department != person.department)
    ]
    people = people or _here(scene, person.department)
    return people[int(share * len(people))]


def _stories(scene: Scene) -> None:
    """Four from pairs that are over, told by either side, and one that waits for a yes."""
    mentor = scene.lead("mentor")
    over = Pair.objects.filter(
        state=Pair.State.ENDED, program__format=Program.Format.REVERSE
    ).with_people()
    found = list(over.select_related("mentor__user", "mentee__user").order_by("pk"))
    others = [pair for pair in found if mentor.pk not in (pair.mentor_id, pair.mentee_id)]
    for number, words in enumerate(story_words.STORIES):
        pair = others[number * 7 % len(others)]
        author = pair.mentee if number % 2 == 0 else pair.mentor
        at = scene.now - dt.timedelta(days=50 - 11 * number, hours=3)
        story = _tell(words, author, pair, at=at)
        stories.agree(story, pair.partner_of(author), edition=1, now=at + dt.timedelta(days=2))
    mine = next((pair for pair in found if pair.mentor_id == mentor.pk), None)
    if mine:
        _tell(story_words.ASKED, mine.mentee, mine, at=scene.now - dt.timedelta(hours=2))


def _tell(words: stories.Words, author: Profile, pair: Pair, *, at: dt.datetime) -> Story:
    partner = pair.partner_of(author)
    filled = stories.Words(
        words.title,
        *(
            text.format(name=partner.first_name)
            for text in (words.beginning, words.doing, words.now)
        ),
    )
    nonce = uuid.uuid5(NAMESPACE, words.title)
    story = stories.write(author, filled, people=[partner], pair=pair, nonce=nonce, now=at)
    return stories.ask(story, now=at + dt.timedelta(minutes=10))


def _past_award(scene: Scene) -> None:
    """Decided by a jury in the spring, so to say: two winners."""
    name, what_for = story_words.PAST
    award = AwardCall(
        name=name,
        what_for=what_for,
        decision=AwardCall.Decision.JURY,
        opens_at=scene.at(scene.days(-80), 6),
        closes_at=scene.at(scene.days(-59), 22),
        decides_by=scene.at(scene.days(-45), 22),
    )
    jury = [scene.lead("coordinator"), scene.lead("hr")]
    awards.call(award, jury=jury, by=scene.hr, now=award.opens_at)
    places = ("Manufacturing", "Software", "Sales", "Marketing")
    people = [scene.profile(_here(scene, place)[3]) for place in places]
    _nominate(scene, award, people, story_words.PAST_NOMINATIONS)
    for person, state in zip(people, ("named", "named", "unnamed", "named"), strict=True):
        awards.answer(award, person, state, now=award.opens_at + dt.timedelta(days=9))
    for juror in jury:
        ranked = [people[0].pk, people[1].pk, people[2].pk]
        award_votes.vote(award, juror, ranked, now=award.closes_at + dt.timedelta(days=3))
    rows = {row.profile_id: row.pk for row in Nominee.objects.filter(call=award)}
    won = {rows[person.pk]: words for person, words in zip(people, story_words.WON, strict=False)}
    award_votes.announce(award, won, by=scene.hr, now=award.decides_by + dt.timedelta(days=1))


def _open_award(scene: Scene) -> None:
    name, what_for = story_words.OPEN
    award = AwardCall(
        name=name,
        what_for=what_for,
        decision=AwardCall.Decision.VOTE,
        opens_at=scene.at(scene.days(-12), 6),
        closes_at=scene.at(scene.days(9), 22),
        decides_by=scene.at(scene.days(20), 22),
    )
    awards.call(award, jury=[], by=scene.hr, now=award.opens_at)
    people = [
        scene.profile(_here(scene, "Software")[7]),
        scene.lead("coordinator"),
        scene.profile(_here(scene, "Engineering")[5]),
    ]
    _nominate(scene, award, people, story_words.OPEN_NOMINATIONS)
    awards.answer(award, people[0], "named", now=award.opens_at + dt.timedelta(days=4))


def _nominate(
    scene: Scene, award: AwardCall, people: Sequence[Profile], texts: Sequence[str]
) -> None:
    for number, (person, words) in enumerate(zip(people, texts, strict=True)):
        nominator = scene.profile(_here(scene, "Customer Service")[number + 2])
        at = award.opens_at + dt.timedelta(days=2 + number)
        awards.nominate(award, nominator, person, words=words, now=at)


def _sponsors(scene: Scene) -> None:
    """Whoever learned in a reverse program speaks for it, else the chief executive."""
    chief = scene.profile(scene.company.people[0])
    for program in Program.objects.exclude(sponsor_message="").order_by("pk"):
        is_reverse = program.format == Program.Format.REVERSE
        learner = Profile.objects.filter(pairs_as_mentee__program=program).order_by("-level", "pk")
        program.sponsor = (learner.first() if is_reverse else None) or chief
        program.save(update_fields=["sponsor"])
