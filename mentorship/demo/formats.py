"""The smaller formats: single talks, a coaching, a handover and the group of a mentor."""

import datetime as dt
from collections.abc import Iterator

from checkins import agreements, counted, holding, talks
from checkins.models import Talk
from community import library, talk_pages
from community.library import Details
from community.models import Resource
from matching import pairs, presets
from matching.models import Enrollment, Pair, Program
from mentorship.demo import casting, matchmaking, meetings, programs
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene
from profiles.models import Profile

Couple = tuple[Person, Person]
DAY = dt.timedelta(days=1)
TOPICS = {
    1: "Closing the quarter without the usual panic",
    2: "Whom to call at the largest customer, and when",
    3: "What the yearly audit really looks at",
    4: "The settings nobody may change",
}
BODY = """# Closing the quarter without the usual panic

## What it is and why we do it

The figures of the last week come in twice: once from the sites, once from the forecast. Whoever
adds them up counts some orders twice, and we have found that out in front of the board before.

## Step by step

1. Ask the sites for their list on the Tuesday before, never later.
2. Take out every order that has a number ending in F: it comes again with the forecast.
3. Send the total to Finance by noon and call. They read mails in the evening.

## What goes wrong, and what helps

A site that has nothing to report sends nothing. Call them: silence once hid eleven orders.

## Whom to ask

- Whoever takes over now keeps this page, and changes it after the next quarter.
"""
CONTRACT = {
    "goals": "Say no to a task in the meeting in which it is given, and say what I do instead.",
    "ways_of_working": "Six meetings. After the third and the sixth we look at this page again.",
    "confidentiality": "What we say stays between us. Nobody gets a report.",
    "weeks_between": 2,
    "minutes": 60,
}


def write(scene: Scene) -> None:
    _single_talks(scene)
    _coaching(scene)
    _handover(scene)
    _group(scene)


def _single_talks(scene: Scene) -> None:
    """Three are over, two have a date, one looks for it."""
    program = programs.single_talks(scene)
    couples = list(_couples(scene, "talks", 6))
    _enroll(scene, program, couples)
    begun = [_open(scene, program, couple, days_ago=12 - n) for n, couple in enumerate(couples)]
    for pair in begun[:3]:
        _met(scene, pair, days_ago=4)
    counted.tick(now=scene.now - 2 * DAY)
    for pair in begun[3:5]:
        meetings.book_quietly(pair, now=scene.now)


def _coaching(scene: Scene) -> None:
    """Three of six meetings are held, and the contract is signed by both."""
    program = programs.coaching(scene)
    couples = list(_couples(scene, "coaching", 1, from_level=5))
    _enroll(scene, program, couples)
    pair = _open(scene, program, couples[0], days_ago=45)
    signed_at = scene.now - 40 * DAY
    for days_ago in (40, 26, 12):
        _met(scene, pair, days_ago=days_ago)
    written = agreements.save(pair, CONTRACT, by=pair.mentee, seen=0, now=signed_at)
    agreements.sign(pair, by=pair.mentor, seen=written.agreement.version, now=signed_at + DAY)
    meetings.book_quietly(pair, now=scene.now)


def _handover(scene: Scene) -> None:
    """Four topics; two were talked about, one of them is in the library."""
    program = programs.handover(scene)
    couples = list(_couples(scene, "handover", 1, from_level=5))
    _enroll(scene, program, couples)
    leaves_on = scene.days(30)
    Enrollment.objects.mentors().filter(program=program).update(leaves_on=leaves_on)
    pair = _open(scene, program, couples[0], days_ago=21, ends_on=leaves_on)
    talks.choose(pair, TOPICS)
    for days_ago in (15, 6):
        _met(scene, pair, days_ago=days_ago)
    first = Talk.objects.select_related("pair__mentor", "pair__mentee").get(pair=pair, number=1)
    words = talk_pages.first_words(first)
    details = Details(
        kind=Resource.Kind.HOW_TO,
        title=first.topic,
        summary=str(words["summary"]),
        minutes=4,
        skills=[],
        url="",
        body=BODY,
    )
    page = talk_pages.write(first, details, by=pair.mentee)
    if page is None:
        raise matchmaking.DemoError("somebody has written the first page of the handover")
    library.send(page, by=pair.mentee, is_hr=True, now=scene.now - 13 * DAY)
    meetings.book_quietly(pair, now=scene.now)


