"""What the page of an ending says, and which next steps exist for this reader now."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins import closing, contact, farewell, kept_words, not_taken_off, summary
from checkins.closing_forms import ThanksForm, WhyForm
from checkins.models import CheckIn, Extension, Thanks
from matching import open_programs
from matching.models import Pair
from profiles.contributions import Section
from profiles.models import Profile

Steps = Callable[..., list[Section]]
# What rooms above offer beside the end of a pair: steps(pair, me, is_stopped=…).
STEPS: list[Steps] = []
# The kind of the last question; asked by the rhythm of check-ins.
CLOSE = "close"


@dataclass(frozen=True)
class Ending:
    """The page as one reader sees it."""

    pair: Pair
    me: Profile
    partner: Profile
    summary: summary.Summary
    is_over: bool
    is_stopped: bool
    extension: Extension | None
    days: list[dt.date]
    mine: Thanks | None
    theirs: Thanks | None
    checkins: list[CheckIn]

    @property
    def may_thank(self) -> bool:
        is_there = self.partner.is_active and not self.is_stopped
        return self.mine is None and is_there and bool(self.summary.meetings)

    @property
    def may_let_keep(self) -> bool:
        return self.mine is not None and kept_words.may_be_asked(self.pair, self.me)

    @property
    def did_not_take_off(self) -> bool:
        return self.is_over and not self.summary.meetings

    @property
    def may_ask(self) -> bool:
        return bool(self.days) and self.extension is None

    @property
    def may_finish(self) -> bool:
        return not self.is_over

    @property
    def i_am_asked(self) -> bool:
        return self.extension is not None and self.extension.asked_by_id != self.me.pk

    @property
    def has_certificate(self) -> bool:
        return self.is_over and bool(self.summary.meetings)


def of(pair: Pair, me: Profile) -> Ending:
    is_over, is_stopped = pair.state == Pair.State.ENDED, contact.contact_blocked(pair)
    runs = pair.state == Pair.State.ACTIVE and not is_stopped
    thanks = farewell.thanks_of(pair)
    partner = pair.partner_of(me)
    checkins = list(CheckIn.objects.filter(pair=pair))
    return Ending(
        pair=pair,
        me=me,
        partner=partner,
        summary=summary.of(pair, me, checkins),
        is_over=is_over,
        is_stopped=is_stopped,
        extension=closing.asked(pair) if runs else None,
        days=closing.options(pair) if runs else [],
        mine=thanks.get(me.pk),
        theirs=thanks.get(partner.pk),
        checkins=checkins,
    )


def context(ending: Ending, *, now: dt.datetime) -> dict[str, object]:
    me, pair = ending.me, ending.pair
    why_said = "" if ending.summary.meetings else not_taken_off.said(pair, me)
    programs = farewell.open_to_mentor(open_programs.to(me, now=now))
    return {
        "ending": ending,
        "pair": pair,
        "me": me,
        "partner": ending.partner,
        "span": span(pair),
        "form": ThanksForm(pair=pair, me=me) if ending.may_thank else None,
        "who_sees": kept_words.who_sees(ending.partner),
        "why": WhyForm(),
        "why_said": why_said,
        "question": close_question(ending, now=now),
        "programs": programs,
        "wishes": not programs and farewell.wishes_to_mentor(me),
        "steps": steps(ending),
    }


def steps(ending: Ending) -> list[Section]:
    sources = STEPS
    found = [
        part
        for source in sources
        for part in source(ending.pair, ending.me, is_stopped=ending.is_stopped)
    ]
    return sorted(found, key=lambda section: section.rank)


def close_question(ending: Ending, *, now: dt.datetime) -> CheckIn | None:
    """The last check-in, while this reader can answer it and has not."""
    mine = (row for row in ending.checkins if row.author_id == ending.me.pk and row.kind == CLOSE)
    return next((row for row in mine if row.is_open(now=now) and not row.answered_at), None)


def span(pair: Pair) -> str:
    """ "24 May to 19 November 2027", from the dates of the pair."""
    first, last = pair.starts_on, max(pair.starts_on, pair.ended_on or pair.ends_on)
    start = date_format(first, "j F" if first.year == last.year else "j F Y")
    return _("%(first)s to %(last)s") % {"first": start, "last": date_format(last, "j F Y")}
