"""What each hard rule of a program does to the people in it today, counted by the engine.

    counted = rule_counts.count(program, now=now)      # None while a side is empty
    counted.rules[0].effect       # "Keeps 212 pairs apart; nobody loses every mentor."

Above MOST_PAIRS possible pairs a random sample of the mentees is counted, the same one all day, and
the page says so. Private exclusions take no part: their number is nobody's to know.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine, loading, policies, training
from matching.engine import RuleEffect
from matching.models import Program
from matching.policies import Text
from matching.receipt_reader import said
from matching.setup.rule_people import RulePeople

# About a second of work.
MOST_PAIRS = 2_400_000
SMALLEST_SAMPLE = 50
# "self" says nothing, exclusions are private.
NOT_COUNTED = frozenset({"self", "exclusion"})


@dataclass(frozen=True)
class RuleLine:
    label: Text
    hint: Text
    is_on: bool
    effect: str


@dataclass(frozen=True)
class Counted:
    """`sample` is how many of `mentees` were counted, 0 for all of them."""

    mentees: int
    mentors: int
    sample: int
    summary: str
    rules: list[RuleLine]


def listed(policy: engine.Policy) -> list[RuleLine]:
    """Every rule in words, without counts."""
    return [
        RuleLine(policies.RULES[code].label, _hint(code, policy), code in policy.rules, "")
        for code in engine.RULES
        if code not in NOT_COUNTED
    ]


def _untrained(people: RulePeople, policy: engine.Policy) -> str:
    """Whom the rule about training leaves out, whether it is on or not."""
    wanted = training.of(people.program)
    if wanted is None:
        return _("No training is published for it, so nobody is left out.")
    ids = [row.profile for row in people.mentors.rows]
    n = len(set(ids) - people.trained)
    names = {"n": said(n), "of": said(len(ids)), "training": wanted.name}
    if not n:
        return _("All %(of)s mentors have finished “%(training)s” or mentored before.") % names
    if training.RULE in policy.rules:
        words = ngettext(
            "%(n)s of %(of)s mentors is left out until “%(training)s” is finished.",
            "%(n)s of %(of)s mentors are left out until “%(training)s” is finished.",
            n,
        )
    else:
        words = ngettext(
            "%(n)s of %(of)s mentors would be left out until “%(training)s” is finished.",
            "%(n)s of %(of)s mentors would be left out until “%(training)s” is finished.",
            n,
        )
    return words % names


def _hint(code: str, policy: engine.Policy) -> Text:
    """What the rule says, with the numbers of this program."""
    if code == "time_zone_gap":
        hours = policy.max_time_zone_gap // 60
        words = ngettext("At most %(n)d hour apart.", "At most %(n)d hours apart.", hours)
        return words % {"n": hours}
    if code == "level_gap":
        low, high = policy.level_gap
        words = _("The mentor's level minus the mentee's is from %(low)d to %(high)d.")
        return words % {"low": low, "high": high}
    return policies.RULES[code].hint


def count(program: Program, *, now: datetime) -> Counted | None:
    people = RulePeople.of(program, now=now)
    mentors = len(people.mentors.rows)
    waiting = list(loading.mentees_of(program, now=now).order_by("pk").values_list("pk", flat=True))
    if not waiting or not mentors:
        return None
    chosen = _sample(program, waiting, mentors, now=now)
    policy = policy_of(program)
    found = engine.rule_effects(people.points(_asked(policy), chosen, now=now), policy.rules)
    share = len(waiting) / len(chosen) if chosen else 1.0
    return Counted(
        mentees=len(waiting),
        mentors=mentors,
        sample=len(chosen) if chosen else 0,
        summary=_summary(found, share),
        rules=[
            _line(
                one, policy, share, _untrained(people, policy) if one.rule == training.RULE else ""
            )
            for one in found.rules
            if one.rule not in NOT_COUNTED
        ],
    )


def policy_of(program: Program) -> engine.Policy:
    """The newest version, with the rules that are always on."""
    policy = policies.engine_policy(policies.current(program))
    return replace(policy, rules=policy.rules | frozenset(policies.FIXED_RULES))


def _asked(policy: engine.Policy) -> engine.Policy:
    """All rules that are counted, on or off. The words of the goals earn points and block nobody,
    so they are not compared here."""
    rules = frozenset(engine.RULES) - (NOT_COUNTED - {"self"})
    return replace(policy, rules=rules, weights={**policy.weights, "closeness": 0})


def _sample(
    program: Program, waiting: list[int], mentors: int, *, now: datetime
) -> list[int] | None:
    most = max(SMALLEST_SAMPLE, MOST_PAIRS // mentors)
    if len(waiting) <= most:
        return None
    seed = f"{program.pk}:{now.date().isoformat()}"
    return sorted(random.Random(seed).sample(waiting, most))  # noqa: S311 # nosec: a sample of people to count, no secret


def _summary(found: engine.RuleEffects, share: float) -> str:
    every = said(round(found.mentees * share) * found.mentors)
    numbers = {"n": _about(_whole(found.allowed, share), share), "all": every}
    waiting = round(found.mentees * share)
    waits = ngettext(
        "%(n)s mentee waits for a mentor.", "%(n)s mentees wait for a mentor.", waiting
    )
    possible = capfirst(_("%(n)s of %(all)s pairs are possible.") % numbers)
    possible = f"{waits % {'n': said(waiting)}} {possible}"
    n = _whole(found.nobody, share)
    if not n:
        return f"{possible} {_('Everybody has at least one possible mentor.')}"
    nobody = ngettext(
        "%(n)s person has no possible mentor.", "%(n)s people have no possible mentor.", n
    )
    return f"{possible} {capfirst(nobody % {'n': _about(n, share)})}"


def _line(one: RuleEffect, policy: engine.Policy, share: float, more: str) -> RuleLine:
    tell = _on if one.is_on else _off
    effect = tell(_whole(one.pairs, share), _whole(one.people, share), share)
    effect = f"{effect} {more}" if more else effect
    return RuleLine(policies.RULES[one.rule].label, _hint(one.rule, policy), one.is_on, effect)


def _on(pairs: int, people: int, share: float) -> str:
    if not pairs:
        return _("Keeps nobody apart today.")
    apart = ngettext("Keeps %(n)s pair apart", "Keeps %(n)s pairs apart", pairs)
    apart %= {"n": _about(pairs, share)}
    if not people:
        return _("%(apart)s; nobody loses every mentor.") % {"apart": apart}
    words = ngettext(
        "%(n)s person has no possible mentor because of it.",
        "%(n)s people have no possible mentor because of it.",
        people,
    )
    return f"{apart}; {words % {'n': _about(people, share)}}"


def _off(pairs: int, people: int, share: float) -> str:
    if not pairs:
        return _("Off. It would change nothing today.")
    apart = ngettext(
        "Off. It would keep %(n)s more pair apart",
        "Off. It would keep %(n)s more pairs apart",
        pairs,
    )
    apart %= {"n": _about(pairs, share)}
    if not people:
        return _("%(apart)s; nobody would lose every mentor.") % {"apart": apart}
    words = ngettext(
        "%(n)s person would lose every mentor.", "%(n)s people would lose every mentor.", people
    )
    return f"{apart}; {words % {'n': _about(people, share)}}"


def _whole(n: int, share: float) -> int:
    """What a count of the sample stands for, two digits deep; the count itself without one."""
    if share <= 1:
        return n
    whole = round(n * share)
    return round(whole, -max(0, len(str(whole)) - 2))


def _about(n: int, share: float) -> str:
    return said(n) if share <= 1 else _("about %(n)s") % {"n": said(n)}
