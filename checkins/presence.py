"""What this room gives to Home."""

import datetime as dt

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins import (
    actions,
    agreements,
    companionship,
    delegates,
    meeting_page,
    my_pairs,
    other_groups,
)
from checkins.asking import headline_of
from checkins.companionship import Card
from checkins.models import Action, Agreement, CheckIn, Meeting
from checkins.my_pairs import SHOWN, MyPairs
from matching.models import Pair
from profiles.contributions import Section, Task
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit
from profiles.zones import zone_name

CARDS = 4


def home_tasks(visit: Visit) -> list[Task]:
    mine, profile, now = visit.once(my_pairs.of), visit.profile, visit.now
    questions = [_question(checkin, profile) for checkin in mine.open_questions(now=now)]
    settled = [_did_you_meet(meeting, profile) for meeting in mine.unsettled(now=now)]
    return [*questions, *settled, *_signatures(mine, profile), *_due_actions(profile, now=now)]


def _did_you_meet(meeting: Meeting, profile: Profile) -> Task:
    partner = meeting.pair.partner_of(profile)
    return Task(
        rank=Rank.DID_YOU_MEET,
        title=_("Did you and %(name)s meet?") % {"name": partner.first_name},
        line=meeting_page.line(meeting, profile).when,
        verb=_("Say"),
        url=meeting.get_absolute_url(),
        person=partner,
    )


def _signatures(mine: MyPairs, profile: Profile) -> list[Task]:
    """Agreements the partner has signed and this person has not."""
    written = [(pair, pair.agreement) for pair in mine.active if hasattr(pair, "agreement")]
    waiting = [
        (pair, agreement)
        for pair, agreement in written
        if agreement.signed_at(agreements.side_of(pair, profile)) is None
    ]
    waiting.sort(key=lambda row: (row[1].edited_at, row[1].pk))
    return [_signature(pair, agreement, profile) for pair, agreement in waiting[:SHOWN]]


def _signature(pair: Pair, agreement: Agreement, profile: Profile) -> Task:
    partner = pair.partner_of(profile)
    signed_at = agreement.signed_at(agreements.side_of(pair, partner)) or agreement.edited_at
    day = date_format(signed_at.astimezone(profile.zone), "j F")
    name = {"name": partner.first_name, "day": day}
    return Task(
        rank=Rank.SIGN_AGREEMENT,
        title=_("Read and sign your agreement with %(name)s") % name,
        line=_("%(name)s signed these words on %(day)s.") % name,
        verb=_("Read it"),
        url=reverse("agreement", args=[pair.pk]),
        person=partner,
    )


def _due_actions(profile: Profile, *, now: dt.datetime) -> list[Task]:
    today = now.astimezone(profile.zone).date()
    return [_action(row, profile, today=today) for row in actions.due(profile, today=today)]


def _action(action: Action, profile: Profile, *, today: dt.date) -> Task:
    partner = action.pair.partner_of(profile)
    due_on = action.due_on or today
    names = {"name": partner.first_name, "day": date_format(due_on, "D j F")}
    if due_on < today:
        line = _("Was for %(day)s, in your plan with %(name)s.")
    else:
        line = _("Until %(day)s, in your plan with %(name)s.")
    return Task(
        rank=Rank.ACTION_DUE,
        title=action.text,
        line=line % names,
        verb=_("Open"),
        url=reverse("pair-plan", args=[action.pair_id]),
        icon="list-checks",
    )


def _question(checkin: CheckIn, profile: Profile) -> Task:
    head = headline_of(checkin, is_settled=my_pairs.is_settled(checkin))
    return Task(
        rank=Rank.WEEKLY_QUESTION,
        title=head.title,
        line=head.lead,
        verb=_("Answer"),
        url=reverse("answer", args=[checkin.pk]),
        person=checkin.pair.partner_of(profile),
    )


def next_meeting(visit: Visit) -> str:
    """For a day on which nothing is to do."""
    mine = visit.once(my_pairs.of)
    ahead = [meeting for meeting in mine.meetings if meeting.starts_at > visit.now]
    if not ahead:
        return ""
    at, me = ahead[0].starts_at.astimezone(visit.profile.zone), visit.profile
    names = {
        "name": ahead[0].pair.partner_of(me).first_name,
        "when": date_format(at, "D j F, H:i"),
        "zone": zone_name(me.time_zone),
    }
    return _("Your next meeting, with %(name)s, is %(when)s (%(zone)s time).") % names


def home_sections(visit: Visit) -> list[Section]:
    cards = [*_cards(visit.once(my_pairs.of), visit), *other_groups.home_cards(visit)]
    context = {"cards": cards, "ways": other_groups.WAYS}
    found = [Section(10, "checkins/home_groups.html", context)]
    if people := delegates.people_of(visit):
        found.append(Section(15, "checkins/home_delegated.html", {"people": people}))
    return found


def _cards(mine: MyPairs, visit: Visit) -> list[Card]:
    me, now = visit.profile, visit.now
    return [
        companionship.card(
            pair, me, now=now, next_at=mine.next_at(pair, now=now), last=mine.last_answer(pair)
        )
        for pair in mine.pairs[:CARDS]
    ]