def _group(scene: Scene) -> None:
    """One mentor and four mentees, who make a circle by invitation."""
    program = programs.group(scene)
    mentor, mentees = _largest_group(scene)
    couples = [(mentor, mentee) for mentee in mentees]
    _enroll(scene, program, couples, places=5)
    begun = [_open(scene, program, couple, days_ago=20) for couple in couples]
    for pair in begun:
        _met(scene, pair, days_ago=16)


def _largest_group(scene: Scene) -> tuple[Person, list[Person]]:
    """The mentor whose skills most of those who could be drawn want, with four of them."""
    mentors = casting.teachers(scene.company, "group", 30, fits=casting.between(7, 9))
    learners = casting.learners(scene.company, "group", 120, fits=_settled)
    found = [(who, [p for p in learners if _fits(who, p)]) for who in mentors]
    mentor, mentees = max(found, key=lambda one: len(one[1]))
    if len(mentees) < 4:
        raise matchmaking.DemoError("nobody can lead a group")
    return mentor, mentees[:4]


def _settled(person: Person) -> bool:
    return 2 <= person.level <= 5 and not person.is_new and not person.is_bare


def _couples(scene: Scene, name: str, count: int, *, from_level: int = 4) -> Iterator[Couple]:
    """(mentor, mentee) of whom one offers what the other wants first; everybody once."""
    mentors = casting.teachers(scene.company, name, 80, fits=casting.between(from_level, 8))
    taken: set[str] = set()
    for mentee in casting.learners(scene.company, name, 60, fits=_settled):
        free = (p for p in mentors if p.number not in taken and _fits(p, mentee))
        mentor = next(free, None)
        if mentor is None or len(taken) >= 2 * count or mentee.number in taken:
            continue
        taken |= {mentor.number, mentee.number}
        yield mentor, mentee


def _fits(mentor: Person, mentee: Person) -> bool:
    lines = {mentee.number, mentee.manager}
    return (
        mentor.number not in lines
        and mentor.manager not in {mentee.number}
        and mentor.level > mentee.level
        and _skill(mentor, mentee) != ""
        and bool(set(mentor.languages) & set(mentee.languages))
    )


def _skill(mentor: Person, mentee: Person) -> str:
    wanted = [wish.skill for wish in mentee.goals[:2]]
    return next((skill for skill in wanted if mentor.offers.get(skill, 0) >= 3), "")


def _enroll(scene: Scene, program: Program, couples: list[Couple], *, places: int = 1) -> None:
    mentors = {mentor.number: mentor for mentor, _mentee in couples}.values()
    mentees = [mentee for _mentor, mentee in couples]
    matchmaking.enroll(scene, program, mentees=mentees, mentors=mentors)
    Enrollment.objects.mentors().filter(program=program).update(capacity=places)
    for person in scene.profiles(mentors):
        person.refresh_from_db()
        room = min(10, max(person.mentoring_limit, person.mentoring_used + places))
        Profile.objects.filter(pk=person.pk).update(mentoring_limit=room)


def _open(
    scene: Scene,
    program: Program,
    couple: Couple,
    *,
    days_ago: int,
    ends_on: dt.date | None = None,
) -> Pair:
    mentor, mentee = couple
    rows = Enrollment.objects.filter(program=program).select_related("profile__user", "program")
    starts_on = scene.days(-days_ago)
    names = {"mentor": mentor.name, "mentee": mentee.name, "skill": _skill(mentor, mentee)}
    return pairs.open_pair(
        rows.mentors().get(profile=scene.profile(mentor)),
        rows.mentees().get(profile=scene.profile(mentee)),
        starts_on=starts_on,
        ends_on=ends_on or presets.pair_ends_on(program, starts_on) or program.ends_on,
        by=scene.hr,
        now=scene.at(starts_on, 8),
        reasons=["{mentor} offers {skill}, which {mentee} asked for.".format(**names)],
    )


def _met(scene: Scene, pair: Pair, *, days_ago: int) -> None:
    day = scene.days(-days_ago)
    day -= max(0, day.weekday() - 4) * DAY  # nobody meets at the weekend
    minutes = pair.program.meeting_minutes
    holding.log(pair, day, minutes, by=pair.mentee, now=scene.at(day, 18))
