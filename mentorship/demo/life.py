"""What happens to pairs in the middle of a program: one is away, two are over, one mentee asks for
herself."""

import datetime as dt

from checkins import booking, health
from matching import asking, away, exits, requests, waiting
from matching.models import Away, Enrollment, Pair, Program
from mentorship.demo.scene import Scene

ASKS = "I would like to see how you prepare a decision. Half an hour every two weeks would help."


def write(scene: Scene) -> None:
    """In the running mentoring program, among pairs nobody worries about and nobody signs in as."""
    program = _season()
    Program.objects.filter(pk=program.pk).update(takes_requests=True)
    program.refresh_from_db()
    absent, first, second = _calm(scene, program)[:3]
    _is_away(scene, absent)
    exits.end(first, first.mentor, reason="no_time", now=_ago(scene, days=6))
    exits.end(second, second.mentee, reason="goal", now=_ago(scene, days=4))
    _asks(scene, program, [second, first])
    booking.call_off(now=scene.now)


def _season() -> Program:
    begun = Pair.objects.active().filter(program__format=Program.Format.MENTORING)
    return begun.earliest("starts_on", "pk").program


def _calm(scene: Scene, program: Program) -> list[Pair]:
    leads = {scene.lead(role).pk for role in scene.company.leads}
    rows = Pair.objects.active().filter(program=program, starts_on__lt=scene.today)
    rows = rows.exclude(mentor__in=leads).exclude(mentee__in=leads).with_people()
    found = health.with_health(rows, now=scene.now, for_hr=True, concerns=(health.FINE,))
    return sorted(found, key=lambda pair: pair.pk)


def _ago(scene: Scene, *, days: int) -> dt.datetime:
    return scene.now - dt.timedelta(days=days)


def _is_away(scene: Scene, pair: Pair) -> None:
    """The mentor until in three weeks; the mentee would like somebody meanwhile."""
    since, until = _ago(scene, days=5), scene.days(21)
    away.start(pair, person=pair.mentor, until=until, by=pair.mentor.user, now=since)
    away.choose(pair, Away.Choice.INTERIM, by=pair.mentee.user, now=since)


def _asks(scene: Scene, program: Program, over: list[Pair]) -> None:
    """The first of the two who can ask somebody does; HR sees them in line as well."""
    now = _ago(scene, days=1)
    in_line = waiting.mentees(now=now).filter(program=program)
    rows = in_line.select_related("program", "profile__user")
    for pair in over:
        mentee = rows.filter(pk=pair.mentee_enrollment_id).first()
        mentor = mentee and _mentor_for(mentee, now=now)
        if mentee and mentor:
            requests.ask(mentee, mentor.pk, message=ASKS, goes_on=True, now=now)
            return


def _mentor_for(mentee: Enrollment, *, now: dt.datetime) -> Enrollment | None:
    """The first by name who can be asked."""
    mentors = list(asking.mentors_for(mentee, now=now).order_by("profile__name", "pk"))
    closed = asking.why_not(mentee, mentors, now=now)
    return next((one for one in mentors if not closed[one.pk]), None)
