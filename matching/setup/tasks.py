"""The set-up of a program as a task list: each part is complete, or says what is missing and where.

tasks.of(program, policy, now=now)          # people, rules, weights, dates, e-mails, coordinators
tasks.blockers(program, now=now)    # why matching cannot run now, [] when it can
"""

import datetime as dt
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine, loading, training
from matching.models import Program
from matching.setup import gaps
from matching.setup.gaps import Gap, Named
from outbox import heartbeat
from profiles.workdays import is_working_day


@dataclass(frozen=True)
class Task:
    """`missing` makes it incomplete; `notes` are worth a look and stop nothing."""

    key: str
    title: str | Promise
    line: str
    url: str
    missing: list[Gap] = field(default_factory=list)
    notes: list[Gap] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def of(program: Program, policy: engine.Policy, *, now: datetime) -> list[Task]:
    policy_page = _url("hr-program-policy", program)
    weightless = [Gap(_("Every weight is 0."))] if policy.maximum <= 0 else []
    return [
        _people(program, now=now),
        _rules(program, policy, policy_page, now=now),
        Task(
            "weights",
            _("Weights"),
            _("A perfect pair scores %(n)d.") % {"n": policy.maximum},
            f"{policy_page}#weights",
            weightless,
        ),
        _dates(program, today=now.astimezone(program.zone).date()),
        _mails(program, now=now),
        _coordinators(program),
    ]


def blockers(program: Program, *, now: datetime) -> list[str]:
    if program.state == Program.State.DRAFT:
        return [_("Start the program first, then run matching.")]
    if program.state == Program.State.FINISHED:
        return [_("The program is finished.")]
    found = []
    if not loading.mentees_of(program, now=now).exists():
        found.append(_("No mentee waits for a mentor."))
    if not loading.mentors_of(program, now=now).exists():
        found.append(_("No mentor takes part yet."))
    return found


def _url(name: str, program: Program) -> str:
    return reverse(name, args=[program.pk])


def _people(program: Program, *, now: datetime) -> Task:
    if program.state == Program.State.DRAFT:
        return _audience(program)
    roles = loading.present(program.enrollments.all(), now=now).order_by().values_list("role")
    counts: dict[str, int] = dict(roles.annotate(n=Count("pk")))
    mentors, mentees = counts.get("mentor", 0), counts.get("mentee", 0)
    line = _("%(mentors)s and %(mentees)s take part.") % {
        "mentors": ngettext("%(n)d mentor", "%(n)d mentors", mentors) % {"n": mentors},
        "mentees": ngettext("%(n)d mentee", "%(n)d mentees", mentees) % {"n": mentees},
    }
    missing = [] if mentors else [Gap(_("No mentor takes part yet."))]
    missing += [] if mentees else [Gap(_("No mentee takes part yet."))]
    missing += gaps.of_profiles(program, now=now)
    url = _url("hr-enrollments" if mentors or mentees else "hr-invitations", program)
    return Task("people", _("People"), line, url, missing)


def _audience(program: Program) -> Task:
    """Before the start: who it is to exist for."""
    n, url = gaps.audience_size(program), _url("hr-program-audience", program)
    if program.audience_kind == Program.AudienceKind.INVITATION:
        return Task("people", _("People"), _("Only people you invite."), url)
    line = ngettext("It will exist for %(n)d person.", "It will exist for %(n)d people.", n)
    missing = [] if n else [Gap(_("Nobody fits who it is for."))]
    return Task("people", _("People"), line % {"n": n}, url, missing)


def _rules(program: Program, policy: engine.Policy, url: str, *, now: datetime) -> Task:
    asked = training.RULE in policy.rules and program.state == Program.State.RUNNING
    notes = gaps.of_training(program, now=now) if asked else []
    return Task("rules", _("Rules"), _rules_line(len(policy.rules)), url, notes=notes)


def _rules_line(n: int) -> str:
    return ngettext("%(n)d hard rule is on.", "%(n)d hard rules are on.", n) % {"n": n}


def _dates(program: Program, *, today: dt.date) -> Task:
    line = _("Sign-up to %(closes)s, matching on %(matching)s.") % {
        "closes": date_format(program.sign_up_closes, "j F"),
        "matching": date_format(program.matching_on, "j F"),
    }
    missing, url = [], _url("hr-program-details", program)
    if program.state == Program.State.DRAFT and program.sign_up_closes < today:
        missing.append(Gap(_("Sign-up would have closed before the program starts.")))
    if program.ends_on < today and program.state != Program.State.FINISHED:
        missing.append(Gap(_("The end is in the past.")))
    return Task("dates", _("Dates"), line, url, missing, weekend_notes(program))


def weekend_notes(program: Program) -> list[Gap]:
    """Days on which people should get mail or meet, and nobody works."""
    days = ((_("Matching"), program.matching_on), (_("The start"), program.starts_on))
    return [
        Gap(_("%(what)s is on a %(day)s.") % {"what": what, "day": date_format(day, "l, j F")})
        for what, day in days
        if not is_working_day(day)
    ]


def _mails(program: Program, *, now: datetime) -> Task:
    invited, url = program.invitations.count(), _url("hr-invitations", program)
    line = ngettext("%(n)d person invited.", "%(n)d people invited.", invited) % {"n": invited}
    missing = []
    if not invited:
        line = _("People hear of it by invitation.")
        missing.append(Gap(_("Nobody has been invited yet.")))
    if heartbeat.is_late(now=now):
        missing.append(Gap(_("No mail leaves right now: the background workers are silent.")))
    return Task("mails", _("E-mails"), line, url, missing)


def _coordinators(program: Program) -> Task:
    rows = list(program.coordinators.select_related("user__profile").order_by("pk"))
    here = [row for row in rows if row.user.is_active]
    gone = [row.user.profile for row in rows if not row.user.is_active]
    left = [Named(person.pk, person.name) for person in gone]
    n = len(here)
    line = ngettext("%(n)d coordinator.", "%(n)d coordinators.", n) % {"n": n}
    missing = [Gap(_("No longer here:"), left)] if left else []
    if not n:
        line = _("Only HR runs this program.")
    return Task(
        "coordinators", _("Coordinators"), line, _url("hr-program-coordinators", program), missing
    )
