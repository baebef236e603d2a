"""The cohort before the running program: people of four departments learned from two others, and
half of the pairs started eight weeks later, by lot. All of it is over."""

import datetime as dt

from matching import pairs, programs
from matching.models import Pair, Program
from mentorship.demo import casting, cohort_course, matchmaking
from mentorship.demo import programs as named
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene

# Few enough that several people of one department learn from the same other one.
LEARN = ("Customer Service", "Software", "Supply Chain", "Product and Design")
TEACH = ("Manufacturing", "Engineering")
MENTEES, MENTORS = 84, 60
A_YEAR = 365


def winter(scene: Scene) -> None:
    program = named.winter(scene)
    mentees = casting.learners(scene.company, "winter", MENTEES, fits=_learns)
    mentors = casting.teachers(scene.company, "winter", MENTORS, fits=_teaches)
    matchmaking.enroll(scene, program, mentees=mentees, mentors=mentors)
    at = scene.at(program.starts_on - dt.timedelta(days=6), 10)
    begun = matchmaking.begin(program, by=scene.hr, at=at)
    cohort_course.write(scene, program, begun)
    for pair in begun:
        _end(scene, pair, cohort_course.last_day(pair))
    programs.finish(program, by=scene.hr)
    running = Program.objects.running().filter(format=program.format, starts_on__lte=scene.today)
    running.update(copied_from=program)


def _learns(person: Person) -> bool:
    return person.department in LEARN and person.level <= 6 and person.days_here > A_YEAR


def _teaches(person: Person) -> bool:
    return person.department in TEACH and person.level >= 3


def _end(scene: Scene, pair: Pair, day: dt.date) -> None:
    reason = "the program is over" if day == pair.ends_on else "no time"
    pairs.close_pair(pair, by=None, reason=reason, now=scene.at(day, 17), tells=False)
