"""What is asked once in the life of a pair: how it felt, what changed halfway, and own ratings."""

import datetime as dt
from collections.abc import Sequence
from random import Random

from checkins import fits, questions, ratings, rhythm
from checkins.models import CheckIn, SkillRating
from matching.models import Pair
from mentorship.demo.dice import dice
from profiles.models import Goal, Profile

Answer, Kind, Stage = CheckIn.Answer, CheckIn.Kind, SkillRating.Stage
CHANGED = (
    "I ask before I answer now.",
    "I stopped reading my slides aloud.",
    "The first ten minutes of a meeting no longer scare me.",
    "I know whom to call, and I call.",
    "I say no to half of it and finish the other half.",
)


def once(pair: Pair, weekly: Sequence[CheckIn], *, until: dt.datetime) -> list[CheckIn]:
    """The fit question after the first meeting and the halfway question, with their answers."""
    met = sorted(row.answered_at for row in weekly if row.has_met and row.answered_at)
    found = []
    for author in (pair.mentee, pair.mentor):
        chance = dice("once", pair.program.name, author.user.email, pair.mentee.user.email)
        if met and met[0] + fits.AFTER < until:
            found.append(_fit(pair, author, met[0] + fits.AFTER, chance, until))
        halfway = rhythm.halfway(rhythm.begins_on(pair), pair.ends_on)
        asked_at = dt.datetime.combine(halfway, dt.time(9), tzinfo=dt.UTC)
        if met and asked_at < until:
            found.append(_halfway(pair, author, asked_at, chance, until))
    return found


def _fit(
    pair: Pair, author: Profile, at: dt.datetime, chance: Random, until: dt.datetime
) -> CheckIn:
    answer = chance.choices([Answer.GOOD_FIT, Answer.DECIDING, ""], weights=[78, 10, 12])[0]
    return _row(Kind.FIT, pair, author, at, str(answer), chance, until)


def _halfway(
    pair: Pair, author: Profile, at: dt.datetime, chance: Random, until: dt.datetime
) -> CheckIn:
    has_goals = author.pk == pair.mentee_id and Goal.objects.filter(profile=author).exists()
    said = Answer.RATED if has_goals else Answer.GOING_WELL
    answer = chance.choices([said, ""], weights=[70, 30])[0]
    row = _row(Kind.MIDPOINT, pair, author, at, str(answer), chance, until)
    if row.answer and chance.random() < 0.5:
        row.words = chance.choice(CHANGED)
    return row


def _row(
    kind: str,
    pair: Pair,
    author: Profile,
    at: dt.datetime,
    answer: str,
    chance: Random,
    until: dt.datetime,
) -> CheckIn:
    row = CheckIn(
        kind=kind,
        pair=pair,
        author=author,
        period=questions.ONCE,
        asked_at=at,
        closes_at=at + questions.ONCE_OPEN_FOR,
    )
    answered_at = at + dt.timedelta(minutes=chance.choice([4, 18, 70, 260, 1500]))
    if answer and answered_at < until:
        row.answer, row.answered_at = answer, answered_at
    return row


def rate(pairs: Sequence[Pair], *, until: dt.datetime) -> None:
    """Own ratings of the goals, up to the stage each pair has reached."""
    found = []
    for pair in pairs:
        stages = [(Stage.START, pair.starts_on)]
        if pair.checkins.filter(kind=Kind.MIDPOINT, answer=Answer.RATED).exists():
            stages.append((Stage.MIDDLE, rhythm.halfway(pair.starts_on, pair.ends_on)))
        if pair.ends_on <= until.date():
            stages.append((Stage.END, pair.ends_on))
        for goal in Goal.objects.filter(profile=pair.mentee_id):
            found += _ratings(pair, goal, stages)
    SkillRating.objects.bulk_create(found, ignore_conflicts=True)


def _ratings(
    pair: Pair, goal: Goal, stages: list[tuple[SkillRating.Stage, dt.date]]
) -> list[SkillRating]:
    chance = dice("ratings", pair.program.name, pair.mentee.user.email, goal.skill_id)
    level, rows = goal.current_level, []
    for stage, day in stages:
        if stage != Stage.START:
            level = min(max(ratings.LEVELS), level + chance.choice([0, 1, 1, 1]))
        rows.append(
            SkillRating(
                pair=pair,
                profile_id=pair.mentee_id,
                skill_id=goal.skill_id,
                stage=stage,
                level=level,
                is_from_profile=stage == Stage.START,
                rated_at=dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC),
            )
        )
    return rows
