"""The group of a mentor in group mentoring: a circle by invitation with the mentor as facilitator.

It begins to gather with the first pair, runs from the third mentee on, and takes each further one
in. Whoever ends early leaves it; when the last pair is over, the group is archived and can be read.
"""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from community import groups, joining
from community.groups import Draft
from community.models import Group, Membership, Session
from matching import presets
from matching.models import Enrollment, Pair, Program
from profiles.models import Skill

# Weeks between two meetings → the rhythm of the group.
RHYTHMS = {1: Group.Rhythm.WEEKLY, 2: Group.Rhythm.FORTNIGHTLY, 3: Group.Rhythm.FORTNIGHTLY}


def begun(pair: Pair, *, now: dt.datetime) -> None:
    """In the transaction in which a pair begins. The mentor's enrollment is locked: two pairs that
    begin at once make one group."""
    if pair.program.format != Program.Format.GROUP:
        return
    Enrollment.objects.select_for_update(no_key=True).get(pk=pair.mentor_enrollment_id)
    group = of(pair) or _started(pair, now=now)
    group.skills.add(*_shared(pair))
    row, _is_new = Membership.objects.get_or_create(
        group=group,
        profile=pair.mentee,
        defaults={"state": Membership.State.INVITED, "since": now},
    )
    if not row.is_member:
        Membership.objects.filter(pk=row.pk).update(state=Membership.State.INVITED)
        joining.answer(row, yes=True, now=now)
    group.refresh_from_db()
    if not groups.missing(group):
        groups.begin(group, by=pair.mentor.user, now=now)


def over(pair: Pair, *, now: dt.datetime) -> None:
    if pair.program.format != Program.Format.GROUP:
        return
    group = of(pair)
    if group is None:
        return
    row = Membership.objects.filter(group=group, profile=pair.mentee).first()
    if row and (pair.ended_on or now.date()) < pair.ends_on:
        joining.leave(row, now=now)
    going = Pair.objects.filter(program=pair.program_id, mentor=pair.mentor_id)
    if not going.filter(state__in=[*Pair.OPEN, Pair.State.AWAY]).exists():
        groups.archive(group, by=None, now=now)


def of(pair: Pair) -> Group | None:
    rows = Group.objects.alive().filter(program=pair.program_id, mentor=pair.mentor_id)
    return rows.first()


def address(pair: Pair) -> str:
    group = of(pair)
    return group.get_absolute_url() if group else ""


def meets(now: dt.datetime) -> Exists:
    """Whether the group of a pair has a session ahead: for a query over pairs."""
    rows = Session.objects.upcoming(now=now).filter(
        group__program=OuterRef("program"), group__mentor=OuterRef("mentor")
    )
    return Exists(rows)


def _started(pair: Pair, *, now: dt.datetime) -> Group:
    program = pair.program
    names = {"program": program.name, "mentor": pair.mentor.name}
    name = _("%(mentor)s’s group, %(program)s") % names
    topic = _(
        "Group mentoring with %(mentor)s in %(program)s. In the first meeting you find the one "
        "goal you share and write it here."
    )
    draft = Draft(
        kind=Group.Kind.CIRCLE,
        name=name[:120],
        topic=(topic % names)[:400],
        entry=Group.Entry.INVITED,
        rhythm=RHYTHMS.get(program.weeks_between_meetings, Group.Rhythm.MONTHLY),
        starts_on=max(pair.starts_on, timezone.localdate(now)),
        ends_on=max(pair.ends_on, timezone.localdate(now)),
        size_max=presets.preset_of(program).most + 1,
    )
    group = groups.start(draft, by=pair.mentor, now=now)
    group.program, group.mentor = program, pair.mentor
    group.save(update_fields=["program", "mentor"])
    return group


def _shared(pair: Pair) -> list[Skill]:
    """What the mentor offers and this mentee wants to learn."""
    wanted = pair.mentee.goals.values("skill")
    return list(Skill.objects.filter(pk__in=wanted, offers__profile=pair.mentor_id))
