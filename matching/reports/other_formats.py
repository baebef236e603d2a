"""What another format would do for the people a round leaves over, worked out by the worker of the
run: how many of them a group, or one talk each, would place.

    document = work_out(problem, waiting_rows, program)    # {"group": {"n": 5, …}, "flash": {…}}
    offers = listed(round_, document, waiting=7, is_hr=True)

Both numbers are solutions of the engine. Group: every mentor of the round takes three to six of
those who wait, by the rules and points of that format. Flash: every colleague of the program's
audience who lists the skill and mentors at all gives one talk. Nobody has been asked yet, so a
"no" makes them smaller: the page says so.
"""

from collections.abc import Sequence

import numpy as np
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from numpy.typing import NDArray

from matching import audience, engine
from matching.columns import SKILL
from matching.engine import DensePoints, ProfilePoints, solve
from matching.evidence import Document
from matching.loading import LoadedProblem
from matching.models import Program, Round
from matching.presets import PRESETS
from matching.reports.fix import Fix
from profiles import exclusions
from profiles.models import Goal, Offer, Profile

Table = NDArray[np.int64]
Words = dict[str, str | Promise]
GROUP, FLASH = Program.Format.GROUP, Program.Format.FLASH
# So many colleagues are looked at for single talks.
MOST_PEOPLE = 2000
NOBODY: Words = {
    GROUP: gettext_lazy("Group mentoring would place nobody"),
    FLASH: gettext_lazy("One talk each would place nobody"),
}
WHY: Words = {
    GROUP: gettext_lazy("A group takes three who could learn from the same mentor of this round."),
    FLASH: gettext_lazy(
        "No colleague who mentors and shares a language knows more of these skills."
    ),
}


def work_out(problem: LoadedProblem, waiting: Sequence[int], program: Program) -> Document:
    """`waiting` are rows of mentees. Numbers of people only, never who."""
    if not waiting:
        return {}
    return {GROUP: _groups(problem, waiting), FLASH: _talks(problem, waiting, program)}


def _groups(problem: LoadedProblem, waiting: Sequence[int]) -> Document:
    """As a run of groups does: the smallest group too small goes, of two kept apart one moves, and
    the rest is solved again."""
    policy = engine.Policy.for_format(GROUP)
    sides = (problem.mentees, problem.mentors)
    points = ProfilePoints(*sides, policy, facts=problem.facts, related=problem.related)
    scores = points.block(np.array(waiting, np.int64)).astype(np.int64)
    table = np.where(scores < 0, -1, scores)
    preset = PRESETS[GROUP]
    places = np.full(table.shape[1], preset.most, np.int64)
    apart = _kept_apart([problem.mentee_rows[i].profile for i in waiting])
    while True:
        match = _match(table, places)
        counts = np.bincount(match[match >= 0], minlength=len(places))
        short = np.flatnonzero((counts > 0) & (counts < preset.least))
        clash = next((j for i, j in apart if match[i] == match[j] >= 0), None)
        if len(short):
            places[short[np.argmin(counts[short])]] = 0
        elif clash is not None:
            table[clash, match[clash]] = -1
        else:
            return {"n": int(counts.sum()), "mentors": int(np.count_nonzero(counts))}


def _kept_apart(mentees: Sequence[int]) -> list[tuple[int, int]]:
    """Rows of two mentees of whom one asked not to be matched with the other, in order."""
    row = {pk: i for i, pk in enumerate(mentees)}
    found = [(row[one], row[other]) for one, other in exclusions.pairs(mentees)]
    return [(min(rows), max(rows)) for rows in found]


def _talks(problem: LoadedProblem, waiting: Sequence[int], program: Program) -> Document:
    mentees = [problem.mentee_rows[i].profile for i in waiting]
    people = talkers(program, mentees)
    table = _who_could_talk(mentees, people)
    matched = _match(table, np.ones(len(people), np.int64))
    n = int(np.count_nonzero(matched >= 0))
    return {"n": n, "mentors": n, "people": len(people)}


