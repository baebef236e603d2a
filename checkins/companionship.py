"""What a pair page and its card say: partner, plan, first meeting, goals and the one next step."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import weeks
from checkins.models import CheckIn
from checkins.tips import tip
from matching.models import Pair, Program
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


def cards(me: Profile, *, now: dt.datetime) -> list[Card]:
    """My groups, open ones first; what a mentee may not know yet is not in the list."""
    pairs = Pair.objects.visible_to(me, now=now).with_people().exclude(state=Pair.State.DECLINED)
    today = now.astimezone(me.zone).date()
    return [card(pair, me, today=today) for pair in pairs.order_by("-starts_on", "-pk")[:50]]


def card(pair: Pair, me: Profile, *, today: dt.date) -> Card:
    partner = pair.partner_of(me)
    return Card(
        pair=pair,
        partner=partner,
        people=[me, partner],
        title=_("%(name)s and you") % {"name": partner.first_name},
        line=pair.program.name,
        foot=_standing(pair, today=today),
        is_past=pair.state in PAST,
    )


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


def words(pair: Pair, me: Profile) -> dict[str, str]:
    """Role labels by format; reverse mentoring says "learn from"."""
    i_mentor = pair.mentor_id == me.pk
    name = {"name": pair.partner_of(me).first_name}
    if pair.program.format == Program.Format.BUDDY:
        role = _("New colleague") if i_mentor else _("Your buddy")
        line = _("You help %(name)s settle in.") if i_mentor else _("%(name)s helps you settle in.")
    elif pair.program.is_reverse:
        role = _("Learns from you") if i_mentor else _("You learn from them")
        line = (
            _("%(name)s will be learning from you.")
            if i_mentor
            else _("You will be learning from %(name)s.")
        )
    else:
        role = _("Your mentee") if i_mentor else _("Your mentor")
        line = (
            _("%(name)s would like to learn from you.")
            if i_mentor
            else _("%(name)s has agreed to be your mentor.")
        )
    return {"role": role, "line": line % name}


def first_meeting(pair: Pair) -> list[dict[str, str]]:
    """The guide for the first meeting, its minutes adding up to the program's length."""
    goal = Goal.objects.filter(profile=pair.mentee_id).exclude(sentence="").first()
    sentence = f"“{goal.sentence}”" if goal else _("What should be different in three months?")
    steps = [
        (_("Two questions, both answer"), _("What are you good at that people rarely notice? "
                                            "What was hard in your first year here?"), 25),
        (_("The goal"), sentence + " " + _("Make it smaller, or bolder."), 35),
        (_("Ways of working"), _("How direct should feedback be? What stays between you?"), 20),
        (_("Next date"), _("Book it before you leave the call."), 20),
    ]  # fmt: skip
    total = pair.program.meeting_minutes
    minutes = [max(1, total * share // 100) for _title, _text, share in steps]
    minutes[-1] += total - sum(minutes)
    return [
        {"title": title, "text": text, "minutes": str(count)}
        for (title, text, _share), count in zip(steps, minutes, strict=True)
    ]


def has_met(pair: Pair) -> bool:
    """One partner's yes settles the fact for both; only the fact is used, not whose it was."""
    return pair.meetings_before > 0 or pair.checkins.filter(answer__in=CheckIn.MET).exists()


def goals(pair: Pair) -> list[Goal]:
    """The mentee's goals: both partners see them."""
    return list(Goal.objects.filter(profile=pair.mentee_id).select_related("skill"))


def facts(pair: Pair, me: Profile, *, now: dt.datetime) -> list[tuple[str, str]]:
    partner = pair.partner_of(me)
    weeks_apart = pair.program.weeks_between_meetings
    rhythm = ngettext("Every week", "Every %(n)d weeks", weeks_apart) % {"n": weeks_apart}
    return [
        (_("Program"), pair.program.name),
        (_("Rhythm"), f"{rhythm}, {pair.program.meeting_minutes} min"),
        (_("%(name)s’s clock") % {"name": partner.first_name}, clock(me, partner, now=now)),
        (_("Write to"), partner.user.email),
    ]


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


def plan(pair: Pair, *, today: dt.date) -> list[dict[str, object]]:
    """The line of the relationship: what is done, what is now, what comes."""
    halfway = pair.starts_on + (pair.ends_on - pair.starts_on) / 2
    stops = [
        (_("Matched"), pair.starts_on),
        (_("First meeting"), pair.starts_on + dt.timedelta(days=7)),
        (_("Halfway"), halfway),
        (_("Close and celebrate"), pair.ends_on),
    ]
    done = [index for index, (_label, day) in enumerate(stops) if day <= today]
    now_at = min(len(stops) - 1, (done[-1] if done else -1) + 1)
    return [
        {"label": label, "day": day, "state": "done" if i in done else "now" if i == now_at else ""}
        for i, (label, day) in enumerate(stops)
    ]


def next_step(pair: Pair, me: Profile, *, now: dt.datetime) -> dict[str, str] | None:
    """The one thing to do: answer this week's open question, else a tip for this stage."""
    if pair.state != Pair.State.ACTIVE:
        return None
    period = weeks.period(now, me.zone)
    checkin = CheckIn.objects.filter(pair=pair, author=me, period=period, closes_at__gt=now).first()
    name = {"name": pair.partner_of(me).first_name}
    if checkin and not checkin.answered_at:
        return {
            "title": _("Did you and %(name)s meet this week?") % name,
            "text": _("One tap, then you are done."),
            "href": reverse("answer", args=[checkin.pk]),
            "action": _("Answer"),
        }
    week = pair.week(today=now.astimezone(me.zone).date())
    return {"title": _("Your next step"), "text": tip(week), "href": "", "action": ""}
