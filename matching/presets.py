"""The formats a program can have: words, rhythm and length, and a policy that works at once.

Participants never read "reverse mentor": in a reverse program they *learn from* somebody.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from matching import engine
from matching.models import Enrollment, Policy, Program
from profiles.models import User

Text = str | Promise


@dataclass(frozen=True)
class Preset:
    """`find`/`be` label the role cards; `mentor`/`mentee` name the roles.

    `meetings` is how often a pair meets in all (`fewest` to `meetings`), None where its weeks say
    so; `pair_weeks` how long a pair has, None: until the program ends. `least` and `most` are the
    places of a mentor: whoever has one mentee has at least so many.
    """

    label: Text
    summary: Text
    invitation: Text
    find: Text
    be: Text
    both: Text
    find_hint: Text
    be_hint: Text
    mentor: Text
    mentee: Text
    skills_question: Text
    offers_question: Text
    minutes: int
    weeks_between: int
    weeks: int
    meetings: int | None = None
    fewest: int | None = None
    pair_weeks: int | None = None
    least: int = 1
    most: int = 5


PRESETS: Mapping[str, Preset] = {
    Program.Format.MENTORING: Preset(
        label=_("Mentoring"),
        summary=_("Someone more experienced helps a colleague grow. Six months."),
        invitation=_("Grow with someone who has been there"),
        find=_("Find a mentor"),
        be=_("Be a mentor"),
        both=_("Both"),
        find_hint=_("Bring one goal. You lead the conversation."),
        be_hint=_("Share what you know. You listen more than you teach."),
        mentor=_("Mentor"),
        mentee=_("Mentee"),
        skills_question=_("What do you want to get better at?"),
        offers_question=_("What can you help with?"),
        minutes=45,
        weeks_between=2,
        weeks=26,
    ),
    Program.Format.REVERSE: Preset(
        label=_("Reverse mentoring"),
        summary=_(
            "Senior people learn from junior ones, for example about new tools. Four months."
        ),
        invitation=_("Learn from a colleague who knows what is new"),
        find=_("Learn from a colleague"),
        be=_("Share what you know"),
        both=_("Both"),
        find_hint=_("For experienced people who want to see their work with fresh eyes."),
        be_hint=_("For people who know something new. We prepare you for the first meeting."),
        mentor=_("Shares"),
        mentee=_("Learns"),
        skills_question=_("What do you want to learn?"),
        offers_question=_("What can a senior colleague learn from you?"),
        minutes=45,
        weeks_between=2,
        weeks=17,
    ),
    Program.Format.BUDDY: Preset(
        label=_("Buddy"),
        summary=_("A colleague at the side of somebody new. Ten weeks, 25 minutes a week."),
        invitation=_("A familiar face for the first weeks"),
        find=_("Have a buddy"),
        be=_("Be a buddy"),
        both=_("Both"),
        find_hint=_("Somebody to ask the small questions."),
        be_hint=_("Show a new colleague how things work here."),
        mentor=_("Buddy"),
        mentee=_("New colleague"),
        skills_question=_("What would you like to find your way around in?"),
        offers_question=_("What can you show somebody new?"),
        minutes=25,
        weeks_between=1,
        weeks=10,
    ),
    Program.Format.GROUP: Preset(
        label=_("Group mentoring"),
        summary=_("One mentor, three to six mentees, a goal they share. Four months."),
        invitation=_("Grow together with one mentor"),
        find=_("Join a mentor’s group"),
        be=_("Mentor a group"),
        both=_("Both"),
        find_hint=_("Bring one goal. You learn from the mentor and from each other."),
        be_hint=_("One hour for three to six people at once. They share a goal."),
        mentor=_("Mentor of a group"),
        mentee=_("Mentee"),
        skills_question=_("What do you want to get better at?"),
        offers_question=_("What can a group learn from you?"),
        minutes=60,
        weeks_between=2,
        weeks=17,
        least=3,
        most=6,
    ),
    Program.Format.FLASH: Preset(
        label=_("Flash mentoring"),
        summary=_("One talk of 30 minutes about one question. Then it is over, with thanks."),
        invitation=_("One question, one talk, 30 minutes"),
        find=_("Ask for a talk"),
        be=_("Give a talk’s time"),
        both=_("Both"),
        find_hint=_("Bring one question. One talk, no further duty."),
        be_hint=_("30 minutes for one question. Nothing follows from it."),
        mentor=_("Gives a talk"),
        mentee=_("Asks"),
        skills_question=_("What is your question about?"),
        offers_question=_("What can people ask you about?"),
        minutes=30,
        weeks_between=1,
        weeks=26,
        meetings=1,
        pair_weeks=4,
        most=10,
    ),
    Program.Format.COACHING: Preset(
        label=_("Coaching"),
        summary=_("Six meetings with a contract, a review after the third and the sixth."),
        invitation=_("Six meetings for one thing you want to change"),
        find=_("Have a coach"),
        be=_("Be a coach"),
        both=_("Both"),
        find_hint=_("Bring one thing you want to change. The contract says what counts as done."),
        be_hint=_("You ask, they find the answer. Six meetings, then it ends."),
        mentor=_("Coach"),
        mentee=_("Coachee"),
        skills_question=_("What do you want to work on?"),
        offers_question=_("What do you coach?"),
        minutes=60,
        weeks_between=2,
        weeks=26,
        meetings=6,
        pair_weeks=14,
    ),
    Program.Format.HANDOVER: Preset(
        label=_("Handover"),
        summary=_("An expert leaves: three to five talks, each written down in the library."),
        invitation=_("Keep what an expert knows"),
        find=_("Take it over"),
        be=_("Hand it over"),
        both=_("Both"),
        find_hint=_(
            "You take over the work. After each talk you write down what must not be lost."
        ),
        be_hint=_("Say when you leave. Three to five talks about what only you know."),
        mentor=_("Hands over"),
        mentee=_("Takes over"),
        skills_question=_("What do you take over?"),
        offers_question=_("What do you hand over?"),
        minutes=60,
        weeks_between=1,
        weeks=26,
        meetings=5,
        fewest=3,
        pair_weeks=8,
    ),
}


def preset_of(program: Program) -> Preset:
    return PRESETS[program.format]


def role_label(program: Program, role: str) -> Text:
    preset = preset_of(program)
    return preset.mentor if role == Enrollment.Role.MENTOR else preset.mentee


def dates(format_: str, *, today: dt.date) -> dict[str, dt.date]:
    """Dates to begin with: three weeks of sign-up, a week to match, then the format's length."""
    starts_on = today + dt.timedelta(weeks=5)
    return {
        "sign_up_opens": today,
        "sign_up_closes": today + dt.timedelta(weeks=3),
        "matching_on": today + dt.timedelta(weeks=4),
        "starts_on": starts_on,
        "last_start_on": starts_on + dt.timedelta(weeks=PRESETS[format_].weeks // 6),
        "ends_on": starts_on + dt.timedelta(weeks=PRESETS[format_].weeks),
    }


def first_policy(program: Program, *, by: User | None) -> Policy:
    """The format's policy as version 1."""
    document = engine.Policy.for_format(program.format).to_document()
    return Policy.objects.create(program=program, version=1, document=document, created_by=by)


def hours_a_month(program: Program) -> int:
    """Time it takes, in whole hours, the way the role page says it."""
    preset = preset_of(program)
    if preset.meetings and preset.pair_weeks:
        in_all = preset.meetings * program.meeting_minutes / 60
        return max(1, round(in_all * 52 / 12 / preset.pair_weeks))
    return max(1, round(program.meeting_minutes * 52 / 12 / program.weeks_between_meetings / 60))


def rhythm(program: Program) -> str:
    """ "45 minutes every 2 weeks, for 6 months", or "6 meetings of 60 minutes"."""
    if preset_of(program).meetings:
        return meetings_words(program)
    weeks, days = program.weeks_between_meetings, (program.ends_on - program.starts_on).days
    months = max(1, round(days / 30.4))
    often = ngettext("every week", "every %(n)d weeks", weeks) % {"n": weeks}
    long = ngettext("for a month", "for %(n)d months", months) % {"n": months}
    return gettext("%(minutes)d minutes %(often)s, %(long)s") % {
        "minutes": program.meeting_minutes,
        "often": often,
        "long": long,
    }


def meetings_words(program: Program) -> str:
    """ "3 to 5 meetings of 60 minutes", for a format whose pairs meet so many times."""
    preset, minutes = preset_of(program), program.meeting_minutes
    numbers = {"minutes": minutes, "few": preset.fewest, "n": preset.meetings}
    if preset.fewest:
        return gettext("%(few)d to %(n)d meetings of %(minutes)d minutes") % numbers
    words = ngettext(
        "one meeting of %(minutes)d minutes",
        "%(n)d meetings of %(minutes)d minutes",
        preset.meetings or 1,
    )
    return words % numbers


def pair_ends_on(program: Program, starts_on: dt.date) -> dt.date | None:
    """Where the format gives a pair weeks of its own; None: with the program."""
    weeks = preset_of(program).pair_weeks
    return starts_on + dt.timedelta(weeks=weeks) if weeks else None
