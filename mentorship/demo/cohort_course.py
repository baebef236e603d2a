"""How the pairs of the earlier cohort went: the better their skills fitted, the better; and whoever
started first had more of it, as far as that could be seen while the others waited."""

import datetime as dt
from collections.abc import Iterator, Sequence

from checkins import questions, ratings
from checkins.models import CheckIn, Meeting, MeetingAct, SkillRating
from community.models import Rsvp, Session
from matching.lots import FIRST
from matching.models import Pair, Program
from mentorship.demo import fitting, sessions
from mentorship.demo.dice import dice
from mentorship.demo.scene import Scene
from mentorship.demo.session_words import WINTER
from profiles.models import Goal

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
# Of a hundred who had started, and who waited, how many went to a session.
CAME = {True: 52, False: 24}
# Below that a pair ends in the middle, and neither says that it fits.
POOR, FAIR = 0.12, 0.3
Stage, Answer = SkillRating.Stage, CheckIn.Answer


def write(scene: Scene, program: Program, pairs: Sequence[Pair]) -> None:
    fits = _fits(pairs)
    held = [meeting for pair in pairs for meeting in _meetings(pair, fits[pair.pk])]
    Meeting.objects.bulk_create(held)
    MeetingAct.objects.bulk_create(
        MeetingAct(
            meeting=one, what=MeetingAct.What.LOGGED, by=one.booked_by, starts_at=one.starts_at,
            at=one.ends_at,
        )
        for one in held
    )  # fmt: skip
    CheckIn.objects.bulk_create(row for pair in pairs for row in _answers(pair, fits[pair.pk]))
    _rate(pairs, fits)
    for number, paper in enumerate(WINTER):
        _session(sessions.held(scene, paper, program.starts_on + (3 + 2 * number) * WEEK), pairs)


def last_day(pair: Pair) -> dt.date:
    """Planned, or in the seventh week where it did not go well."""
    return pair.ends_on if pair.meetings.count() > 1 else pair.starts_on + 7 * WEEK


def _fits(pairs: Sequence[Pair]) -> dict[int, float]:
    """From 0 for the pair that had least in common to 1: mostly what the score says of the skills,
    and some luck."""
    shares = fitting.shares(pairs)
    luck = {
        pair.pk: shares.get(pair.pk, 0.0) + dice("winter", pair.mentee.user.email).gauss(0, 0.08)
        for pair in pairs
    }
    order = sorted(luck, key=lambda pk: luck[pk])
    return {pk: place / max(len(order) - 1, 1) for place, pk in enumerate(order)}


def _meetings(pair: Pair, fit: float) -> Iterator[Meeting]:
    """Every two weeks at best, less often the less they have in common; a poor pair meets once."""
    days = (pair.ends_on - pair.starts_on).days
    times = 1 if fit < POOR else max(2, round(days / 14 * (0.3 + 0.7 * fit)))
    for number in range(times):
        day = pair.starts_on + dt.timedelta(days=(2 if fit > FAIR else 9) + number * days // times)
        at = dt.datetime.combine(day, dt.time(12), pair.mentee.zone)
        yield Meeting(
            pair=pair,
            state=Meeting.State.HELD,
            starts_at=at,
            ends_at=at + dt.timedelta(minutes=pair.program.meeting_minutes),
            has_time=False,
            booked_by=pair.mentee,
        )


def _answers(pair: Pair, fit: float) -> Iterator[CheckIn]:
    """How it felt after the first meeting."""
    asked_at = dt.datetime.combine(pair.starts_on + 6 * DAY, dt.time(9), dt.UTC)
    said = Answer.NOT_A_FIT if fit < POOR else Answer.DECIDING if fit < FAIR else Answer.GOOD_FIT
    for author in (pair.mentee, pair.mentor):
        if dice("winter fit", pair.mentee.user.email, author.user.email).randrange(100) < 85:
            yield CheckIn(
                kind=CheckIn.Kind.FIT,
                pair=pair,
                author=author,
                period=questions.ONCE,
                asked_at=asked_at,
                closes_at=asked_at + questions.ONCE_OPEN_FOR,
                answer=said,
                answered_at=asked_at + dt.timedelta(hours=3),
            )


def _rate(pairs: Sequence[Pair], fits: dict[int, float]) -> None:
    """The first wave has looked at its goals again by the time the second one starts."""
    goals: dict[int, list[Goal]] = {}
    for goal in Goal.objects.filter(profile__in=[pair.mentee_id for pair in pairs]):
        goals.setdefault(goal.profile_id, []).append(goal)
    found: list[SkillRating] = []
    for pair in pairs:
        early = 7 * WEEK if pair.wave == FIRST else 13 * WEEK
        stages = [(Stage.START, pair.starts_on), (Stage.MIDDLE, pair.starts_on + early)]
        stages.append((Stage.END, pair.ends_on))
        for goal in goals.get(pair.mentee_id, []):
            found += _levels(pair, goal, fits[pair.pk], stages)
    SkillRating.objects.bulk_create(found, ignore_conflicts=True)


def _levels(
    pair: Pair, goal: Goal, fit: float, stages: list[tuple[SkillRating.Stage, dt.date]]
) -> Iterator[SkillRating]:
    chance = dice("winter growth", pair.mentee.user.email, goal.skill_id)
    level = goal.current_level
    for stage, day in stages:
        if stage != Stage.START and chance.random() < 0.15 + 0.85 * fit:
            level = min(max(ratings.LEVELS), level + 1)
        yield SkillRating(
            pair=pair,
            profile_id=pair.mentee_id,
            skill_id=goal.skill_id,
            stage=stage,
            level=level,
            is_from_profile=stage == Stage.START,
            rated_at=dt.datetime.combine(day, dt.time(12), dt.UTC),
        )


def _session(session: Session, pairs: Sequence[Pair]) -> None:
    """Open to everybody; more of those went who had somebody to talk to about it."""
    going = [
        pair.mentee_id
        for pair in pairs
        if dice("came", session.title, pair.mentee.user.email).randrange(100)
        < CAME[pair.wave == FIRST] // len(WINTER)
    ]
    since = session.starts_at - 5 * DAY
    Rsvp.objects.bulk_create(
        Rsvp(session=session, profile_id=one, state=Rsvp.State.GOING, since=since, attended=True)
        for one in going
    )
    Session.objects.filter(pk=session.pk).update(used=len(going))
