"""The way of each program through its dates, as a line; and what comes next by itself."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.models import Program, Round
from matching.overview.ledger import Ledger
from profiles.contributions import NextDay, Section

MOST = 3
# An open round keeps a program at this stop, whatever the calendar says.
MATCHING = 1


@dataclass(frozen=True)
class Phase:
    """One stop on the line: it is done, now, or still to come."""

    label: str
    when: str
    state: str


@dataclass(frozen=True)
class Line:
    program: Program
    phases: list[Phase]


def sections(ledger: Ledger) -> list[Section]:
    programs = ledger.running
    if not programs:
        return []
    context: dict[str, object] = {
        "lines": [line(one, ledger.round_of(one), ledger.today(one)) for one in programs[:MOST]],
        "more": max(0, len(programs) - MOST),
    }
    return [Section(10, "matching/overview_dates.html", context)]


def line(program: Program, round_: Round | None, today: dt.date) -> Line:
    opens, closes = program.sign_up_opens, program.sign_up_closes
    stops = [
        (_("Sign-up"), opens, _span(opens, closes)),
        (_("Matching"), closes + dt.timedelta(days=1), _matching(program, round_)),
        (_("Publish"), program.matching_on, _on(program.matching_on)),
        (_("Start"), program.starts_on, _start(program)),
        (_("Halfway"), halfway(program), _on(halfway(program))),
        (_("End"), program.ends_on, _on(program.ends_on)),
    ]
    now = max((n for n, stop in enumerate(stops) if stop[1] <= today), default=-1)
    if round_ and not round_.is_top_up:
        now = MATCHING
    phases = [
        Phase(label, when, "done" if n < now else "now" if n == now else "todo")
        for n, (label, _day, when) in enumerate(stops)
    ]
    return Line(program, phases)


def halfway(program: Program) -> dt.date:
    return program.starts_on + (program.ends_on - program.starts_on) / 2


def next_days(ledger: Ledger) -> list[NextDay]:
    return [
        NextDay(day, words % {"program": program.name, "day": _on(day)})
        for program in ledger.programs
        for day, words in _events(program)
        if day >= ledger.today(program)
    ]


def _events(program: Program) -> list[tuple[dt.date, str]]:
    if program.state == Program.State.DRAFT:
        return [(program.sign_up_opens, _("%(program)s, a draft, is to open on %(day)s"))]
    return [
        (program.sign_up_opens, _("sign-up for %(program)s opens %(day)s")),
        (program.sign_up_closes, _("sign-up for %(program)s closes %(day)s")),
        (program.matching_on, _("%(program)s publishes its pairs on %(day)s")),
        (program.starts_on, _("%(program)s starts on %(day)s")),
        (halfway(program), _("%(program)s is halfway on %(day)s")),
        (program.ends_on, _("%(program)s ends on %(day)s")),
    ]


def _matching(program: Program, round_: Round | None) -> str:
    if round_:
        return _("round %(n)s is open") % {"n": round_.number}
    return _("after %(day)s") % {"day": _on(program.sign_up_closes)}


def _start(program: Program) -> str:
    if program.last_start_on:
        return _("%(day)s, late joiners to %(last)s") % {
            "day": _on(program.starts_on),
            "last": _on(program.last_start_on),
        }
    return _on(program.starts_on)


def _span(first: dt.date, last: dt.date) -> str:
    return _("%(first)s to %(last)s") % {"first": _on(first), "last": _on(last)}


def _on(day: dt.date) -> str:
    return date_format(day, "j F")
