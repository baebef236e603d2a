"""What would help the people a round leaves over: each fix with how many more people would get a
mentor, as the run worked it out, and with what carries it out.

    found = fixes.of(round_, rows, advice=advice.of(run), now=now)
    found["outbid"][0].title      # "Ask Sofia Rossi and 2 others for one more place"
    found["outbid"][0].frees      # 3
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import goal_asks, invitations, one_more, policies
from matching.evidence import Document
from matching.models import Enrollment, Round, Unmatched
from matching.reports.advice import SWITCHES, Advice
from matching.reports.fix import Fix
from profiles.models import Profile

MOST = 3
# The causes that a rule less may help; its fixes stand with the first of them.
RULED = ("no_mentor_allowed", "no_goals")
Found = dict[str, list[Fix]]


def of(round_: Round, rows: Sequence[Unmatched], *, advice: Advice, now: datetime) -> Found:
    """By cause, the best first."""
    facts: dict[str, list[Document]] = {}
    for row in rows:
        facts.setdefault(row.cause, []).append(row.facts)
    found: Found = {cause: [] for cause in facts}
    if "outbid" in facts:
        found["outbid"] += places(round_, facts["outbid"], advice, now=now)
    if "not_offered" in facts:
        found["not_offered"] += _skills(round_, facts["not_offered"], advice)
    for cause in [each for each in RULED if each in facts][:1]:
        found[cause] += _rules(round_, [*facts.get(RULED[0], []), *facts.get(RULED[1], [])], advice)
    return _with_goals(found, round_, rows)


def _with_goals(found: Found, round_: Round, rows: Sequence[Unmatched]) -> Found:
    """Asking for a goal stands in the first group where somebody has none."""
    lacking = {row.pk for row in people_without_goal(round_, rows)}
    theirs = {row.cause for row in rows if row.mentee_id in lacking}
    for cause in [each for each in ("no_goals", "outbid", *found) if each in theirs][:1]:
        found[cause].append(_goals(round_, len(lacking)))
    return found


def places(round_: Round, facts: Sequence[Document], advice: Advice, *, now: datetime) -> list[Fix]:
    """Asking the mentors whose one more place lets most people in; none when all were asked."""
    wanted = advice.ask or _nearest(facts)
    able = one_more.askable(round_, now=now).filter(pk__in=wanted).select_related("profile")
    known = {row.pk: row for row in able}
    mentors = [known[pk] for pk in wanted if pk in known]
    n = len(mentors)
    if not mentors:
        return []
    is_exact = n == len(wanted) and advice.ask_frees is not None
    return [
        Fix(
            ask_words([row.profile.name for row in mentors]),
            frees=advice.ask_frees if is_exact else n,
            frees_at_most=not is_exact,
            note=_("If they say yes. Each gets one mail in this round and answers with one tap."),
            action=reverse("ask-one-more", args=[round_.pk]),
            button=ngettext("Ask %(n)s mentor", "Ask %(n)s mentors", n) % {"n": n},
            values=[("mentors", row.pk) for row in mentors],
            mail=one_more.words(round_.program),
        )
    ]


def _nearest(facts: Sequence[Document]) -> list[int]:
    """From the facts alone: for each person a mentor of their own."""
    chosen: dict[int, None] = {}
    for one in facts:
        pk = next((pk for pk in one.get("places", []) if pk not in chosen), None)
        if pk is not None:
            chosen[pk] = None
    return list(chosen)


def ask_words(names: Sequence[str]) -> str:
    """ "Ask Sofia Rossi and 2 others for one more place"."""
    if len(names) == 1:
        return _("Ask %(name)s for one more place") % {"name": names[0]}
    words = ngettext(
        "Ask %(name)s and %(n)s other for one more place",
        "Ask %(name)s and %(n)s others for one more place",
        len(names) - 1,
    )
    return words % {"name": names[0], "n": len(names) - 1}


def _skills(round_: Round, facts: Sequence[Document], advice: Advice) -> list[Fix]:
    count = Counter(skill for one in facts for skill in one.get("not_offered", []))
    common = count.most_common(MOST)
    people = invitations.could_teach(round_.program, [skill for skill, _n in common])
    found = [_skill(round_, skill, n, people[skill], advice) for skill, n in common]
    return sorted(found, key=lambda fix: -(fix.frees or 0))


def _skill(round_: Round, skill: str, asked: int, people: Sequence[Profile], advice: Advice) -> Fix:
    names = {"skill": skill, "n": len(people), "asked": asked}
    note = ngettext("%(asked)s person asks for it.", "%(asked)s people ask for it.", asked) % names
    if not people:
        return Fix(_("Nobody is left to invite who lists %(skill)s") % names, note=note)
    frees = advice.skills.get(skill, asked)
    if not frees:
        words = _("Inviting people who list %(skill)s would give nobody here a mentor")
        return Fix(words % names, frees=0, note=note)
    words = ngettext(
        "Invite %(n)s person who lists %(skill)s to mentor",
        "Invite %(n)s people who list %(skill)s to mentor",
        len(people),
    )
    return Fix(
        words % names,
        frees=frees,
        frees_at_most=True,
        note=note,
        action=reverse("invite-for-skill", args=[round_.pk]),
        button=ngettext("Invite %(n)s person", "Invite %(n)s people", len(people)) % names,
        values=[("skill", skill)],
    )


def _rules(round_: Round, facts: Sequence[Document], advice: Advice) -> list[Fix]:
    is_exact = advice.rules is not None
    opened = Counter(rule for one in facts for rule in one.get("without", {}) if rule in SWITCHES)
    counted = Counter(advice.rules) if advice.rules is not None else opened
    return [_rule(round_, rule, n, is_exact) for rule, n in counted.most_common(MOST) if n]


def _rule(round_: Round, rule: str, n: int, is_exact: bool) -> Fix:
    return Fix(
        _("Go without the rule “%(rule)s”") % {"rule": policies.RULES[rule].label},
        frees=n,
        frees_at_most=not is_exact,
        note=_("It then holds for nobody in this program, from the next time you match."),
        href=reverse("hr-program-policy", args=[round_.program_id]) + f"#id_rule_{rule}",
    )


def _goals(round_: Round, n: int) -> Fix:
    words = ngettext("Ask %(n)s person for a goal", "Ask %(n)s people for a goal", n)
    return Fix(
        words % {"n": n},
        note=_("A goal opens no mentor by itself; it earns the points that win a place."),
        action=reverse("ask-for-goals", args=[round_.pk]),
        button=ngettext("Ask %(n)s person", "Ask %(n)s people", n) % {"n": n},
    )


def people_without_goal(round_: Round, rows: Sequence[Unmatched]) -> list[Enrollment]:
    """Those of them who have no goal and have not been asked for one in this round."""
    waiting = Enrollment.objects.active().filter(pk__in=[row.mentee_id for row in rows])
    waiting = waiting.filter(profile__goals__isnull=True).exclude(goal_asks.was_asked(round_))
    return list(waiting.select_related("profile__user").order_by("pk"))
