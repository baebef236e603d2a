"""What programs put on Home."""

import datetime as dt
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching import drafts, enrollments, open_programs, presets, told, waiting_offers
from matching.models import Enrollment, Invitation, Pair, Program
from matching.open_programs import OpenProgram
from profiles.contributions import Section, Task
from profiles.home_ranks import Rank
from profiles.visits import Visit

State = Enrollment.State


def tasks(visit: Visit) -> list[Task]:
    """Programs this person can join, has begun to join, or has been put into."""
    found = []
    for here in visit.once(open_programs.of):
        if here.state == State.NOTIFIED:
            found.append(_notified(here.program))
        elif here.may_join and here.invitation != Invitation.State.NOT_FOR_ME:
            found.append(_to_join(here, visit))
    return found


def _notified(program: Program) -> Task:
    return Task(
        rank=Rank.PLACE_IN_PROGRAM,
        title=_("You have a place in %(program)s") % {"program": program.name},
        line=_("Tell us your goal, or say that it is not for you."),
        verb=_("Have a look"),
        url=reverse("program", args=[program.pk]),
        icon="sprout",
    )


def _to_join(here: OpenProgram, visit: Visit) -> Task:
    program = here.program
    closes = _closes(program, today=enrollments.today_of(visit.profile, visit.now))
    if here.answers is not None:
        return Task(
            rank=Rank.FINISH_JOINING,
            title=_("Finish joining %(program)s") % {"program": program.name},
            line=_("Your answers are saved.") + " " + closes,
            verb=_("Continue"),
            url=reverse(drafts.missing(here.answers) or "join-check", args=[program.pk]),
            icon="sprout",
        )
    return Task(
        rank=Rank.JOIN_PROGRAM,
        title=str(presets.preset_of(program).invitation),
        line=f"{program.name}: {presets.rhythm(program)}. {closes}",
        verb=_("Join in two minutes"),
        url=reverse("join-role", args=[program.pk]),
        icon="sprout",
    )


def _closes(program: Program, *, today: dt.date) -> str:
    if today <= program.sign_up_closes:
        return _("Sign-up closes %(day)s.") % {"day": date_format(program.sign_up_closes, "j F")}
    day = {"day": date_format(program.joins_until, "j F")}
    return _("You can still join until %(day)s, for a place that is free.") % day


def sections(visit: Visit) -> list[Section]:
    """Programs in which this person waits for a match, what they began to look at since the person
    joined, and invitations to answer."""
    mine = _mine(visit)
    return [*_waiting(mine, visit), *_told(mine, now=visit.now), *_invited(visit)]


def _mine(visit: Visit) -> list[Enrollment]:
    """Where this person takes part or has asked to, and whether they know of a pair there."""
    known = Pair.objects.visible_to(visit.profile, now=visit.now).filter(
        program=OuterRef("program")
    )
    rows = Enrollment.objects.filter(
        profile=visit.profile,
        state__in=[State.ACTIVE, State.APPLIED],
        program__state=Program.State.RUNNING,
    )
    return list(rows.select_related("program").annotate(has_pair=Exists(known)).order_by("-pk"))


def _told(mine: list[Enrollment], *, now: datetime) -> list[Section]:
    news = told.news([row for row in mine if row.state == State.ACTIVE], now=now)
    return [Section(50, "matching/home_told.html", {"news": news})] if news else []


def _invited(visit: Visit) -> list[Section]:
    """The task above says "Join"; here is the other answer."""
    asked = Invitation.State.SENT
    found = [here for here in visit.once(open_programs.of) if here.invitation == asked]
    programs = [here.program for here in found if not here.is_inside]
    if not programs:
        return []
    return [Section(rank=60, template="matching/home_invited.html", context={"programs": programs})]


def _waiting(mine: list[Enrollment], visit: Visit) -> list[Section]:
    # A pair this person may not know of yet changes nothing on the page.
    rows = [row for row in mine if not getattr(row, "has_pair", False)]
    found = {row.program_id: row for row in rows}
    if not found:
        return []
    learns = any(row.role == Enrollment.Role.MENTEE for row in rows)
    context: dict[str, object] = {
        "rows": list(found.values()),
        "offers": waiting_offers.of_visit(visit) if learns else [],
        "today": enrollments.today_of(visit.profile, visit.now),
    }
    return [Section(rank=40, template="matching/home_waiting.html", context=context)]
