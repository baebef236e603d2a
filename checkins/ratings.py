"""How people rate their own skills over the life of a pair: at the start, halfway, at the end.

    begin(now=now)                        # start ratings, taken over from the goals of the profile
    keep(checkin, {skill: level}, now=…)  # what the halfway or the closing question brought
    lines(profile)                        # the person's own view (screen 22)
    of_pair(pair, me)                     # (skill, start, last) for this person's summary

A mentee's goals are rated; the mentor's own side of these questions is in words.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from checkins.models import CheckIn, SkillRating
from matching.models import Pair
from profiles.models import Goal, Profile, Skill

Stage = SkillRating.Stage
STAGE_OF = {CheckIn.Kind.MIDPOINT: Stage.MIDDLE, CheckIn.Kind.CLOSE: Stage.END}
LEVELS = range(1, 6)
BATCH = 200
# After that the start is history.
START_IS_OPEN = dt.timedelta(weeks=4)


@dataclass(frozen=True)
class Growth:
    """One skill of a pair in the mentee's own numbers, at the start and last."""

    skill: str
    start: int
    now: int


@dataclass
class Line:
    """One skill of one pair, for the person who rated it."""

    pair: Pair
    skill: Skill
    target: int | None
    levels: dict[str, int] = field(default_factory=dict)
    start_is_from_profile: bool = False
    may_say_start: bool = False

    @property
    def start(self) -> int | None:
        return self.levels.get(Stage.START)

    @property
    def now(self) -> int | None:
        """The last rating."""
        stages = [stage for stage in (Stage.END, Stage.MIDDLE, Stage.START) if stage in self.levels]
        return self.levels[stages[0]] if stages else None


def begin(*, now: dt.datetime) -> int:
    """Start ratings of pairs that have begun, from the level of each goal; returns how many."""
    rated = SkillRating.objects.filter(pair=OuterRef("pk"), stage=Stage.START)
    goals = Goal.objects.filter(profile=OuterRef("mentee"))
    pairs = Pair.objects.active().filter(~Exists(rated), Exists(goals), starts_on__lte=now.date())
    chosen = list(pairs.order_by("pk")[:BATCH])
    rows = _goals_of({pair.mentee_id for pair in chosen})
    found = [
        SkillRating(
            pair=pair,
            profile_id=pair.mentee_id,
            skill_id=goal.skill_id,
            stage=Stage.START,
            level=goal.current_level,
            is_from_profile=True,
            rated_at=now,
        )
        for pair in chosen
        for goal in rows[pair.mentee_id]
    ]
    SkillRating.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


def _goals_of(ids: set[int]) -> dict[int, list[Goal]]:
    rows: dict[int, list[Goal]] = defaultdict(list)
    for goal in Goal.objects.filter(profile__in=ids).select_related("skill"):
        rows[goal.profile_id].append(goal)
    return rows


def to_rate(checkin: CheckIn) -> list[Goal]:
    """The goals this question asks a level for: the mentee's own."""
    if checkin.kind not in STAGE_OF or checkin.author_id != checkin.pair.mentee_id:
        return []
    return list(Goal.objects.filter(profile=checkin.author_id).select_related("skill"))


def keep(checkin: CheckIn, levels: Mapping[int, int], *, now: dt.datetime) -> None:
    """A later rating of the same stage replaces the earlier one."""
    stage = STAGE_OF.get(CheckIn.Kind(checkin.kind))
    if stage is None:
        return
    for skill, level in levels.items():
        rate(checkin.pair, checkin.author_id, skill, stage, level, now=now)


def of_checkin(checkin: CheckIn) -> dict[int, int]:
    """What the author has answered so far, by skill."""
    stage = STAGE_OF.get(CheckIn.Kind(checkin.kind))
    rows = SkillRating.objects.filter(pair=checkin.pair_id, profile=checkin.author_id, stage=stage)
    return dict(rows.values_list("skill", "level")) if stage else {}


def rate(
    pair: Pair, profile_id: int, skill_id: int, stage: str, level: int, *, now: dt.datetime
) -> None:
    SkillRating.objects.update_or_create(
        pair=pair,
        profile_id=profile_id,
        skill_id=skill_id,
        stage=stage,
        defaults={"level": level, "is_from_profile": False, "rated_at": now},
    )


def say_start(profile: Profile, pair: Pair, skill: Skill, level: int, *, now: dt.datetime) -> bool:
    """The person's own word on where they started; False once the start is history."""
    if not _start_is_open(pair, now=now) or pair.mentee_id != profile.pk:
        return False
    rate(pair, profile.pk, skill.pk, Stage.START, level, now=now)
    return True


def lines(profile: Profile, *, now: dt.datetime) -> list[Line]:
    """Every skill of every pair they are or were the mentee of, the newest pair first."""
    pairs = Pair.objects.filter(mentee=profile).visible_to(profile, now=now)
    pairs = pairs.exclude(state=Pair.State.DECLINED).with_people().order_by("-starts_on", "-pk")
    goals = {goal.skill_id: goal for goal in _goals_of({profile.pk})[profile.pk]}
    rated: dict[tuple[int, int], Line] = {}
    listed = list(pairs[:20])
    for pair in listed:
        if pair.state == Pair.State.ACTIVE:
            for goal in goals.values():
                rated[pair.pk, goal.skill_id] = _line(pair, goal.skill, goals, now=now)
    by_id = {pair.pk: pair for pair in listed}
    rows = SkillRating.objects.filter(profile=profile, pair__in=listed).select_related("skill")
    for row in rows:
        line = rated.setdefault(
            (row.pair_id, row.skill_id), _line(by_id[row.pair_id], row.skill, goals, now=now)
        )
        line.levels[row.stage] = row.level
        line.start_is_from_profile |= row.stage == Stage.START and row.is_from_profile
    order = {pair.pk: place for place, pair in enumerate(listed)}
    return sorted(rated.values(), key=lambda line: (order[line.pair.pk], line.skill.name))


def _line(pair: Pair, skill: Skill, goals: dict[int, Goal], *, now: dt.datetime) -> Line:
    goal = goals.get(skill.pk)
    may = _start_is_open(pair, now=now)
    return Line(pair, skill, goal.target_level if goal else None, may_say_start=may)


def _start_is_open(pair: Pair, *, now: dt.datetime) -> bool:
    is_early = now.date() <= pair.starts_on + START_IS_OPEN
    return pair.state == Pair.State.ACTIVE and is_early


def of_pair(pair: Pair, me: Profile) -> list[Growth]:
    """This person's own skills that were rated at least twice: where they started and where they
    are. The partner reads none of it: `visibility.TABLE`."""
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    for row in SkillRating.objects.filter(pair=pair, profile=me).select_related("skill"):
        levels[row.skill.name][row.stage] = row.level
    return [
        Growth(skill, found[Stage.START], found.get(Stage.END, found.get(Stage.MIDDLE, 0)))
        for skill, found in sorted(levels.items())
        if Stage.START in found and len(found) > 1
    ]
