"""What earned a pair its points: kept with names instead of a run's numbers, and put in words.

The words are for HR. A private exclusion leaves no evidence here: such a pair has no parts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from matching.columns import Row, Vocabulary
from matching.engine import Part

# What JSON gives back; written and read by this module only.
Document = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """The names behind the numbers of one run."""

    skills: Mapping[int, str]
    vocabulary: Vocabulary
    monday: str


def stored(parts: Iterable[Part], mentee: Row, names: Names) -> list[Document]:
    """The parts of a pair as JSON: same points, names that outlive the run."""
    return [
        {
            "factor": part.factor,
            "points": part.points,
            "maximum": part.maximum,
            "evidence": _named(part.factor, dict(part.evidence), mentee, names),
            "missing": {"goals": _goals(part.missing.get("goals"), names)}
            if "goals" in part.missing
            else dict(part.missing),
        }
        for part in parts
    ]


def _named(factor: str, found: Document, mentee: Row, names: Names) -> Document:
    known = names.vocabulary
    match factor:
        case "skills" | "goal_priority" | "reciprocal":
            return {**found, "covered": _goals(found["covered"], names)}
        case "hours":
            return {**found, "week": names.monday}
        case "place":
            return {**found, "site": mentee.site if found["same_site"] else ""}
        case "language":
            return {"shared": [known.languages[bit] for bit in found["shared"]]}
        case "department":
            sides = {side: _at(known.departments, found[side]) for side in ("mentee", "mentor")}
            return {**sides, "crosses": found["crosses"]}
        case "interests":
            return {"shared": [known.interests[number] for number in found["shared"]]}
        case "background":
            shared = [known.departments[number] for number in found["shared"]]
            here = mentee.department if found["in_mentee_department"] else ""
            return {"department": here, "shared": shared}
    return found


def _goals(goals: object, names: Names) -> list[Document]:
    found = goals if isinstance(goals, list) else []
    return [
        {
            key: names.skills.get(value, "") if key in {"skill", "offer_skill"} else value
            for key, value in goal.items()
        }
        for goal in found
    ]


def _at(names: tuple[str, ...], number: int | None) -> str:
    return names[number] if number is not None else ""


def words(part: Document, *, mentor: str, mentee: str) -> tuple[str, str]:
    """(what fits, what is missing) of a stored part, for HR."""
    write = WORDS.get(part["factor"], _nothing)
    return write(part["evidence"], part["missing"], {"mentor": mentor, "mentee": mentee})


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


Texts = tuple[str, str]
Who = dict[str, str]


def _nothing(evidence: Document, missing: Document, who: Who) -> Texts:
    return "", ""


def _skill_words(evidence: Document, missing: Document, who: Who) -> Texts:
    fits = [_offered(goal) for goal in evidence["covered"]]
    gaps = [goal["skill"] for goal in missing.get("goals", [])]
    return "; ".join(fits), _("Missing: %(skills)s") % {"skills": ", ".join(gaps)} if gaps else ""


def _offered(goal: Document) -> str:
    values = {**goal, "offer": goal["offer_skill"]}
    if goal["offer_skill"] == goal["skill"]:
        return _("%(skill)s, %(current)s to %(target)s, offered at %(offer_level)s") % values
    return _("%(skill)s, %(current)s to %(target)s, through %(offer)s at %(offer_level)s") % values


def _first_goal_words(evidence: Document, missing: Document, who: Who) -> Texts:
    fits, gaps = _skill_words(evidence, missing, who)
    return (_("Most important: %(goals)s") % {"goals": fits} if fits else ""), gaps


def _reciprocal_words(evidence: Document, missing: Document, who: Who) -> Texts:
    skills = ", ".join(goal["skill"] for goal in evidence["covered"])
    if not skills:
        return _("%(mentor)s asked for nothing that %(mentee)s offers") % who, ""
    if not evidence.get("both_ways", True):
        words = _("%(mentee)s can teach %(mentor)s: %(skills)s, but learns nothing back")
        return words % {**who, "skills": skills}, ""
    return _("%(mentee)s can teach %(mentor)s: %(skills)s") % {**who, "skills": skills}, ""


def _wish_words(evidence: Document, missing: Document, who: Who) -> Texts:
    lines = []
    if rank := evidence["mentee_rank"]:
        lines.append(_("%(mentee)s's wish number %(rank)s") % {**who, "rank": rank})
    if rank := evidence["mentor_rank"]:
        lines.append(_("%(mentor)s's wish number %(rank)s") % {**who, "rank": rank})
    return "; ".join(lines) or _("Neither asked for the other"), ""


def _hour_words(evidence: Document, missing: Document, who: Who) -> Texts:
    gaps = [who[side] for side in ("mentee", "mentor") if missing.get(side)]
    if gaps:
        return "", _("No hours given by %(names)s") % {"names": ", ".join(gaps)}
    n, full = len(evidence["shared"]), evidence["full"]
    text = ngettext("%(n)s shared hour a week", "%(n)s shared hours a week", n) % {"n": n}
    return text, "" if n >= full else _("Below %(full)s h") % {"full": full}


def _place_words(evidence: Document, missing: Document, who: Who) -> Texts:
    if evidence["same_site"]:
        return _("Both in %(site)s") % {"site": evidence.get("site", "")}, ""
    if evidence["gap"] is None:
        return "", _("A time zone is not known")
    hours = _("%(hours)s h apart") % {"hours": f"{evidence['gap'] / 60:g}"}
    if evidence["same_country"]:
        return _("Same country, %(hours)s") % {"hours": hours}, ""
    return hours, ""


def _language_words(evidence: Document, missing: Document, who: Who) -> Texts:
    shared = ", ".join(language_name(code) for code in evidence["shared"])
    return (shared, "") if shared else ("", _("No language of both is known"))


def _department_words(evidence: Document, missing: Document, who: Who) -> Texts:
    if not (evidence["mentee"] and evidence["mentor"]):
        return "", _("A department is not known")
    if evidence["crosses"]:
        return _("%(mentee)s and %(mentor)s") % evidence, ""
    return _("Both in %(department)s") % {"department": evidence["mentee"]}, ""


def _level_words(evidence: Document, missing: Document, who: Who) -> Texts:
    gaps = [who[side] for side in ("mentee", "mentor") if missing.get(side)]
    if gaps:
        return "", _("No level known for %(names)s") % {"names": ", ".join(gaps)}
    return _("Level %(mentee)s to level %(mentor)s") % evidence, ""


def _shared_words(evidence: Document, missing: Document, who: Who) -> Texts:
    shared = ", ".join(evidence["shared"])
    return (_("Both: %(shared)s") % {"shared": shared}, "") if shared else (_("None found"), "")


def _background_words(evidence: Document, missing: Document, who: Who) -> Texts:
    if department := evidence["department"]:
        return _("%(mentor)s has worked in %(department)s") % {
            **who,
            "department": department,
        }, ""
    return _shared_words(evidence, missing, who)


def _waiting_words(evidence: Document, missing: Document, who: Who) -> Texts:
    times = evidence["times"]
    if not times:
        return _("First round for %(mentee)s") % who, ""
    text = ngettext("Left over %(n)s time before", "Left over %(n)s times before", times)
    return text % {"n": times}, ""


def _response_words(evidence: Document, missing: Document, who: Who) -> Texts:
    if evidence["percent"] is None:
        return _("No record yet, counted as the middle"), ""
    return _("%(percent)s of 100 check-ins answered") % evidence, ""


def _closeness_words(evidence: Document, missing: Document, who: Who) -> Texts:
    gaps = [who[side] for side in ("mentee", "mentor") if missing.get(side)]
    if gaps:
        return "", _("Nothing written by %(names)s") % {"names": ", ".join(gaps)}
    same, near = shared_words(evidence), near_words(evidence)
    lines = [_("Both wrote: %(words)s") % {"words": ", ".join(same)}] if same else []
    if near:
        pairs = [_("%(one)s and %(other)s") % {"one": one, "other": other} for one, other in near]
        lines.append(_("Close: %(words)s") % {"words": ", ".join(pairs)})
    return "; ".join(lines) or _("No word in common"), ""


def shared_words(evidence: Document) -> list[str]:
    """Words that stand in both texts; of two spellings the one in small letters."""
    return [
        min(pair, key=lambda word: not word.islower())
        for pair in evidence.get("words", [])
        if pair[0].casefold() == pair[1].casefold()
    ]


def near_words(evidence: Document) -> list[tuple[str, str]]:
    """(the mentee's word, the mentor's) that have a stem in common."""
    words = evidence.get("words", [])
    return [(one, two) for one, two in words if one.casefold() != two.casefold()]


WORDS = {
    "skills": _skill_words,
    "goal_priority": _first_goal_words,
    "reciprocal": _reciprocal_words,
    "wishes": _wish_words,
    "hours": _hour_words,
    "place": _place_words,
    "language": _language_words,
    "department": _department_words,
    "level": _level_words,
    "interests": _shared_words,
    "background": _background_words,
    "waiting": _waiting_words,
    "response": _response_words,
    "closeness": _closeness_words,
}
