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

from matching import presets, reasons
from matching.models import Pair, Program
from profiles.models import Goal, Profile

SUBJECT_LENGTH = 50
Text = str | Promise
# format → the question to whoever is asked first
ASKS: dict[str, Text] = {
    "mentoring": gettext_lazy("Would you be the mentor of %(partner)s?"),
    "reverse": gettext_lazy("Would you like to learn from %(partner)s?"),
    "buddy": gettext_lazy("Would you be the buddy of %(partner)s?"),
    "group": gettext_lazy("Would you take %(partner)s into your group?"),
    "flash": gettext_lazy("Would you talk with %(partner)s once?"),
    "coaching": gettext_lazy("Would you be the coach of %(partner)s?"),
    "handover": gettext_lazy("Would you hand over to %(partner)s?"),
}
# format → the news to a mentor, to a mentee
TELLS: dict[str, tuple[Text, Text]] = {
    "mentoring": (
        gettext_lazy("Meet %(partner)s, your mentee"),
        gettext_lazy("Meet %(partner)s, your mentor"),
    ),
    "reverse": (
        gettext_lazy("Meet %(partner)s, who will be learning from you"),
        gettext_lazy("Meet %(partner)s: you will be learning from them"),
    ),
    "buddy": (
        gettext_lazy("Meet %(partner)s, whose buddy you are"),
        gettext_lazy("Meet %(partner)s, your buddy"),
    ),
    "group": (
        gettext_lazy("%(partner)s is in your group"),
        gettext_lazy("You are in the group of %(partner)s"),
    ),
    "flash": (
        gettext_lazy("%(partner)s has a question for you"),
        gettext_lazy("Ask %(partner)s your question"),
    ),
    "coaching": (
        gettext_lazy("Meet %(partner)s, whose coach you are"),
        gettext_lazy("Meet %(partner)s, your coach"),
    ),
    "handover": (
        gettext_lazy("%(partner)s takes over from you"),
        gettext_lazy("You take over from %(partner)s"),
    ),
}


@dataclass(frozen=True)
class Words:
    """One mail: paragraphs before and after the reasons, and the line that says why it came."""

    subject: str
    preheader: str
    lines: Sequence[str]
    why: str
    # Over the reasons, where it is not "Why you two:".
    heading: str = ""
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
    # The first day of a pair in the second wave, which starts later by lot.
    later_from: dt.date | None = None

    @property
    def asked(self) -> Profile:
        """As `Pair.asked`: the senior side."""
        return self.mentee if self.program.is_reverse else self.mentor

    @property
    def told(self) -> Profile:
        return self.partner_of(self.asked)

    def partner_of(self, reader: Profile) -> Profile:
        return self.mentee if reader == self.mentor else self.mentor


def asking(match: Match) -> Words:
    """E4: the senior side hears first and may say "not now"."""
    reader = match.asked
    names = _names(match, reader, by=day_of(match.answer_by, reader))
    goal = goal_of(match)
    lines = [_("%(partner)s (%(title)s) has been matched with you in %(program)s.") % names]
    lines += _later(match)
    if goal:
        is_own = reader == match.mentee
        whose = _("Your goal: “%(goal)s”") if is_own else _("Their goal: “%(goal)s”")
        lines.append(whose % {"goal": goal})
    return Words(
        subject=_subject(ASKS[match.program.format], match.partner_of(reader)),
        preheader=_("Goal: %(goal)s") % {"goal": goal} if goal else lines[0],
        lines=lines,
        reasons=reasons.sentences(match.reasons, match.mentor, match.mentee, reader),
        after=[
            _(
                "%(partner)s has not heard of this yet. If you cannot take part now, say so by "
                "%(by)s and %(partner)s is never told; without an answer we write to them then."
            )
            % names
        ],
        buttons=[_("Yes, I will"), _("Not now")],
        small=_("“Not now” is a normal answer. It is never shown to %(partner)s.") % names,
        why=why(match, reader),
    )


