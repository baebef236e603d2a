"""The finished program: directors learned from people early in their career."""

import datetime as dt

from matching import pairs as pair_ends
from matching import programs as program_life
from matching.models import Pair, Program
from mentorship.demo import (
    casting,
    endings,
    history,
    matchmaking,
    meetings,
    moments,
    programs,
    together,
)
from mentorship.demo.scene import Scene

LEARNERS, SHARERS = 46, 60
ENDED_EARLY = 2


def fresh_eyes(scene: Scene) -> None:
    program = programs.fresh_eyes(scene)
    learners = casting.learners(
        scene.company, program.format, LEARNERS, fits=casting.wants_what_is_new
    )
    sharers = casting.teachers(
        scene.company, program.format, SHARERS, fits=casting.knows_what_is_new
    )
    matchmaking.enroll(scene, program, mentees=learners, mentors=sharers)
    published_at = scene.at(program.starts_on - dt.timedelta(days=6), 10)
    begun = matchmaking.begin(program, by=scene.hr, at=published_at)
    endings.look_back(scene, program, learners)
    _run_its_course(scene, program, begun)


def _run_its_course(scene: Scene, program: Program, begun: list[Pair]) -> None:
    chosen = history.tempers(begun, troubled=False)
    checkins = history.write(begun, chosen, until=scene.at(program.ends_on, 18))
    history.farewell(checkins)
    moments.rate(begun, until=scene.at(program.ends_on, 18))
    together.write(begun, until=scene.at(program.ends_on, 18))
    for place, pair in enumerate(begun):
        early = place < ENDED_EARLY
        ended_at = scene.at(program.ends_on - dt.timedelta(weeks=7 if early else 0), 17)
        reason = "changed to another site" if early else "the program is over"
        pair.checkins.filter(asked_at__gt=ended_at).delete()
        pair_ends.close_pair(pair, by=None, reason=reason, now=ended_at)
    meetings.write(begun, until=scene.at(program.ends_on, 18))
    program_life.finish(program, by=scene.hr)