def _match(table: Table, places: Table) -> Table:
    if not table.shape[0] or not table.shape[1]:
        return np.full(table.shape[0], -1, np.int64)
    return solve(DensePoints(table), places, fairness="total").match


def talkers(program: Program, mentees: Sequence[int]) -> list[Profile]:
    """Colleagues the program exists for who offer what these people want, mentor at all, and are
    not paused."""
    wanted = Goal.objects.filter(profile__in=mentees).annotate(wanted=SKILL).values("wanted")
    offers = Offer.objects.annotate(offered=SKILL).filter(offered__in=wanted)
    rows = audience.people(program).filter(pk__in=offers.values("profile"), mentoring_limit__gt=0)
    rows = rows.filter(paused_until__isnull=True).order_by("pk")
    return list(rows[:MOST_PEOPLE])


def _who_could_talk(mentees: Sequence[int], people: Sequence[Profile]) -> Table:
    """1 where the colleague knows more of a wanted skill and the two share a language, -1 where
    not, where one reports to the other, and where one asked not to be matched."""
    table = np.full((len(mentees), len(people)), -1, np.int64)
    row = {pk: i for i, pk in enumerate(mentees)}
    column = {person.pk: j for j, person in enumerate(people)}
    known: dict[int, list[tuple[int, int]]] = {}
    offers = Offer.objects.filter(profile__in=column).annotate(offered=SKILL)
    for pk, skill, level in offers.values_list("profile_id", "offered", "level"):
        known.setdefault(skill, []).append((column[pk], level))
    goals = Goal.objects.filter(profile__in=row).annotate(wanted=SKILL)
    for pk, skill, level in goals.values_list("profile_id", "wanted", "current_level"):
        for j, offered in known.get(skill, ()):
            if offered > level:
                table[row[pk], j] = 1
    _keep_apart(table, row, column, people)
    return table


def _keep_apart(
    table: Table, row: dict[int, int], column: dict[int, int], people: Sequence[Profile]
) -> None:
    asking = Profile.objects.filter(pk__in=row).only("pk", "manager_id", "languages")
    for who in asking:
        for person in people:
            is_line = person.pk in (who.pk, who.manager_id) or person.manager_id == who.pk
            if is_line or not set(person.languages) & set(who.languages):
                table[row[who.pk], column[person.pk]] = -1
    for one, other in exclusions.pairs([*row, *column]):
        for a, b in ((one, other), (other, one)):
            if a in row and b in column:
                table[row[a], column[b]] = -1


def listed(round_: Round, document: Document, *, waiting: int) -> list[Fix]:
    """What HR reads and presses, the larger number first; one that would place nobody is said."""
    found = sorted(
        ((document[kind]["n"], kind) for kind in (GROUP, FLASH) if kind in document),
        key=lambda one: -one[0],
    )
    return [
        _offer(round_, kind, document[kind], waiting) if n else Fix(NOBODY[kind], note=WHY[kind])
        for n, kind in found
    ]


def _offer(round_: Round, kind: str, known: Document, waiting: int) -> Fix:
    numbers = {"n": known["n"], "all": waiting, "mentors": known["mentors"]}
    if kind == GROUP:
        title = ngettext(
            "Group mentoring would place %(n)d of %(all)d, in %(mentors)d group",
            "Group mentoring would place %(n)d of %(all)d, in %(mentors)d groups",
            known["mentors"],
        )
        note = _("If the mentors of this round take a group of three to six people.")
    else:
        title = _("One talk each would place %(n)d of %(all)d")
        note = _("If colleagues who list the skill give one talk of 30 minutes.")
    return Fix(
        title % numbers,
        note=" ".join([note, _("Nobody hears of the draft before you start it.")]),
        action=reverse("start-for-waiting", args=[round_.pk]),
        button=_("Make a draft"),
        values=[("format", kind)],
    )
