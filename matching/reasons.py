"""Why these two: up to three sentences, true ones only, in each reader's own words.

Kept as codes with the facts behind them, so that mentor and mentee are both addressed as "you" and
read hours in their own zone. Only what speaks for the pair is ever kept: no number, no wish that
did not come true, no exclusion.

    reasons.choose(parts)                             # stored parts of a pair → [{"code": …}, …]
    reasons.sentences(chosen, mentor, mentee, reader) # → ["Sofia offers Negotiation, which …", …]
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matching import week
from matching.evidence import Document, language_name, shared_words
from matching.models import Pair
from profiles.models import Profile

MOST = 3
NOON, EVENING = 12, 17
PARTS_OF_DAY = (_("%(day)s mornings"), _("%(day)s afternoons"), _("%(day)s evenings"))
Text = str | Promise

# code → (to the mentee, to the mentor, to anyone else)
WORDS: dict[str, tuple[Text, Text, Text]] = {
    "asked_for_mentor": (
        _("You asked for %(mentor)s."),
        _("%(mentee)s asked to learn from you."),
        _("%(mentee)s asked for %(mentor)s."),
    ),
    "asked_for_mentee": (
        _("%(mentor)s asked to work with you."),
        _("You asked to work with %(mentee)s."),
        _("%(mentor)s asked to work with %(mentee)s."),
    ),
    "asked_each_other": (
        _("You and %(mentor)s asked for each other."),
        _("You and %(mentee)s asked for each other."),
        _("%(mentor)s and %(mentee)s asked for each other."),
    ),
    "skill": (
        _("%(mentor)s offers %(skill)s, which you asked for."),
        _("You offer %(skill)s, which %(mentee)s asked for."),
        _("%(mentor)s offers %(skill)s, which %(mentee)s asked for."),
    ),
    "related_skill": (
        _("%(mentor)s offers %(offer)s, which is close to %(skill)s that you asked for."),
        _("You offer %(offer)s, which is close to %(skill)s that %(mentee)s asked for."),
        _("%(mentor)s offers %(offer)s, which is close to %(skill)s that %(mentee)s asked for."),
    ),
    "hours": (
        _("You both marked %(when)s as usually good."),
        _("You both marked %(when)s as usually good."),
        _("Both marked %(when)s as usually good."),
    ),
    "background": (
        _("%(mentor)s has worked in %(department)s, where you are."),
        _("You have worked in %(department)s, where %(mentee)s is."),
        _("%(mentor)s has worked in %(department)s, where %(mentee)s is."),
    ),
    "teaches_back": (
        _("You offer %(skill)s, which %(mentor)s wants to learn."),
        _("%(mentee)s offers %(skill)s, which you want to learn."),
        _("%(mentee)s offers %(skill)s, which %(mentor)s wants to learn."),
    ),
    "site": (
        _("You both work in %(site)s."),
        _("You both work in %(site)s."),
        _("Both work in %(site)s."),
    ),
    "interest": (
        _("You are both happy to talk about %(interest)s."),
        _("You are both happy to talk about %(interest)s."),
        _("Both are happy to talk about %(interest)s."),
    ),
    "language": (
        _("You both speak %(language)s."),
        _("You both speak %(language)s."),
        _("Both speak %(language)s."),
    ),
    "words": (
        _("You both wrote about %(words)s."),
        _("You both wrote about %(words)s."),
        _("Both wrote about %(words)s."),
    ),
    "departments": (
        _("You work in different departments: %(mentee_in)s and %(mentor_in)s."),
        _("You work in different departments: %(mentor_in)s and %(mentee_in)s."),
        _("They work in different departments: %(mentee_in)s and %(mentor_in)s."),
    ),
}


def choose(parts: Iterable[Document]) -> list[Document]:
    """The strongest true reasons of stored parts, a different kind first each time."""
    return every(parts)[:MOST]


def every(parts: Iterable[Document]) -> list[Document]:
    """All there is to say for a pair, the strongest of each kind first, nothing made up."""
    found = {part["factor"]: part["evidence"] for part in parts}
    skills, back = _skills(found.get("skills", {})), _teaches_back(found.get("reciprocal", {}))
    interests = _each("interest", found.get("interests", {}))
    languages = _each("language", found.get("language", {}))
    return [
        *_wish(found.get("wishes", {})),
        *skills[:1],
        *back[:1],
        *_hours(found.get("hours", {})),
        *_words(found.get("closeness", {})),
        *skills[1:2],
        *_background(found.get("background", {})),
        *_site(found.get("place", {})),
        *interests[:1],
        *_department(found.get("department", {})),
        *languages[:1],
        *(*skills[2:], *back[1:], *interests[1:], *languages[1:]),
    ]


def _each(code: str, evidence: Document) -> list[Document]:
    return [{"code": code, code: shared} for shared in evidence.get("shared", [])]


def _wish(evidence: Document) -> list[Document]:
    mentee, mentor = evidence.get("mentee_rank"), evidence.get("mentor_rank")
    if mentee and mentor:
        return [{"code": "asked_each_other"}]
    if mentee:
        return [{"code": "asked_for_mentor"}]
    return [{"code": "asked_for_mentee"}] if mentor else []


def _skills(evidence: Document) -> list[Document]:
    covered = sorted(evidence.get("covered", []), key=lambda goal: -goal["percent"])
    return [
        {"code": "skill", "skill": goal["skill"]}
        if goal["skill"] == goal["offer_skill"]
        else {"code": "related_skill", "skill": goal["skill"], "offer": goal["offer_skill"]}
        for goal in covered
    ]


def _hours(evidence: Document) -> list[Document]:
    shared = evidence.get("shared", [])
    return [{"code": "hours", "shared": shared, "week": evidence["week"]}] if shared else []


def _words(evidence: Document) -> list[Document]:
    """Only words that stand in both texts, not those that are merely close."""
    both = shared_words(evidence)[:MOST]
    return [{"code": "words", "both": both}] if both else []


def _background(evidence: Document) -> list[Document]:
    department = evidence.get("department")
    return [{"code": "background", "department": department}] if department else []


def _teaches_back(evidence: Document) -> list[Document]:
    same = [x for x in evidence.get("covered", []) if x["skill"] == x["offer_skill"]]
    return [{"code": "teaches_back", "skill": x["skill"]} for x in same]


def _site(evidence: Document) -> list[Document]:
    return [{"code": "site", "site": evidence["site"]}] if evidence.get("site") else []


def _department(evidence: Document) -> list[Document]:
    if not evidence.get("crosses"):
        return []
    sides = {"mentee_in": evidence["mentee"], "mentor_in": evidence["mentor"]}
    return [{"code": "departments", **sides}]


def for_reader(pair: Pair, reader: Profile) -> list[str]:
    return sentences(pair.reasons, pair.mentor, pair.mentee, reader)


def sentences(
    reasons: Sequence[Document | str],
    mentor: Profile,
    mentee: Profile,
    reader: Profile | None = None,
) -> list[str]:
    """Stored reasons as this reader reads them; plain text (pairs made by hand) stays as it is."""
    written = (sentence(reason, mentor, mentee, reader) for reason in reasons)
    return [text for text in written if text][:MOST]


def sentence(
    reason: Document | str, mentor: Profile, mentee: Profile, reader: Profile | None
) -> str:
    """One reason as this reader reads it; "" for a code nobody knows."""
    if isinstance(reason, str):
        return reason
    words = WORDS.get(reason["code"])
    if words is None:
        return ""
    side = {mentee.pk: 0, mentor.pk: 1}.get(reader.pk if reader else -1, 2)
    values = {**reason, "mentor": mentor.first_name, "mentee": mentee.first_name}
    if reason["code"] == "hours":
        zone = (reader or mentee).zone
        values["when"] = when(reason["shared"], dt.date.fromisoformat(reason["week"]), zone)
    if reason["code"] == "words":
        quoted = [gettext("“%(word)s”") % {"word": word} for word in reason["both"]]
        values["words"] = get_text_list(quoted, gettext("and"))
    if reason["code"] == "language":
        values["language"] = language_name(reason["language"])
    return str(words[side]) % values


def when(shared: Iterable[int], monday: dt.date, zone: ZoneInfo) -> str:
    """The part of the week with most of these UTC hours, as "Tuesday afternoons" in a zone."""
    local = [week.local_hour(hour, monday, zone) for hour in shared]
    parts = Counter((hour // 24, _part_of_day(hour % 24)) for hour in local)
    day, part = min(parts, key=lambda key: (-parts[key], key))
    return str(PARTS_OF_DAY[part]) % {"day": WEEKDAYS[day]}


def _part_of_day(hour: int) -> int:
    return 0 if hour < NOON else 1 if hour < EVENING else 2
