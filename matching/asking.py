"""Who may ask whom in a program that takes requests, and the one sentence when not.

    mentee = asking.mentee_of(program, profile, now=now)      # None: this person asks nobody here
    asking.why_not(mentee, [mentor, …], now=now)[mentor.pk]   # "" when they can be asked

Rules both can know are named. Everything else (no place left, paused, asked often enough, not
taking requests, a training not finished, and a private wish to be kept apart) is one and the same
sentence, so that an exclusion cannot be inferred from it.
"""

import datetime as dt
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import loading, market, presets, rulebook, vacancies
from matching.models import Enrollment, MentorRequest, Program
from matching.rulebook import Rulebook
from profiles.models import Profile

Asked = tuple[Enrollment, Enrollment]  # a mentee, and a mentor of the same program
MOST_OPEN = 3  # requests that wait for one mentor at a time
NOT_AGAIN = dt.timedelta(days=30)
BROKEN: dict[str, str | Promise] = {
    "self": gettext_lazy("This is you."),
    "reporting_line": gettext_lazy("You are in the same reporting line."),
    "past_pair": gettext_lazy("You have been a pair in a program of this kind before."),
    "no_shared_language": gettext_lazy("You have no language in common."),
    "time_zone_gap": gettext_lazy("Your time zones are too far apart for this program."),
    "level_gap": gettext_lazy("Your levels do not fit this program."),
    "same_department": gettext_lazy("You work in the same department."),
    "different_site": gettext_lazy("You work at different sites."),
    "no_goal_covered": gettext_lazy("None of the skills you asked for is offered here."),
}


def mentees_of(profile: Profile, *, now: datetime) -> QuerySet[Enrollment]:
    """Where this person takes part as a mentee, has no mentor, and may ask one."""
    rows = loading.without_pair(loading.present(Enrollment.objects.mentees(), now=now))
    here = {"program__takes_requests": True, "program__state": Program.State.RUNNING}
    return rows.filter(profile=profile, **here).select_related("program", "profile__user")


def mentee_of(program: Program, profile: Profile, *, now: datetime) -> Enrollment | None:
    """The same in one program, where nothing is read when it takes no requests."""
    if not (program.takes_requests and program.state == Program.State.RUNNING):
        return None
    return mentees_of(profile, now=now).filter(program=program).first()


def mentors_for(mentee: Enrollment, *, now: datetime) -> QuerySet[Enrollment]:
    """Everybody who mentors in the program, whether they take requests or not."""
    rows = loading.mentors_of(mentee.program, now=now).exclude(profile=mentee.profile_id)
    return rows.select_related("program", "profile__user")


def why_not(
    mentee: Enrollment, mentors: Collection[Enrollment], *, now: datetime
) -> dict[int, str]:
    """Enrollment → the sentence, "" for those who can be asked. A constant number of queries."""
    return why_not_each([(mentee, mentor) for mentor in mentors], now=now)


def why_not_each(asked: Collection[Asked], *, now: datetime) -> dict[int, str]:
    """The same for one person in several programs: enrollment of the mentor → the sentence."""
    if not asked:
        return {}
    people = {one.profile_id for both in asked for one in both}
    books = rulebook.books({mentee.program for mentee, _mentor in asked}, people)
    free = _taking(asked, now=now)
    return {
        mentor.pk: _why_not(books[mentee.program_id], mentee, mentor, mentor.pk in free)
        for mentee, mentor in asked
    }


def _why_not(book: Rulebook, mentee: Enrollment, mentor: Enrollment, is_free: bool) -> str:
    rule = book.broken_openly(mentor.profile_id, mentee.profile_id)
    if rule in BROKEN:
        return str(BROKEN[rule])
    if group_is_too_small(mentee.program, mentor):
        least = presets.preset_of(mentee.program).least
        return _("A group begins with %(n)d people: a round puts it together.") % {"n": least}
    if is_free and not rule and not book.are_kept_apart(mentor.profile_id, mentee.profile_id):
        return ""
    return _("%(name)s is not taking requests now.") % {"name": mentor.profile.first_name}


def group_is_too_small(program: Program, mentor: Enrollment) -> bool:
    """Whether one mentee more still makes no group of this mentor, in a program of groups."""
    return mentor.used + 1 < presets.preset_of(program).least


def _taking(asked: Collection[Asked], *, now: datetime) -> set[int]:
    """Those with a place that waits for nobody, who are there and not asked too often."""
    mentors = Enrollment.objects.mentors().filter(pk__in=[mentor.pk for _mentee, mentor in asked])
    present = loading.present(mentors, now=now).filter(takes_requests=True)
    lately = MentorRequest.objects.filter(
        mentor=OuterRef("pk"),
        mentee__in=[mentee.pk for mentee, _mentor in asked],
        asked_at__gt=now - NOT_AGAIN,
    )
    away = market.absences().filter(pair__mentor_enrollment=OuterRef("pk"))
    waiting = Count("requests_got", filter=Q(requests_got__state=MentorRequest.State.ASKED))
    rows = vacancies.with_left(present.exclude(Exists(lately)).exclude(Exists(away)))
    # `left` is annotated in with_left; django-stubs cannot follow it through the return type.
    free = rows.annotate(waiting=waiting).filter(left__gt=0, waiting__lt=MOST_OPEN)  # type: ignore[misc]
    return set(free.values_list("pk", flat=True))