def telling(match: Match, reader: Profile, *, has_dates: bool = False) -> Words:
    """E3: after a yes, or when the window of whoever was asked has closed. With `has_dates` times
    to choose from follow."""
    which = _("Which day and time suits you?")
    if not has_dates:
        which = _("Which day and time suits you? Write to %(partner)s with two that do.")
    names = _names(match, reader)
    to_mentor, to_mentee = TELLS[match.program.format]
    subject = to_mentor if reader == match.mentor else to_mentee
    rhythm = _rhythm(match.program)
    return Words(
        subject=_subject(subject, match.partner_of(reader)),
        preheader=rhythm,
        lines=[
            _("You and %(partner)s are a pair in %(program)s.") % names,
            _("The program plans it like this: %(rhythm)s.") % {"rhythm": rhythm},
            *_later(match),
        ],
        reasons=reasons.sentences(match.reasons, match.mentor, match.mentee, reader),
        after=[which % names],
        buttons=[_("See your pair page")],
        small=_("Not a fit? Tell us privately on your pair page; %(partner)s is not told.") % names,
        why=why(match, reader),
    )


def _later(match: Match) -> list[str]:
    """Why they start later than others: a lot, and nothing about them."""
    if match.later_from is None:
        return []
    return [
        _(
            "This program starts in two groups, drawn by lot, so that we can see whether it helps."
            " You two are in the second one: you start on %(day)s and have as long as the others."
            " Until then there is nothing you need to do."
        )
        % {"day": formats.date_format(match.later_from, "l j F")}
    ]


def question(pair: Pair) -> str:
    """The subject of E4 with the full name, for Home and for the page of the answer."""
    return str(ASKS[pair.program.format]) % {"partner": pair.partner_of(pair.asked).name}


def _rhythm(program: Program) -> str:
    """What the program says: no promise of a person who has not spoken yet."""
    if presets.preset_of(program).meetings:
        return presets.meetings_words(program)
    return ngettext(
        "%(minutes)s minutes every week",
        "%(minutes)s minutes every %(weeks)s weeks",
        program.weeks_between_meetings,
    ) % {"minutes": program.meeting_minutes, "weeks": program.weeks_between_meetings}


def why(match: Match, reader: Profile) -> str:
    if reader == match.mentor and not match.program.is_reverse:
        words = _("You get this because you are a mentor in %(program)s.")
    else:
        words = _("You get this because you joined %(program)s.")
    return words % {"program": match.program.name}


def _why_no_match(cause: str, facts: dict[str, Any]) -> str:
    skills = ", ".join(facts.get("not_offered", []))
    if cause == "not_offered" and skills:
        text = _("No mentor offers %(skills)s this round, so we did not force a match.")
        return text % {"skills": skills}
    if cause == "small_group":
        return _("Too few people share your goal this time, so no group came about.")
    return _("We did not find a mentor with a place left who fits, and we did not force one.")


def no_match(
    program: Program,
    mentee: Profile,
    *,
    cause: str,
    facts: dict[str, Any],
    has_offers: bool = False,
) -> Words:
    """E14: the fact, the reason where we know a true one, the way forward. With `has_offers` links
    to what there is to do while waiting follow, and the second button opens all of it."""
    names = {"program": program.name}
    return Words(
        subject=_("No match yet, and what we are doing"),
        preheader=_("You are first in line for the next round"),
        lines=[
            _("We have not found the right mentor for you in %(program)s yet.") % names,
            _why_no_match(cause, facts),
            _("You are first in line in the next round. You need to do nothing for it."),
        ],
        buttons=[
            _("Change my skills"),
            _("See what is open now") if has_offers else _("See who offers what"),
        ],
        why=_("You get this because you joined %(program)s.") % names,
    )


def day_of(moment: datetime, reader: Profile) -> str:
    """ "Friday 28 May, 11:00 (Europe/Madrid)" in the reader's zone."""
    local = moment.astimezone(reader.zone)
    day = formats.date_format(dt.date(local.year, local.month, local.day), "l j F")
    return f"{day}, {local:%H:%M} ({reader.time_zone})"


def _names(match: Match, reader: Profile, **more: object) -> dict[str, object]:
    partner = match.partner_of(reader)
    return {
        "partner": partner.first_name,
        "title": partner.job_title or partner.department or _("your colleague"),
        "program": match.program.name,
        **more,
    }


def _subject(words: Text, partner: Profile) -> str:
    """With the full name, or with the first name where that is too long for a subject."""
    full = str(words) % {"partner": partner.name}
    return full if len(full) <= SUBJECT_LENGTH else str(words) % {"partner": partner.first_name}


def goal_of(match: Match) -> str:
    return _("(in their own words)") if match.is_preview else goal_sentence(match.mentee)


def goal_sentence(mentee: Profile) -> str:
    goal = Goal.objects.filter(profile=mentee).exclude(sentence="").first()
    return goal.sentence if goal else ""
