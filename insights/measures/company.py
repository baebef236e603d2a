"""What goes on beside the pairs, counted for the whole company."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from community import leaders
from community.models import (
    ClinicFollowUp,
    Group,
    Kudos,
    Membership,
    Rsvp,
    SessionFeedback,
    Story,
)
from insights.measures.base import Measure, Row
from insights.weeks import Scope
from matching.models import Enrollment
from profiles.models import Profile

PLACES = ("department", "level", "site")


def taking_part(scope: Scope) -> set[int]:
    """In a program, in a group, or at a session of the last 13 weeks."""
    zone = "profile__time_zone"
    end = scope.ends(zone)
    enrolled = Enrollment.objects.filter(state=Enrollment.State.ACTIVE, joined_at__lt=end)
    enrolled = enrolled.filter(program__ends_on__gte=scope.week)
    members = Membership.objects.members().filter(since__lt=end)
    members = members.exclude(group__state=Group.State.ARCHIVED)
    there = Rsvp.objects.filter(attended=True, session__starts_at__lt=end)
    there = there.filter(session__starts_at__gte=scope.begins(zone))
    found: set[int] = set()
    for rows in (enrolled, members, there):
        found.update(rows.order_by().values_list("profile_id", flat=True))
    return found


def participation(scope: Scope) -> Iterator[Row]:
    here = Q(start_date__isnull=True) | Q(start_date__lte=scope.last_day)
    people = Profile.objects.active().filter(here).order_by().values_list("pk", flat=True)
    part = taking_part(scope)
    for person in people.iterator(chunk_size=5000):
        yield Row(person, None, "", person in part, 1)


def leaders_taking_part(scope: Scope) -> Iterator[Row]:
    part = taking_part(scope)
    for person in leaders.everybody().order_by().values_list("pk", flat=True):
        yield Row(person, None, "", person in part, 1)


def sessions(scope: Scope) -> Iterator[Row]:
    zone = "profile__time_zone"
    there = Rsvp.objects.filter(
        attended=True,
        session__starts_at__gte=scope.begins(zone),
        session__starts_at__lt=scope.ends(zone),
    )
    for person, n in there.order_by().values_list("profile_id").annotate(n=Count("pk")):
        yield Row(person, None, "", n, 0)


def sessions_useful(scope: Scope) -> Iterator[Row]:
    zone = "profile__time_zone"
    said = SessionFeedback.objects.filter(
        said_at__gte=scope.begins(zone), said_at__lt=scope.ends(zone)
    )
    for person, answer in said.order_by().values_list("profile_id", "answer"):
        useful = answer == SessionFeedback.Answer.USEFUL
        yield Row(person, None, "", useful, 1, detail={answer: 1})


def kudos(scope: Scope) -> Iterator[Row]:
    """Also the private ones: only that there was one is counted."""
    zone = "giver__time_zone"
    given = Kudos.objects.standing().filter(
        given_at__gte=scope.begins(zone), given_at__lt=scope.ends(zone)
    )
    for person, n in given.order_by().values_list("giver_id").annotate(n=Count("pk")):
        yield Row(person, None, "", n, 0)


def stories(scope: Scope) -> Iterator[Row]:
    published = Story.objects.filter(
        state=Story.State.PUBLISHED, published_at__lt=scope.ends("author__time_zone")
    )
    for person, n in published.order_by().values_list("author_id").annotate(n=Count("pk")):
        yield Row(person, None, "", n, 0)


def projects(scope: Scope) -> Iterator[Row]:
    over = Q(group__kind=Group.Kind.PROJECT, group__state=Group.State.ARCHIVED)
    members = Membership.objects.members().filter(
        over,
        group__started_at__isnull=False,
        group__archived_at__lt=scope.ends("profile__time_zone"),
    )
    for person, outcome in members.order_by().values_list("profile_id", "group__outcome"):
        yield Row(person, None, "", bool(outcome), 1)


def clinics(scope: Scope) -> Iterator[Row]:
    told = ClinicFollowUp.objects.filter(answered_at__lt=scope.ends("session__host__time_zone"))
    for person, answer in told.order_by().values_list("session__host_id", "answer"):
        held = answer == ClinicFollowUp.Answer.HELD
        yield Row(person, None, "", held, 1, detail={answer: 1})


PARTICIPATION = Measure(
    "participation",
    _("Taking part"),
    _("Colleagues in a program or a group, or at a session of the last 13 weeks."),
    _("People who take part"),
    _("Everybody who works here"),
    _("The directory, enrollments, memberships and attendance"),
    "share",
    participation,
    by_program=False,
    cuts=PLACES,
)
LEADERS = Measure(
    "leaders",
    _("Leaders taking part"),
    _("Leaders, by level or marked by HR, who are in a program or a group or came to a session."),
    _("Leaders who take part"),
    _("Leaders; shown as a number, never as a rate of theirs"),
    _("The directory, enrollments, memberships and attendance"),
    "count",
    leaders_taking_part,
    by_program=False,
    cuts=("department", "site"),
)
SESSIONS = Measure(
    "sessions_attended",
    _("Sessions attended"),
    _("Times somebody was at a session in the last 13 weeks, as the host ticked."),
    _("Attendances"),
    _("Not a share"),
    _("Attendance of sessions"),
    "count",
    sessions,
    by_program=False,
    cuts=PLACES,
)
USEFUL = Measure(
    "sessions_useful",
    _("Sessions people can use"),
    _("What those who were there say afterwards, in the last 13 weeks."),
    _("“I can use it” answers"),
    _("Answers about sessions"),
    _("Feedback on sessions"),
    "share",
    sessions_useful,
    by_program=False,
    cuts=PLACES,
    buckets=tuple((str(answer), answer.label) for answer in SessionFeedback.Answer),
)
KUDOS = Measure(
    "kudos",
    _("Kudos given"),
    _("Thanks from one colleague to another in the last 13 weeks, private ones counted too."),
    _("Kudos that stand"),
    _("Not a share"),
    _("Kudos"),
    "count",
    kudos,
    by_program=False,
    cuts=PLACES,
)
STORIES = Measure(
    "stories",
    _("Stories published"),
    _("Success stories whose every named person agreed, since the beginning."),
    _("Published stories"),
    _("Not a share"),
    _("Stories"),
    "count",
    stories,
    by_program=False,
    cuts=(),
)
PROJECTS = Measure(
    "projects_with_outcome",
    _("Projects with an outcome"),
    _("Whether cross-functional projects end with a written outcome."),
    _("People in projects that wrote down what came of them"),
    _("People in projects that are over"),
    _("Projects and their outcome notes"),
    "share",
    projects,
    by_program=False,
    cuts=("department", "site"),
)
CLINICS = Measure(
    "problems_solved",
    _("Problems solved for good"),
    _("Whether what a problem clinic found still holds after 60 days, as the owner says."),
    _("“It held” answers"),
    _("Answers of owners"),
    _("Follow-ups of problem clinics"),
    "share",
    clinics,
    by_program=False,
    cuts=(),
    buckets=tuple((str(answer), answer.label) for answer in ClinicFollowUp.Answer),
)
ALL = (PARTICIPATION, LEADERS, SESSIONS, USEFUL, KUDOS, STORIES, PROJECTS, CLINICS)
