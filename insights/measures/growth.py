"""What people learn, as they see it themselves, and where knowledge crosses a border."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from checkins.models import SkillRating
from insights.groups import TO
from insights.measures.base import Measure, Row
from insights.measures.pairs import NO_ROLE, begun
from insights.weeks import Scope
from profiles.models import Goal, Profile

Stage = SkillRating.Stage
Key = tuple[int, int, int, int]


def _levels(scope: Scope) -> dict[Key, dict[str, int]]:
    """(person, program, pair, skill) → the levels the person gave by the end of the week."""
    found: dict[Key, dict[str, int]] = defaultdict(dict)
    rated = SkillRating.objects.filter(rated_at__lt=scope.ends("profile__time_zone")).order_by()
    columns = ("profile_id", "pair__program_id", "pair_id", "skill_id", "stage", "level")
    for *key, stage, level in rated.values_list(*columns).iterator():
        person, program, pair, skill = key
        found[person, program, pair, skill][stage] = level
    return found


def growth(scope: Scope) -> Iterator[Row]:
    """From the start to the last rating after it."""
    for (person, program, _pair, _skill), levels in _levels(scope).items():
        last = levels.get(Stage.END, levels.get(Stage.MIDDLE))
        if Stage.START not in levels or last is None:
            continue
        start = levels[Stage.START]
        detail = {"start": start, "last": last}
        if Stage.MIDDLE in levels:
            detail |= {"middle": levels[Stage.MIDDLE], "middle_ratings": 1}
        yield Row(person, program, "mentee", last - start, 1, detail=detail)


def goals(scope: Scope) -> Iterator[Row]:
    """Of goals whose skill was rated at the end of a pair."""
    wanted = Goal.objects.order_by().values_list("profile_id", "skill_id", "target_level")
    targets = {(person, skill): level for person, skill, level in wanted}
    for (person, program, _pair, skill), levels in _levels(scope).items():
        if Stage.END in levels and (person, skill) in targets:
            reached = levels[Stage.END] >= targets[person, skill]
            yield Row(person, program, "mentee", reached, 1)


def _crossing(scope: Scope, column: str) -> Iterator[Row]:
    """Counted with the person who learns; unknown is no border."""
    where = dict(Profile.objects.exclude(**{column: ""}).values_list("pk", column))
    for pair in begun(scope, last=False):
        source, target = where.get(pair.mentor), where.get(pair.mentee)
        if source and target:
            crosses = source != target
            flow = f"{source}{TO}{target}"
            yield Row(pair.mentee, pair.program, "mentee", crosses, 1, flow)


def departments(scope: Scope) -> Iterator[Row]:
    return _crossing(scope, "department")


def sites(scope: Scope) -> Iterator[Row]:
    return _crossing(scope, "site")


GROWTH = Measure(
    "skill_growth",
    _("Skill growth"),
    _("How many levels of five people moved, in their own view, from the start of a pair on."),
    _("Levels gained from the start to the last rating"),
    _("Skills rated at the start and again halfway or at the end"),
    _("People’s ratings of their own skills; nobody rates anybody else"),
    "mean",
    growth,
    cuts=NO_ROLE,
)
GOALS = Measure(
    "goals_reached",
    _("Goals reached"),
    _("Whether people are at the level they wanted when their time together ends."),
    _("Goals at or above their target"),
    _("Goals whose skill was rated at the end"),
    _("Goals, and people’s ratings of their own skills"),
    "share",
    goals,
    cuts=NO_ROLE,
)
DEPARTMENTS = Measure(
    "crossing_departments",
    _("Knowledge crossing departments"),
    _("Pairs whose two people are in different departments."),
    _("People who learn from another department"),
    _("People who learn in a pair, both departments known"),
    _("Pairs and the directory"),
    "share",
    departments,
    cuts=("source", "flow", "level", "site"),
)
SITES = Measure(
    "crossing_sites",
    _("Knowledge crossing sites"),
    _("Pairs whose two people work at different sites."),
    _("People who learn from another site"),
    _("People who learn in a pair, both sites known"),
    _("Pairs and the directory"),
    "share",
    sites,
    cuts=("source", "flow", "level", "department"),
)
ALL = (GROWTH, GOALS, DEPARTMENTS, SITES)
