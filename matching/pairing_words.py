"""What the mails around a round say, without their links: the preview HR reads before Publish and
the mail itself come from the same words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching import reasons
from matching.models import Program, Run
from profiles.models import Goal, Profile

SUBJECT_LENGTH = 50
Text = str | Promise
FORMATS: dict[str, tuple[Text, Text]] = {
    # format → (subject for the mentor, subject for the mentee)
    "mentoring": (
        gettext_lazy("%(mentee)s would like to learn from you"),
        gettext_lazy("Meet %(mentor)s, your mentor"),
    ),
    "reverse": (
        gettext_lazy("%(mentee)s would like to learn from you"),
        gettext_lazy("Meet %(mentor)s: you will be learning from them"),
    ),
    "buddy": (
        gettext_lazy("Would you be the buddy of %(mentee)s?"),
        gettext_lazy("Meet %(mentor)s, your buddy"),
    ),
}


@dataclass(frozen=True)
class Words:
    """One mail: paragraphs before and after the reasons, and the line that says why it came."""

    subject: str
    preheader: str
    lines: Sequence[str]
    why: str
    reasons: Sequence[str] = ()
    after: Sequence[str] = ()
    small: str = ""
    buttons: Sequence[str] = ()


@dataclass(frozen=True)
class Match:
    """Two people put together: a pair, or a proposal in HR's preview, which leaves out the goal's
    sentence: it is the partner's to read."""

    program: Program
    mentor: Profile
    mentee: Profile
    reasons: list[Any]
    answer_by: datetime
    is_preview: bool = False


def for_mentor(match: Match) -> Words:
    """E4: the mentor hears first and may say "not now"."""
    by = day_of(match.answer_by, match.mentor)
    names = _names(match, by=by)
    goal = _("(in their own words)") if match.is_preview else _goal_sentence(match.mentee)
    lines = [_("%(mentee)s (%(title)s) has been matched with you in %(program)s.") % names]
    if goal:
        lines.append(_("Their goal: “%(goal)s”") % {"goal": goal})
    return Words(
        subject=_subject(match, side=0),
        preheader=_("Goal: %(goal)s") % {"goal": goal} if goal else lines[0],
        lines=lines,
        reasons=reasons.sentences(match.reasons, match.mentor, match.mentee, match.mentor),
        after=[
            _(
                "%(mentee)s has not heard of this yet. If you cannot take part now, say so by "
                "%(by)s and %(mentee)s is never told; without an answer we write to them then."
            )
            % names
        ],
        buttons=[_("Yes, I will"), _("Not now")],
        small=_("“Not now” is a normal answer. It is never shown to %(mentee)s.") % names,
        why=_("You get this because you are a mentor in %(program)s.") % names,
    )


def for_mentee(match: Match) -> Words:
    """E3: after the mentor's yes, or when their window has closed."""
    names = _names(match)
    program = match.program
    rhythm = {
        "mentor": names["mentor"],
        "minutes": program.meeting_minutes,
        "weeks": program.weeks_between_meetings,
    }
    return Words(
        subject=_subject(match, side=1),
        preheader=_("%(minutes)s minutes every %(weeks)s weeks") % rhythm,
        lines=[
            _("You and %(mentor)s are a pair in %(program)s.") % names,
            ngettext(
                "%(mentor)s has %(minutes)s minutes for you every week.",
                "%(mentor)s has %(minutes)s minutes for you every %(weeks)s weeks.",
                program.weeks_between_meetings,
            )
            % rhythm,
        ],
        reasons=reasons.sentences(match.reasons, match.mentor, match.mentee, match.mentee),
        after=[_("Which day and time suits you? Write to %(mentor)s with two that do.") % names],
        buttons=[_("See your pair page")],
        small=_("Not a fit? Tell us privately on your pair page; %(mentor)s is not told.") % names,
        why=_("You get this because you joined %(program)s.") % names,
    )


def no_match(program: Program, mentee: Profile, *, cause: str, facts: dict[str, Any]) -> Words:
    """E14: the fact, the reason where we know a true one, the way forward."""
    names = {"program": program.name, "skills": ", ".join(facts.get("not_offered", []))}
    if cause == "not_offered" and names["skills"]:
        why = _("No mentor offers %(skills)s this round, so we did not force a match.") % names
    else:
        why = _("We did not find a mentor with a place left who fits, and we did not force one.")
    return Words(
        subject=_("No match yet, and what we are doing"),
        preheader=_("You are first in line for the next round"),
        lines=[
            _("We have not found the right mentor for you in %(program)s yet.") % names,
            why,
            _("You are first in line in the next round. You need to do nothing for it."),
        ],
        buttons=[_("Change my skills"), _("See who offers what")],
        why=_("You get this because you joined %(program)s.") % names,
    )


def review_ready(run: Run, *, proposals: int, risky: int, left: int) -> Words:
    """E15, to whoever asked for the run."""
    counts = {"n": proposals, "risky": risky, "left": left, "program": run.round.program.name}
    return Words(
        subject=ngettext(
            "%(n)s proposal ready: %(risky)s need your eyes",
            "%(n)s proposals ready: %(risky)s need your eyes",
            proposals,
        )
        % counts,
        preheader=_("Matching in %(program)s is done") % counts,
        lines=[
            ngettext(
                "Matching in %(program)s is done: %(n)s pair is proposed.",
                "Matching in %(program)s is done: %(n)s pairs are proposed.",
                proposals,
            )
            % counts,
            ngettext(
                "%(left)s person is without a match.",
                "%(left)s people are without a match.",
                left,
            )
            % counts,
        ],
        buttons=[_("Start review")],
        why=_("You get this because you started matching in %(program)s.") % counts,
    )


def day_of(moment: datetime, reader: Profile) -> str:
    """ "Friday 28 May, 11:00 (Europe/Madrid)" in the reader's zone."""
    local = moment.astimezone(reader.zone)
    day = formats.date_format(dt.date(local.year, local.month, local.day), "l j F")
    return f"{day}, {local:%H:%M} ({reader.time_zone})"


def _names(match: Match, **more: object) -> dict[str, object]:
    return {
        "mentor": match.mentor.first_name,
        "mentee": match.mentee.first_name,
        "title": match.mentee.job_title or match.mentee.department or _("your colleague"),
        "program": match.program.name,
        **more,
    }


def _subject(match: Match, *, side: int) -> str:
    """With full names, or with first names where those are too long for a subject."""
    words = FORMATS[match.program.format][side]
    full = str(words) % {"mentor": match.mentor.name, "mentee": match.mentee.name}
    if len(full) <= SUBJECT_LENGTH:
        return full
    return str(words) % {"mentor": match.mentor.first_name, "mentee": match.mentee.first_name}


def _goal_sentence(mentee: Profile) -> str:
    goal = Goal.objects.filter(profile=mentee).exclude(sentence="").first()
    return goal.sentence if goal else ""
