""" "Why not X?" for any mentor of the program: the rule that stands in the way, the places, or what
it would do to everybody."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine, evidence, policies, proposing
from matching.console import edits, effect, options, standing
from matching.console.effect import Effect
from matching.console.standing import NoStandingError, Standing
from matching.engine import LockConflict
from matching.models import Enrollment, Proposal, Round, Run
from matching.rulebook import HARD
from profiles.models import Profile
from profiles.search import people as people_called

MOST_FOUND = 8


@dataclass(frozen=True)
class Answer:
    """`title` is the answer in one sentence, `lines` the facts; `effect` is set when the two could
    be put together, `can_force` when that takes breaking a rule and `refusal` says which."""

    mentor: Enrollment
    title: str
    lines: list[str]
    effect: Effect | None
    can_force: bool
    refusal: str


def search(round_: Round, text: str) -> list[Enrollment]:
    """Mentors of the program by name, typing errors forgiven; none for an empty question."""
    if not text.strip():
        return []
    mentors = Enrollment.objects.active().mentors().filter(program=round_.program_id)
    among = Profile.objects.filter(pk__in=mentors.values("profile"))
    people = list(people_called(text, among)[:MOST_FOUND])
    rows = mentors.filter(profile__in=people).select_related("profile")
    place = {person.pk: number for number, person in enumerate(people)}
    return sorted(rows, key=lambda row: place[row.profile_id])


def answer(
    proposal: Proposal, mentor: Enrollment, *, now: datetime, run: Run | None = None
) -> Answer:
    try:
        found = standing.of(proposal.round, now=now, subject=proposal.mentee_id, run=run)
    except NoStandingError as error:
        return Answer(mentor, str(error), [], None, False, "")
    j = found.problem.mentor_place(mentor.pk)
    if found.own is None or j is None:
        absent = proposal.mentee if found.own is None else mentor
        words = _("%(name)s takes no part now.") % {"name": absent.profile.name}
        return Answer(mentor, words, [], None, False, words)
    broken = edits.broken_rules(found, found.own, j)
    if broken:
        return _broken(found, found.own, j, mentor, broken)
    return _allowed(found, found.own, j, mentor)


def _broken(found: Standing, own: int, j: int, mentor: Enrollment, broken: list[str]) -> Answer:
    """A rule stands between the two; one that HR may change can be broken by hand, at its price."""
    said = [str(policies.BROKEN[rule]) for rule in broken]
    hard = any(rule in HARD for rule in broken)
    change = None
    if not hard:
        try:
            change = effect.of(found, found.locked(own, j, override=True), first=own)
        except LockConflict:
            said.append(_no_place(mentor))
    return Answer(mentor, said[0], said[1:], change, change is not None, " ".join(said))


def _allowed(found: Standing, own: int, j: int, mentor: Enrollment) -> Answer:
    lines = [_rank(found, own, j), *_lower_parts(found, own, j, mentor)]
    try:
        change = effect.of(found, found.locked(own, j), first=own)
    except LockConflict:
        return Answer(mentor, _no_place(mentor), lines, None, False, _no_place(mentor))
    fit = effect.percent(found, found.problem.points.score(own, j))
    title = _("%(name)s is possible, with a fit of %(fit)s.") % {
        "name": mentor.profile.name,
        "fit": fit,
    }
    if int(found.plan[own]) == j:
        title = _("%(name)s is the proposal.") % {"name": mentor.profile.name}
    return Answer(
        mentor, title, [options.place_words(found, own, j, change), *lines], change, False, ""
    )


def _no_place(mentor: Enrollment) -> str:
    words = _("Every place of %(name)s is held by a decision. Undo one of them first.")
    return words % {"name": mentor.profile.name}


def _rank(found: Standing, own: int, j: int) -> str:
    rank = engine.rank_of(found.problem.points, own, j)
    words = ngettext(
        "Number %(rank)s of %(n)s possible mentor.",
        "Number %(rank)s of %(n)s possible mentors.",
        rank.options,
    )
    return words % {"rank": rank.rank, "n": rank.options}


def _lower_parts(found: Standing, own: int, j: int, mentor: Enrollment) -> list[str]:
    """The two parts that cost most against the proposal, with what is missing."""
    current = int(found.plan[own])
    if current < 0 or current == j:
        return []
    names, row = proposing.names_for(found.problem), found.problem.mentee_rows[own]
    theirs = evidence.stored(engine.explain(found.problem.points, own, j), row, names)
    mine = {part.factor: part.points for part in engine.explain(found.problem.points, own, current)}
    lower = [part for part in theirs if part["points"] < mine.get(part["factor"], 0)]
    lower.sort(key=lambda part: part["points"] - mine[part["factor"]])
    who = {"mentor": mentor.profile.first_name, "mentee": _("the mentee")}
    return [_lower_words(part, mine[part["factor"]], who) for part in lower[:2]]


def _lower_words(part: evidence.Document, mine: int, who: dict[str, str]) -> str:
    fits, missing = evidence.words(part, **who)
    values = {
        "part": policies.FACTORS[part["factor"]].label,
        "points": part["points"],
        "mine": mine,
        "why": missing or fits,
    }
    if not values["why"]:
        return _("%(part)s: %(points)s, the proposal has %(mine)s.") % values
    return _("%(part)s: %(points)s, the proposal has %(mine)s. %(why)s") % values
