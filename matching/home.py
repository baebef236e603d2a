"""What programs put on Home and into HR's "Needs you"."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import audience, conflicts, drafts, enrollments, presets, told
from matching.access import IN_PROGRAM, visible_programs
from matching.models import Enrollment, Invitation, JoinDraft, Pair, Program
from matching.pairs import LEFT
from profiles.contributions import NeedsYou, Section, Task
from profiles.models import Profile

State = Enrollment.State


def tasks(profile: Profile, *, now: datetime) -> list[Task]:
    """Programs this person can join, has begun to join, or has been put into."""
    mine = Enrollment.objects.filter(profile=profile, state__in=IN_PROGRAM)
    states = {row.program_id: row.state for row in mine}
    drafts = {row.program_id: row for row in JoinDraft.objects.filter(profile=profile)}
    refused = set(
        Invitation.objects.filter(profile=profile, state=Invitation.State.NOT_FOR_ME).values_list(
            "program_id", flat=True
        )
    )
    found = []
    for program in _open_to(profile, now=now):
        state = states.get(program.pk)
        if state == State.NOTIFIED:
            found.append(_notified(program))
        elif state is None and program.pk not in refused:
            found += _to_join(program, profile, drafts.get(program.pk), now=now)
    return found


def _open_to(profile: Profile, *, now: datetime) -> list[Program]:
    today = enrollments.today_of(profile, now)
    rows = visible_programs(profile).filter(
        state=Program.State.RUNNING, sign_up_opens__lte=today, sign_up_closes__gte=today
    )
    return list(rows)


def _notified(program: Program) -> Task:
    return Task(
        rank=20,
        title=_("You have a place in %(program)s") % {"program": program.name},
        line=_("Tell us your goal, or say that it is not for you."),
        verb=_("Have a look"),
        url=reverse("program", args=[program.pk]),
        icon="sprout",
    )


def _to_join(
    program: Program, profile: Profile, draft: JoinDraft | None, *, now: datetime
) -> list[Task]:
    if program.max_size is not None and enrollments.why_not(program, profile, now=now):
        return []
    closes = _("Sign-up closes %(day)s.") % {"day": date_format(program.sign_up_closes, "j F")}
    if draft:
        return [
            Task(
                rank=30,
                title=_("Finish joining %(program)s") % {"program": program.name},
                line=_("Your answers are saved.") + " " + closes,
                verb=_("Continue"),
                url=reverse(drafts.missing(draft) or "join-check", args=[program.pk]),
                icon="sprout",
            )
        ]
    return [
        Task(
            rank=40,
            title=str(presets.preset_of(program).invitation),
            line=f"{program.name}: {presets.rhythm(program)}. {closes}",
            verb=_("Join in two minutes"),
            url=reverse("join-role", args=[program.pk]),
            icon="sprout",
        )
    ]


def sections(profile: Profile, *, now: datetime) -> list[Section]:
    """Programs in which this person waits for a match, what they began to look at since the person
    joined, and invitations to answer."""
    return [*_waiting(profile, now=now), *_told(profile, now=now), *_invited(profile, now=now)]


def _told(profile: Profile, *, now: datetime) -> list[Section]:
    news = told.news(profile, now=now)
    return [Section(50, "matching/home_told.html", {"news": news})] if news else []


def _invited(profile: Profile, *, now: datetime) -> list[Section]:
    """The task above says "Join"; here is the other answer."""
    asked = Invitation.objects.filter(profile=profile, state=Invitation.State.SENT)
    inside = Enrollment.objects.filter(profile=profile, state__in=IN_PROGRAM)
    rows = asked.exclude(program__in=inside.values("program")).select_related("program")
    programs = [row.program for row in rows if _is_open(row.program, profile, now=now)]
    if not programs:
        return []
    return [Section(rank=60, template="matching/home_invited.html", context={"programs": programs})]


def _is_open(program: Program, profile: Profile, *, now: datetime) -> bool:
    today = enrollments.today_of(profile, now)
    return program.sign_up_is_open(today=today) and audience.includes(program, profile)


def _waiting(profile: Profile, *, now: datetime) -> list[Section]:
    rows = Enrollment.objects.filter(
        profile=profile,
        state__in=[State.ACTIVE, State.APPLIED],
        program__state=Program.State.RUNNING,
    )
    # A pair this person may not know of yet changes nothing on the page.
    rows = rows.exclude(program__in=Pair.objects.visible_to(profile, now=now).values("program"))
    found = {row.program_id: row for row in rows.select_related("program").order_by("-pk")}
    if not found:
        return []
    context: dict[str, object] = {
        "rows": list(found.values()),
        "today": enrollments.today_of(profile, now),
    }
    return [Section(rank=40, template="matching/home_waiting.html", context=context)]


def needs_you(*, now: datetime) -> list[NeedsYou]:
    return [*_in_one_line(), *_left_behind(), *_to_accept()]


def _in_one_line() -> list[NeedsYou]:
    return [
        NeedsYou(
            rank=20,
            title=_("%(mentor)s and %(mentee)s are in one reporting line now")
            % {"mentor": pair.mentor.name, "mentee": pair.mentee.name},
            line=_("%(program)s: keep, end kindly or find a replacement.")
            % {"program": pair.program.name},
            verb=_("Decide"),
            url=reverse("pair-conflict", args=[pair.pk]),
        )
        for pair in conflicts.unsettled()[:5]
    ]


def _left_behind() -> list[NeedsYou]:
    """Mentees whose mentor has left and who have nobody yet."""
    rows = (
        Enrollment.objects.active()
        .mentees()
        .filter(
            program__state=Program.State.RUNNING,
            used=0,
            pk__in=Pair.objects.filter(end_reason=LEFT, mentor__is_active=False).values(
                "mentee_enrollment"
            ),
        )
    )
    return [
        NeedsYou(
            rank=25,
            title=_("%(name)s needs somebody new") % {"name": row.profile.name},
            line=_("The mentor in %(program)s has left. First in line for the next round.")
            % {"program": row.program.name},
            verb=_("See the pairs"),
            url=reverse("hr-pairs", args=[row.program_id]),
        )
        for row in rows.select_related("profile", "program").order_by("pk")[:5]
    ]


def _to_accept() -> list[NeedsYou]:
    rows = Enrollment.objects.filter(state=State.APPLIED, program__state=Program.State.RUNNING)
    waiting: dict[Program, int] = {}
    for row in rows.select_related("program"):
        waiting[row.program] = waiting.get(row.program, 0) + 1
    return [
        NeedsYou(
            rank=30,
            title=ngettext(
                "%(n)d person waits to be accepted", "%(n)d people wait to be accepted", n
            )
            % {"n": n},
            line=program.name,
            verb=_("Decide"),
            url=reverse("hr-enrollments", args=[program.pk]) + "?state=applied",
            count=n,
        )
        for program, n in waiting.items()
    ]
