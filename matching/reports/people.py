"""Everybody a round was run for, with what the fairness report counts about them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from matching.models import Enrollment, Proposal, Round, Run, Unmatched, Wish

FIELDS = (
    "mentee__profile__department",
    "mentee__profile__site",
    "mentee__profile__level",
    "mentee__profile__start_date",
    "mentee__times_unmatched",
)


@dataclass(frozen=True)
class Person:
    """`fit` in percent, None without a match; `wished`: did they get a person they wished for,
    None if they wished for nobody who could be a mentor here; `asked` are skills nobody offers."""

    groups: dict[str, str]
    fit: float | None
    wished: bool | None
    waited: int
    asked: tuple[str, ...] = ()


def of(round_: Round, run: Run | None) -> list[Person]:
    if run is None:
        return []
    wishes = _wishes(round_)
    rows = Proposal.objects.filter(round=round_).order_by("mentee")
    known: dict[int, Person] = {}
    for mentee, decision, score, most, mentor, *rest in rows.values_list(
        "mentee_id", "decision", "score", "maximum", "mentor__profile_id", *FIELDS
    ):
        fit = None if decision == Proposal.Decision.REJECTED else 100 * score / max(most, 1)
        got = None if mentee not in wishes else fit is not None and mentor in wishes[mentee]
        known[mentee] = _person(rest, fit, got)
    left = Unmatched.objects.filter(run=run).order_by("mentee")
    for mentee, facts, *rest in left.values_list("mentee_id", "facts", *FIELDS):
        got = False if mentee in wishes else None
        asked = tuple(facts.get("not_offered", []))
        known.setdefault(mentee, _person(rest, None, got, asked))
    return list(known.values())


def _wishes(round_: Round) -> dict[int, set[int]]:
    """Mentee → the profiles they wish for that mentor in this program."""
    mentors = Enrollment.objects.active().filter(program=round_.program).mentors()
    rows = Wish.objects.filter(
        enrollment__program=round_.program,
        enrollment__role=Enrollment.Role.MENTEE,
        wished__in=mentors.values("profile"),
    )
    found: dict[int, set[int]] = {}
    for mentee, wished in rows.values_list("enrollment_id", "wished_id"):
        found.setdefault(mentee, set()).add(wished)
    return found


def _person(
    rest: list[Any], fit: float | None, wished: bool | None, asked: tuple[str, ...] = ()
) -> Person:
    department, site, level, start, waited = rest
    groups = {
        "department": department or unknown(),
        "site": site or unknown(),
        "level": str(level) if level else unknown(),
        "year": str(start.year) if start else unknown(),
    }
    return Person(groups, fit, wished, waited, asked)


def unknown() -> str:
    return _("Not known")


def in_order(label: str) -> tuple[bool, int, str]:
    """Numbers by size, words by letter, the unknown last."""
    return label == unknown(), int(label) if label.isdecimal() else 0, label
