"""What a pair page and its card say: partner, plan, first meeting, goals and the one next step."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import agreements, format_steps
from checkins.asking import question_of
from checkins.models import CheckIn, Meeting
from checkins.talks import Line
from checkins.tips import tip
from matching import presets
from matching.models import Pair
from profiles.models import Goal, Profile

PAST = (Pair.State.ENDED,)


@dataclass(frozen=True)
class Card:
    pair: Pair
    partner: Profile
    people: list[Profile]
    title: str
    line: str
    foot: str
    is_past: bool
    next_date: str = ""
    last_answer: str = ""
    icon: str = "arrow-left-right"

    @property
    def href(self) -> str:
        return self.pair.get_absolute_url()

    @property
    def kind(self) -> str:
        return self.pair.program.get_format_display()

    @property
    def last(self) -> str:
        return self.last_answer


def cards(me: Profile, *, now: dt.datetime) -> list[Card]:
    """My groups, open ones first; what a mentee may not know yet is not in the list."""
    pairs = Pair.objects.visible_to(me, now=now).with_people().exclude(state=Pair.State.DECLINED)
    found = list(pairs.order_by("-starts_on", "-pk")[:50])
    dates, answers = next_dates(found, now=now), last_answers(me).filter(pair__in=found)
    by_pair = {row.pair_id: row for row in answers}
    return [
        card(pair, me, now=now, next_at=dates.get(pair.pk), last=by_pair.get(pair.pk))
        for pair in found
    ]


def next_dates(pairs: Iterable[Pair], *, now: dt.datetime) -> dict[int, dt.datetime]:
    """Pair → when they meet next."""
    rows = Meeting.objects.upcoming(now=now).filter(pair__in=list(pairs))
    return dict(reversed(rows.values_list("pair_id", "starts_at")))


def last_answers(me: Profile) -> QuerySet[CheckIn]:
    """What I answered last in each pair; never what the partner did."""
    rows = CheckIn.objects.answered().filter(author=me)
    return rows.order_by("pair_id", "-answered_at", "-pk").distinct("pair_id")


def card(
    pair: Pair,
    me: Profile,
    *,
    now: dt.datetime,
    next_at: dt.datetime | None = None,
    last: CheckIn | None = None,
) -> Card:
    partner = pair.partner_of(me)
    is_past = pair.state in PAST
    return Card(
        pair=pair,
        partner=partner,
        people=[me, partner],
        title=_("%(name)s and you") % {"name": partner.first_name},
        line=pair.program.name,
        foot=_standing(pair, today=now.astimezone(me.zone).date()),
        is_past=is_past,
        next_date=_next_date(pair, me, next_at),
        last_answer=_last_answer(last, me) if last and not is_past else "",
    )


def _next_date(pair: Pair, me: Profile, at: dt.datetime | None) -> str:
    if pair.state != Pair.State.ACTIVE:
        return ""
    return _("Next: %(when)s") % {"when": moment(at, me)} if at else _("No date yet")


def _last_answer(last: CheckIn, me: Profile) -> str:
    day = date_format((last.answered_at or last.asked_at).astimezone(me.zone), "j F")
    return _("Your last answer, %(day)s: %(answer)s") % {
        "day": day,
        "answer": last.get_answer_display(),
    }


def moment(at: dt.datetime, reader: Profile) -> str:
    """ "Tue 8 June, 15:00" on the reader's clock."""
    local = at.astimezone(reader.zone)
    return f"{date_format(local, 'D j F')}, {local:%H:%M}"


def _standing(pair: Pair, *, today: dt.date) -> str:
    if pair.state in PAST:
        ended = pair.ended_on or pair.ends_on
        return _("Ended on %(day)s") % {"day": date_format(ended, "j F Y")}
    if pair.state == Pair.State.AWAY:
        return _("Away")
    if pair.state != Pair.State.ACTIVE:
        return _("Waiting for your answer")
    if today < pair.starts_on:
        return _("Starts on %(day)s") % {"day": date_format(pair.starts_on, "j F")}
    total = max(1, (pair.ends_on - pair.starts_on).days // 7)
    return _("Week %(week)d of %(total)d") % {
        "week": min(total, pair.week(today=today)),
        "total": total,
    }


def goals(pair: Pair) -> list[Goal]:
    """The mentee's goals: both partners see them."""
    return list(Goal.objects.filter(profile=pair.mentee_id).select_related("skill"))


def facts(
    pair: Pair, me: Profile, *, now: dt.datetime, with_address: bool = True
) -> list[tuple[str, str]]:
    partner = pair.partner_of(me)
    found = [
        (_("Program"), pair.program.name),
        (_("Rhythm"), rhythm(pair)),
        (_("%(name)s’s clock") % {"name": partner.first_name}, clock(me, partner, now=now)),
    ]
    return [*found, (_("Write to"), partner.user.email)] if with_address else found


def rhythm(pair: Pair) -> str:
    """ "Every 2 weeks, 45 min", as both agreed or as the program says; "One talk, 30 min"."""
    preset = presets.preset_of(pair.program)
    if preset.meetings == 1:
        return _("One talk, %(n)d min") % {"n": agreements.minutes(pair)}
    apart = agreements.weeks_between(pair)
    often = ngettext("Every week", "Every %(n)d weeks", apart) % {"n": apart}
    return f"{often}, {agreements.minutes(pair)} min"


def clock(me: Profile, partner: Profile, *, now: dt.datetime) -> str:
    here, there = now.astimezone(me.zone).utcoffset(), now.astimezone(partner.zone).utcoffset()
    if here is None or there is None or here == there:
        return _("Same time as you")
    minutes = int((there - here).total_seconds() // 60)
    hours = f"{abs(minutes) // 60}" + (":30" if abs(minutes) % 60 == 30 else "")
    hours += ":45" if abs(minutes) % 60 == 45 else ""
    says = (
        _("%(hours)s h ahead of you (%(zone)s)")
        if minutes > 0
        else _("%(hours)s h behind you (%(zone)s)")
    )
    return says % {"hours": hours, "zone": partner.time_zone}


def next_step(
    pair: Pair,
    me: Profile,
    *,
    asked: Iterable[CheckIn],
    has_met: bool,
    has_date: bool,
    now: dt.datetime,
    talks: Sequence[Line] = (),
) -> dict[str, str] | None:
    """The one thing to do: answer the open question (of those `asked`, newest first), else a tip
    for this stage."""
    if pair.state != Pair.State.ACTIVE:
        return None
    checkin = next((one for one in asked if not one.answered_at and one.is_open(now=now)), None)
    if checkin:
        question = question_of(checkin)
        return {
            "title": question.title,
            "text": question.lead,
            "href": reverse("answer", args=[checkin.pk]),
            "action": _("Answer"),
        }
    if own := format_steps.of(pair, me, has_met=has_met, has_date=has_date, talks=talks):
        return own
    # Nobody is told to do what they have done: find a date, open with the two questions.
    first = 4 if has_met else 2 if has_date else 1
    week = max(first, pair.week(today=now.astimezone(me.zone).date()))
    return {"title": _("Your next step"), "text": tip(week), "href": "", "action": ""}
