"""What the join pages show around their forms: the steps, the summary, the zone to begin with."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import available_timezones

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching import drafts, presets
from matching.drafts import Answers
from matching.models import Enrollment, JoinDraft, Program
from profiles.fields import people_labels, skill_labels
from profiles.models import Profile

STEPS = [
    ("join-role", gettext_lazy("Role")),
    ("join-skills", gettext_lazy("Skills and goal")),
    ("join-rhythm", gettext_lazy("Rhythm")),
    ("join-check", gettext_lazy("Check")),
]


def context_for(program: Program, page: str) -> dict[str, object]:
    names = [name for name, _label in STEPS]
    here = names.index(page)
    words = _("%(program)s: step %(n)d of %(all)d")
    return {
        "program": program,
        "preset": presets.preset_of(program),
        "rhythm": presets.rhythm(program),
        "step_words": words % {"program": program.name, "n": here + 1, "all": len(STEPS)},
        "steps": [
            {"label": label, "state": "done" if n < here else "now" if n == here else "todo"}
            for n, (_name, label) in enumerate(STEPS)
        ],
        "back": names[here - 1] if here else "",
    }


def first_zone(request: HttpRequest, profile: Profile, draft: JoinDraft) -> str:
    """The browser's zone until the person has confirmed one."""
    answers: Answers = draft.answers
    own = answers.get("time_zone", profile.time_zone)
    detected = request.COOKIES.get("tz", "").replace("%2F", "/")
    if profile.time_zone_confirmed or answers.get("is_checked"):
        return own
    return detected if detected in available_timezones() else own


def summary(program: Program, profile: Profile, answers: Answers) -> list[dict[str, object]]:
    """The rows of the check page: term, answer, page to change it."""
    preset = presets.preset_of(program)
    roles = drafts.roles(answers)
    labels = {"mentee": preset.find, "mentor": preset.be, "both": preset.both}
    rows = [_row(_("Role"), labels[answers["role"]], "join-role")]
    if Enrollment.Role.MENTEE in roles:
        goals = skill_labels(profile, answers.get("goals", []))
        rows.append(_row(_("You want to learn"), _listed(goals.values()), "join-skills"))
        rows.append(_row(_("Your goal"), answers.get("sentence", ""), "join-skills"))
    if Enrollment.Role.MENTOR in roles:
        offers = skill_labels(profile, answers.get("offers", []))
        rows.append(_row(_("You can help with"), _listed(offers.values()), "join-skills"))
        people = answers.get("capacity", 1)
        text = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
        rows.append(_row(_("At the same time"), text, "join-rhythm"))
        if leaves_on := answers.get("leaves_on"):
            day = date_format(dt.date.fromisoformat(leaves_on), "j F Y")
            rows.append(_row(_("Your last day at work"), day, "join-rhythm"))
    hours = len(answers.get("hours", []))
    text = ngettext("%(n)d hour a week", "%(n)d hours a week", hours) % {"n": hours}
    zone = answers.get("time_zone", "").replace("_", " ")
    rows.append(_row(_("You can meet"), f"{text}, {zone}", "join-rhythm"))
    return rows + _people_rows(answers)


def _people_rows(answers: Answers) -> list[dict[str, object]]:
    wishes = [*answers.get("wishes", []), *answers.get("mentor_wishes", [])]
    excluded = answers.get("exclusions", [])
    rows = []
    if wishes:
        rows.append(_row(_("You would like"), _names(wishes), "join-rhythm"))
    if excluded:
        rows.append(_row(_("Not matched with"), _names(excluded), "join-rhythm"))
    return rows


def _names(ids: list[int]) -> str:
    labels = people_labels(Profile.objects.active(), [str(pk) for pk in ids])
    return _listed(labels[str(pk)] for pk in ids if str(pk) in labels)


def _listed(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words)


def _row(term: str, answer: object, page: str) -> dict[str, object]:
    return {"term": term, "answer": answer, "page": page}
