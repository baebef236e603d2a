"""The words of every question and the answers it takes: one place for pages, mails and Home.

`question_of(checkin)` gives the title, the choices and who will see what; the rows of
`visibility.TABLE` it names are the labels printed under it. `headline_of(checkin, is_settled=…)` is
what a list says of it, and reads nothing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins import questions, ratings, rhythm, visibility
from checkins.models import CheckIn
from profiles.models import Goal

Answer, Kind = CheckIn.Answer, CheckIn.Kind
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Headline:
    title: str
    lead: str


@dataclass(frozen=True)
class Question:
    """`who` names what is seen by whom: (row of the table, what it is about) for the answer;
    `words_row` the same for the free words."""

    title: str
    lead: str
    choices: Choices
    missing: str
    words_label: str
    words_row: tuple[str, str]
    who: tuple[tuple[str, str], ...]
    may_tell_coordinator: bool = True
    goals: tuple[Goal, ...] = ()
    hints: Mapping[str, object] = field(default_factory=dict)

    def labels(self, people: visibility.Audience) -> list[str]:
        return [says(row, about, people) for row, about in self.who]


def says(row: str, about: str, people: visibility.Audience) -> str:
    return f"{about}: {visibility.label(row, people)}"


def question_of(checkin: CheckIn, *, is_settled: bool | None = None) -> Question:
    """`is_settled` saves a query where it is known already."""
    if checkin.kind == Kind.FIT:
        return _fit(checkin)
    if checkin.kind == Kind.MIDPOINT:
        return _halfway(checkin)
    if checkin.kind == Kind.CLOSE:
        return _close(checkin)
    settled = questions.is_settled(checkin) if is_settled is None else is_settled
    return _how(checkin) if settled else _weekly(checkin)


def headline_of(checkin: CheckIn, *, is_settled: bool) -> Headline:
    name = _name(checkin)
    if checkin.kind == Kind.FIT:
        title, lead = (
            _("How did it feel, meeting %(name)s?"),
            _("One tap. %(name)s does not see this."),
        )
    elif checkin.kind == Kind.MIDPOINT:
        title, lead = _("Halfway: what changed?"), _("You and %(name)s are halfway.")
    elif checkin.kind == Kind.CLOSE:
        title, lead = (
            _("Was your time with %(name)s worth it?"),
            _("The last question about this pair."),
        )
    elif is_settled:
        title, lead = (
            _("How was your last meeting with %(name)s?"),
            _("One tap. We know that you met."),
        )
    else:
        title, lead = (
            _("Have you and %(name)s met since %(day)s?"),
            _("One tap, then you are done."),
        )
        name["day"] = date_format(since(checkin), "j F")
    return Headline(title % name, lead % name)


def since(checkin: CheckIn) -> dt.date:
    return checkin.since or rhythm.begins_on(checkin.pair)


def _name(checkin: CheckIn) -> dict[str, str]:
    return {"name": checkin.pair.partner_of(checkin.author).first_name}


def _labelled(answers: tuple[CheckIn.Answer, ...]) -> Choices:
    return [(answer.value, str(answer.label)) for answer in answers]


def _weekly(checkin: CheckIn) -> Question:
    head, day = headline_of(checkin, is_settled=False), since(checkin)
    answers = list(CheckIn.WEEKLY_ANSWERS)
    if (checkin.asked_at.date() - day).days >= rhythm.OFFER_END:
        answers.append(Answer.KEEP_GOING)
    if checkin.answer and Answer(checkin.answer) not in answers:
        answers.append(Answer(checkin.answer))
    return Question(
        title=head.title,
        lead=head.lead,
        choices=_labelled(tuple(answers)),
        missing=_("Choose whether you met"),
        words_label=_("Anything you want to add?"),
        words_row=("feedback", _("How it was, and your words")),
        who=(("met", _("Whether you met")), ("signal", _("A call for help"))),
        hints={Answer.NEED_HELP.value: _("Somebody from the program team writes to you.")},
    )


def _how(checkin: CheckIn) -> Question:
    head = headline_of(checkin, is_settled=True)
    return Question(
        title=head.title,
        lead=head.lead,
        choices=[
            (Answer.MET_HELPED.value, _("It helped")),
            (Answer.MET_SO_SO.value, _("So-so")),
            (Answer.NEED_HELP.value, _("We need help")),
        ],
        missing=_("Choose how it was"),
        words_label=_("Anything you want to add?"),
        words_row=("feedback", _("How it was, and your words")),
        who=(("signal", _("A call for help")),),
        hints={Answer.NEED_HELP.value: _("Somebody from the program team writes to you.")},
    )


def _fit(checkin: CheckIn) -> Question:
    head = headline_of(checkin, is_settled=False)
    return Question(
        title=head.title,
        lead=head.lead,
        choices=_labelled(CheckIn.FIT_ANSWERS),
        missing=_("Choose how it felt"),
        words_label=_("Anything you want to add?"),
        words_row=("feedback", _("Your words")),
        who=(("fit", _("Your answer")),),
        hints={
            Answer.DECIDING.value: _("Take another meeting or two."),
            Answer.NOT_A_FIT.value: _(
                "A normal answer: we look for someone else and thank %(name)s for the time."
            )
            % _name(checkin),
        },
    )


def _halfway(checkin: CheckIn) -> Question:
    goals, head = tuple(ratings.to_rate(checkin)), headline_of(checkin, is_settled=False)
    return Question(
        title=head.title,
        lead=head.lead,
        choices=[] if goals else _labelled(CheckIn.MIDPOINT_ANSWERS),
        missing=_("Choose how it is going"),
        words_label=_("In one line: what changed?"),
        words_row=("line", _("Your line")),
        who=(("ratings", _("Your ratings")),) if goals else (("signal", _("Your answer")),),
        may_tell_coordinator=not goals,
        goals=goals,
        hints={Answer.NEED_HELP.value: _("Somebody from the program team writes to you.")},
    )


def _close(checkin: CheckIn) -> Question:
    goals = tuple(ratings.to_rate(checkin))
    rated = (("ratings", _("Your ratings")),) if goals else ()
    head = headline_of(checkin, is_settled=False)
    return Question(
        title=head.title,
        lead=head.lead,
        choices=_labelled(CheckIn.CLOSE_ANSWERS),
        missing=_("Choose whether it was worth it"),
        words_label=_("What should we know?"),
        words_row=("feedback", _("Your words")),
        who=(("feedback", _("Your answer")), *rated),
        may_tell_coordinator=False,
        goals=goals,
    )
