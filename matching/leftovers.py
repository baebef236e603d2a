"""The people a run left without a mentor, as HR reads about them: grouped by cause, with what would
help. An exclusion is named, never counted, and no rule that protects people is put in question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import policies, recruiting
from matching.evidence import Document
from matching.models import Enrollment, Unmatched

MOST_FIXES = 3
Names = Mapping[int, str]


@dataclass(frozen=True)
class Cause:
    """People without a match for the same reason; `fixes` are sentences, the best first, and
    `recruits` those among them about somebody new."""

    code: str
    title: str
    advice: str
    fixes: list[str]
    recruits: list[str]
    people: list[tuple[Enrollment, list[str]]]


def causes(rows: Iterable[Unmatched]) -> list[Cause]:
    """Unmatched people grouped by cause, the largest group first."""
    groups: dict[str, list[Unmatched]] = {}
    for row in rows:
        groups.setdefault(row.cause, []).append(row)
    names = _mentor_names([row.facts for group in groups.values() for row in group])
    found = [
        Cause(
            cause,
            *cause_words(cause),
            recruits=_recruits([row.facts for row in group]),
            fixes=_fixes([row.facts for row in group], names),
            people=[(row.mentee, facts_in_words(row.facts, names)) for row in group],
        )
        for cause, group in groups.items()
    ]
    return sorted(found, key=lambda cause: -len(cause.people))


def _mentor_names(facts: Iterable[Document]) -> Names:
    """Enrollment → name of every mentor these facts speak of."""
    ids = {mentor for one in facts for mentor in one.get("places", [])}
    rows = Enrollment.objects.filter(pk__in=ids)
    return dict(rows.values_list("pk", "profile__name"))


def cause_words(cause: str) -> tuple[str, str]:
    words = {
        "not_offered": (
            _("No mentor offers what they asked for"),
            _("Invite people who have the skill to mentor."),
        ),
        "small_group": (
            _("Too few for a group"),
            _(
                "A group has three people or more. Invite more people with the same goal, or more "
                "mentors of a group."
            ),
        ),
        "no_goals": (_("No goal on their profile"), _("Ask them for one goal.")),
        "outbid": (
            _("Mentors who fit are taken"),
            _("Ask mentors who fit for one more place, or invite more mentors."),
        ),
    }
    other = (
        _("A rule stands between them and every mentor"),
        _("Look at the rules below; a softer policy may help."),
    )
    return words.get(cause, other)


def _fixes(facts: Sequence[Document], names: Names) -> list[str]:
    """What would help most people of a group: one more place, one rule less, one new mentor."""
    asked = Counter(mentor for one in facts for mentor in one.get("places", []) if mentor in names)
    rules = Counter(rule for one in facts for rule in one.get("without", {}))
    places = [_place_words(names[mentor], n) for mentor, n in asked.most_common(MOST_FIXES)]
    softer = [_rule_words(rule, n) for rule, n in rules.most_common(MOST_FIXES)]
    return places + softer + _recruits(facts)


def _recruits(facts: Sequence[Document]) -> list[str]:
    wanted = [mentor for one in facts if (mentor := one.get("recruit"))]
    count = Counter(tuple(sorted(mentor.items())) for mentor in wanted)
    return [recruiting.words(dict(one), n) for one, n in count.most_common(MOST_FIXES)]


def _place_words(name: str, n: int) -> str:
    words = ngettext(
        "One more place with %(name)s would give %(n)s person here a mentor.",
        "One more place with %(name)s would give one of %(n)s people here a mentor.",
        n,
    )
    return words % {"name": name, "n": n}


def _rule_words(rule: str, n: int) -> str:
    words = ngettext(
        "Without the rule “%(rule)s”, %(n)s person here would have a possible mentor.",
        "Without the rule “%(rule)s”, %(n)s people here would have a possible mentor.",
        n,
    )
    return words % {"rule": policies.RULES[rule].label, "n": n}


def facts_in_words(facts: Document, names: Names) -> list[str]:
    """What stands between one person and a mentor, a line each."""
    lines = [*_missing(facts), *_taken(facts, names), *_blocked(facts), *_opened(facts)]
    if facts.get("exclusion"):
        lines.append(_("An exclusion applies"))
    return lines


def _missing(facts: Document) -> list[str]:
    missing = facts.get("not_offered")
    return [_("Nobody offers %(skills)s") % {"skills": ", ".join(missing)}] if missing else []


def _taken(facts: Document, names: Names) -> list[str]:
    """Who would fit, how near it was, and whose one more place would do."""
    if small := facts.get("small_groups"):
        words = ngettext(
            "%(n)s mentor fits, but too few others do for a group",
            "%(n)s mentors fit, but too few others do for a group",
            small,
        )
        return [words % {"n": small}]
    full, lines = facts.get("full", 0), []
    if taken := facts.get("options", 0) - full:
        lines.append(_("%(n)s fit, but their places went to better fits") % {"n": taken})
    if full:
        words = ngettext(
            "%(n)s fits, but has no place left", "%(n)s fit, but have no place left", full
        )
        lines.append(words % {"n": full})
    if behind := facts.get("behind"):
        words = ngettext("%(n)s point short of a place", "%(n)s points short of a place", behind)
        lines.append(words % {"n": behind})
    if near := next((names[one] for one in facts.get("places", []) if one in names), None):
        lines.append(_("One more place with %(name)s would be enough") % {"name": near})
    return lines


def _blocked(facts: Document) -> list[str]:
    """Which rules keep how many mentors away."""
    shown = []
    for rule, n in facts.get("blocked", {}).items():
        if rule in policies.BROKEN and not (facts.get("not_offered") and rule == "no_goal_covered"):
            words = ngettext("%(n)s mentor: %(why)s", "%(n)s mentors: %(why)s", n)
            shown.append(words % {"n": n, "why": policies.BROKEN[rule]})
    return shown


def _opened(facts: Document) -> list[str]:
    """The one rule whose absence would open most mentors; ties go to the first."""
    without = facts.get("without", {})
    rule = max(without, key=lambda one: without[one], default=None)
    if rule is None:
        return []
    words = ngettext(
        "Without “%(rule)s” %(n)s mentor would be possible",
        "Without “%(rule)s” %(n)s mentors would be possible",
        without[rule],
    )
    return [words % {"rule": policies.RULES[rule].label, "n": without[rule]}]
