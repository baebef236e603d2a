"""Learning paths in the demo: mentors with their training, mentees and newcomers on the way, and a
program that asks for the training before a first pair."""

import datetime as dt
import io
from collections.abc import Collection
from dataclasses import replace

from django.core.management import call_command

from community import exercises
from community.models import Path, PathProgress, StepDone
from matching import policies, training
from matching.models import Enrollment, Pair, Program
from mentorship.demo.dice import dice
from mentorship.demo.scene import Scene
from profiles.models import Profile

Format = Program.Format
MENTORS, MENTEES = "become-a-mentor", "get-the-most-from-being-mentored"
UPWARDS, SHARING, NEWCOMERS = "mentoring-upwards", "share-what-you-know", "your-first-ten-weeks"
WHO_DID_IT = (
    "Behind the glass wall in Lisbon, my first boss asked what I would have said if I had not been "
    "nervous. Then she waited. I want to wait like that. What I will stop: finishing sentences."
)


def write(scene: Scene) -> None:
    call_command("load_paths", stdout=io.StringIO())
    running = Pair.objects.filter(state__in=training.HAD).order_by("pk")
    paired = {kind: running.filter(program__format=kind) for kind in Format.values}
    _take(scene, MENTORS, _people(paired[Format.MENTORING], "mentor"), finish=72, begin=15)
    _take(scene, MENTEES, _people(paired[Format.MENTORING], "mentee"), finish=28, begin=22)
    _take(scene, UPWARDS, _people(paired[Format.REVERSE], "mentor"), finish=85, begin=10)
    _take(scene, NEWCOMERS, _people(paired[Format.BUDDY], "mentee"), finish=0, begin=90)
    _lead(scene)
    _asked_for(scene)


def _people(pairs: Collection[Pair], side: str) -> list[Profile]:
    found = {getattr(pair, side).pk: getattr(pair, side) for pair in pairs}
    return list(found.values())


def _take(scene: Scene, slug: str, people: list[Profile], *, finish: int, begin: int) -> None:
    """So many of a hundred have finished, so many more have begun; half of the first show it."""
    path = Path.objects.get(slug=slug)
    count = path.steps.current().count()
    for person in people:
        chance = dice("paths", slug, person.employee_number)
        throw = chance.randrange(100)
        if throw < finish:
            days, shows = chance.randrange(20, 160), chance.random() < 0.5
            _walk(scene, path, person, count, days_ago=days, shows=shows)
        elif throw < finish + begin:
            _walk(scene, path, person, chance.randrange(1, count), days_ago=chance.randrange(2, 40))


def _walk(
    scene: Scene, path: Path, person: Profile, steps: int, *, days_ago: int, shows: bool = False
) -> PathProgress:
    """The first steps of a path, one a day, the last of them so many days ago."""
    walked = list(path.steps.current())[:steps]
    last_at = scene.at(scene.days(-days_ago), hour=10)
    times = [last_at - dt.timedelta(days=n) for n in reversed(range(len(walked)))]
    is_over = steps == path.steps.current().count()
    progress, _is_new = PathProgress.objects.update_or_create(
        path=path,
        profile=person,
        defaults={
            "started_at": times[0],
            "last_at": last_at,
            "finished_at": last_at if is_over else None,
            "shows_badge": is_over and shows,
        },
    )
    progress.done.all().delete()
    StepDone.objects.bulk_create(
        StepDone(progress=progress, step=step, at=at)
        for step, at in zip(walked, times, strict=True)
    )
    return progress


def _lead(scene: Scene) -> None:
    """The mentor one signs in as has the training, shows it, and is in the middle of another."""
    me = scene.lead("mentor")
    path = Path.objects.get(slug=MENTORS)
    _walk(scene, path, me, path.steps.current().count(), days_ago=61, shows=True)
    step = path.steps.get(key="who-did-it-for-you")
    exercises.save(me, step, WHO_DID_IT, seen=None, now=scene.at(scene.days(-68), hour=10))
    _walk(scene, Path.objects.get(slug=SHARING), me, 3, days_ago=3)


def _asked_for(scene: Scene) -> None:
    """The program that is open for sign-up wants its mentors trained; some already are."""
    now_open = Program.objects.filter(state=Program.State.RUNNING, starts_on__gt=scene.today)
    for program in now_open.filter(format=Format.MENTORING, rounds__isnull=True):
        rules = policies.engine_policy(policies.current(program))
        wanted = replace(rules, rules=rules.rules | {training.RULE})
        policies.save_version(program, wanted, by=scene.hr)
        rows = Enrollment.objects.mentors().filter(program=program).select_related("profile")
        mentors = [row.profile for row in rows.order_by("pk")]
        _take(scene, MENTORS, mentors, finish=55, begin=25)
