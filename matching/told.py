"""What a program looks at beyond the usual, told to the people it is about.

Every sentence belongs to a factor that is off until HR gives it a weight. It stands where people
join and on the program's page; those who joined before find it on Home for four weeks.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching import policies, presets
from matching.models import Enrollment, Policy, Program

NEWS_FOR = dt.timedelta(days=28)
MENTOR, MENTEE = Enrollment.Role.MENTOR, Enrollment.Role.MENTEE

# (factor, role, what the person reads)
SENTENCES: tuple[tuple[str, str, str | Promise], ...] = (
    (
        "response",
        MENTOR,
        _(
            "How often you answer counts in this program: the share of your weekly check-ins that"
            " you answered in the last year, in all programs. Only the program team sees it."
        ),
    ),
    (
        "closeness",
        MENTEE,
        _(
            "Your goal in your own words counts in this program: it is compared with what others"
            " write about themselves, on this server. The program team sees the words that match,"
            " never your sentence."
        ),
    ),
    (
        "closeness",
        MENTOR,
        _(
            "What you write in “About you” and “Happy to talk about” counts in this program: it is"
            " compared with the goals of others, on this server. The program team sees the words"
            " that match."
        ),
    ),
)

FACTORS = ("response", "closeness")


@dataclass(frozen=True)
class News:
    """What a program has begun to look at since this person joined."""

    program: Program
    sentences: list[str]


def sentences(program: Program, roles: Collection[str]) -> list[str]:
    """What people in these roles are told."""
    weights = policies.engine_policy(policies.current(program)).weights
    return [str(text) for factor, role, text in SENTENCES if role in roles and weights[factor]]


def by_role(program: Program) -> list[tuple[str, list[str]]]:
    """For somebody who has not joined: what each role would be told, under the role's name."""
    preset = presets.preset_of(program)
    found = [(str(preset.find), sentences(program, [MENTEE]))]
    found += [(str(preset.be), sentences(program, [MENTOR]))]
    return [(label, texts) for label, texts in found if texts]


def news(rows: Iterable[Enrollment], *, now: datetime) -> list[News]:
    """Factors switched on in the last four weeks, after somebody joined; `rows` are their active
    enrollments in running programs."""
    mine: dict[Program, list[Enrollment]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        mine.setdefault(row.program, []).append(row)
    since = _switched_on(mine, now=now)
    found = [
        News(program, [text for row in own for text in _new_to(row, since.get(program.pk, {}))])
        for program, own in mine.items()
    ]
    return [each for each in found if each.sentences]


def _new_to(row: Enrollment, since: dict[str, datetime]) -> list[str]:
    return [
        str(text)
        for factor, role, text in SENTENCES
        if role == row.role and factor in since and row.joined_at < since[factor]
    ]


def _switched_on(programs: Iterable[Program], *, now: datetime) -> dict[int, dict[str, datetime]]:
    """Program → factor → since when it counts, where that is news."""
    found: dict[int, dict[str, datetime]] = {}
    wanted = [program.pk for program in programs]
    versions = Policy.objects.filter(program__in=wanted).order_by("version") if wanted else []
    for policy in versions:
        since, weights = found.setdefault(policy.program_id, {}), _weights(policy)
        for factor in FACTORS:
            if not weights[factor]:
                since.pop(factor, None)
            else:
                since.setdefault(factor, policy.created_at)
    return {
        pk: {factor: at for factor, at in since.items() if now - NEWS_FOR < at}
        for pk, since in found.items()
    }


def _weights(policy: Policy) -> dict[str, int]:
    return dict(policies.engine_policy(policy).weights)
