"""The next cohort of a program: its rules and plan over again on later dates, with nobody in it.

    dates = cohorts.shifted(program, today=today)             # after the end, on the same weekdays
    draft = cohorts.start_next(program, filled_in, by=hr)     # a draft; see `checks`

Copied are format, rhythm, texts, who it exists for by rules, how people get in, the newest policy
and the coordinators who are still here. Never copied: enrollments, invitations, lists of people,
wishes, exclusions, pairs kept apart, rounds, pairs and answers.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import audience, policies
from matching.models import AudienceMember, Coordinator, PairRule, Policy, Program
from profiles import audit
from profiles.models import Profile, User

COPIED = (
    "format",
    "summary",
    "sponsor_message",
    "sponsor",
    "meeting_minutes",
    "weeks_between_meetings",
    "extension_weeks",
    "time_zone",
    "audience_kind",
    "audience",
    "sign_up",
    "max_size",
    "two_reviewers",
    "takes_requests",
    "request_days",
    "takes_newcomers",
)
DATES = (
    "sign_up_opens",
    "sign_up_closes",
    "matching_on",
    "starts_on",
    "last_start_on",
    "ends_on",
)
LONGEST_NAME = 120
NAMED = 5
A_WEEK = dt.timedelta(weeks=1)
YEAR = re.compile(r"\b(20\d\d)\b")
# Days off nearly everywhere; what else a place keeps is not known here.
HOLIDAYS = {(1, 1), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)}


@dataclass(frozen=True)
class Check:
    """One thing to look at in a new cohort, and where to change it."""

    words: str
    url: str


def shifted(
    program: Program, *, today: dt.date, starts_on: dt.date | None = None
) -> dict[str, dt.date | None]:
    """All dates moved alike: to the start that was asked for, else by whole weeks so that the new
    start follows the old end and sign-up opens no earlier than today."""
    by = (starts_on - program.starts_on) if starts_on else _default_shift(program, today)
    return {name: day + by if (day := getattr(program, name)) else None for name in DATES}


def _default_shift(program: Program, today: dt.date) -> dt.timedelta:
    after_end = program.ends_on - program.starts_on + dt.timedelta(days=1)
    from_today = today - program.sign_up_opens
    weeks = -(-max(after_end, from_today) // A_WEEK)
    return weeks * A_WEEK


def next_name(program: Program) -> str:
    """ "Spring Mentoring 2027" becomes "Spring Mentoring 2028", "Buddies 2" becomes "Buddies 3"."""
    found = re.search(r"(\d{1,4})(?!.*\d)", program.name)
    if found is None:
        return f"{program.name[: LONGEST_NAME - 2]} 2"
    number = str(int(found[0]) + 1)
    front, back = program.name[: found.start()], program.name[found.end() :]
    return front[: LONGEST_NAME - len(number) - len(back)] + number + back


@transaction.atomic
def start_next(program: Program, draft: Program, *, by: User) -> Program:
    """Save `draft`, made by `blank` and changed in its form, as the next cohort."""
    draft.state, draft.copied_from = Program.State.DRAFT, program
    draft.save()
    newest = policies.current(program)
    Policy.objects.create(program=draft, version=1, document=newest.document, created_by=by)
    here = program.coordinators.filter(user__is_active=True)
    Coordinator.objects.bulk_create(
        [Coordinator(program=draft, user_id=pk) for pk in here.values_list("user", flat=True)]
    )
    data: dict[str, object] = {"from": program.pk, "policy": newest.version}
    audit.record("program.next_cohort", draft, by=by, data=data)
    return draft


def blank(program: Program, dates: Mapping[str, dt.date | None]) -> Program:
    """The draft a form begins with; nothing is saved."""
    draft = Program(name=next_name(program), **{name: getattr(program, name) for name in COPIED})
    for name, day in dates.items():
        setattr(draft, name, day)
    return draft


def checks(draft: Program) -> list[Check]:
    """What HR should look at before a next cohort starts."""
    before = draft.copied_from
    if before is None or draft.state != Program.State.DRAFT:
        return []
    return [
        *_days(draft),
        *_coordinators(draft, before),
        *_audience(draft, before),
        *_texts(draft),
        *_kept_apart(draft, before),
    ]


def _check(draft: Program, page: str, words: str) -> Check:
    return Check(words, reverse(page, args=[draft.pk]))


def _days(draft: Program) -> list[Check]:
    found = []
    for name in DATES:
        day: dt.date | None = getattr(draft, name)
        if day and (day.weekday() > 4 or (day.month, day.day) in HOLIDAYS):
            text = _("%(what)s is on %(day)s, a day off for many.")
            words = text % {"what": _label(name), "day": date_format(day, "l, j F Y")}
            found.append(_check(draft, "hr-program-details", words))
    words = _("Holidays of your sites are not known here: look at the dates once.")
    return [*found, _check(draft, "hr-program-details", words)]


def _label(name: str) -> str:
    return {
        "sign_up_opens": _("The opening of sign-up"),
        "sign_up_closes": _("The last day of sign-up"),
        "matching_on": _("The matching day"),
        "starts_on": _("The start"),
        "last_start_on": _("The last start"),
        "ends_on": _("The end"),
    }[name]


def _coordinators(draft: Program, before: Program) -> list[Check]:
    rows = Coordinator.objects.filter(program__in=[draft, before]).select_related("user__profile")
    found = list(rows.order_by("user__profile__name"))
    gone = [row.user.profile.name for row in found if not row.user.is_active]
    page = "hr-program-coordinators"
    if gone:
        words = _("No longer here to coordinate: %(names)s.") % {"names": ", ".join(gone[:NAMED])}
        return [_check(draft, page, words)]
    if not any(row.program_id == draft.pk for row in found):
        return [_check(draft, page, _("Only HR runs it: no coordinator is named."))]
    return []


def _audience(draft: Program, before: Program) -> list[Check]:
    page = "hr-program-audience"
    if draft.audience_kind == Program.AudienceKind.INVITATION:
        return [_check(draft, page, _("It is by invitation; nobody is invited to it yet."))]
    if draft.audience_kind == Program.AudienceKind.LIST:
        return _list(draft, before)
    empty = [
        _check(draft, page, _("Nobody here belongs to %(what)s any more.") % {"what": value})
        for value in _gone(draft.audience)
    ]
    if not audience.people(draft).exists():
        empty.append(_check(draft, page, _("The rules of who it is for match nobody.")))
    return empty


def _list(draft: Program, before: Program) -> list[Check]:
    """The people on a list are never taken over: another year, other people."""
    if AudienceMember.objects.filter(program=draft).exists():
        return []
    n = AudienceMember.objects.filter(program=before).count()
    words = ngettext(
        "The list of %(n)d person is not copied: enter who it exists for now.",
        "The list of %(n)d people is not copied: enter who it exists for now.",
        n,
    )
    return [_check(draft, "hr-program-audience", words % {"n": n})]


def _gone(rules: Mapping[str, object]) -> list[str]:
    """Departments, sites and countries of the rules in which nobody works any more."""
    wanted = {field: rules.get(key) for key, field in audience.LISTS.items()}
    named = {field: set(map(str, one)) for field, one in wanted.items() if isinstance(one, list)}
    if not any(named.values()):
        return []
    rows = Profile.objects.active().order_by().values_list(*named).distinct()
    here = [set(values) for values in zip(*rows, strict=True)] or [set() for _field in named]
    left = zip(named.values(), here, strict=True)
    return sorted(value for wanted_here, known in left for value in wanted_here - known)


def _texts(draft: Program) -> list[Check]:
    """Texts written for the cohort before; a year that has passed is named."""
    found = []
    for name, text in (
        (_("The sentence about it"), draft.summary),
        (_("The sponsor's message"), draft.sponsor_message),
    ):
        old = [year for year in YEAR.findall(text) if int(year) < draft.starts_on.year]
        if old:
            words = _("%(what)s speaks of %(year)s.") % {"what": name, "year": old[0]}
            found.append(_check(draft, "hr-program-details", words))
    if draft.sponsor_message and not found:
        words = _("The sponsor's message was written for the last cohort: read it again.")
        found.append(_check(draft, "hr-program-details", words))
    return found


def _kept_apart(draft: Program, before: Program) -> list[Check]:
    rules = PairRule.objects.filter(program=before, kind="forbid", scope="always")
    n = rules.count()
    words = ngettext(
        "%(n)d pair was kept apart for good in the last cohort; that is not copied.",
        "%(n)d pairs were kept apart for good in the last cohort; that is not copied.",
        n,
    )
    return [_check(draft, "hr-program", words % {"n": n})] if n else []
