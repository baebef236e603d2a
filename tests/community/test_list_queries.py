"""A list asks the database as often for three rows as for one, and at most twelve times.

Every list of the community that has no such test beside its own. A builder makes the nth row and
says where it is read.
"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import leaders, library_readers, naming
from community.models import CircleRound, Group, ProposedCircle, Session
from tests.community.groups.world import crowd, make_group, put_in
from tests.community.library.world import keep_versions, make_document, make_link
from tests.community.paths.build import full_path, make_path, make_question, make_step
from tests.community.recognition.world import announced, asked, call, nominate, published
from tests.community.sessions.test_office_hours import an_office
from tests.community.sessions.world import a_session, ahead, go
from tests.people import make_person, make_program, make_skill

pytestmark = pytest.mark.django_db
MOST = 12
DAY = dt.timedelta(days=1)


def somebody(n, who="Row"):
    return make_person(f"{who}{n} Example")


def once(model, make, **wanted):
    return model.objects.filter(**wanted).first() or make()


def circle_rounds(cast, n):
    made = CircleRound.objects.create(made_at=timezone.now(), asked_by=somebody(n))
    made.skills.set([make_skill(f"Skill {n}")])
    ProposedCircle.objects.create(round=made, skill=made.skills.get())
    return "/hr/circles/"


def groups_without_lead(cast, n):
    group = make_group(cast.ada, name=f"Group {n}")
    put_in(group, somebody(n))
    group.memberships.filter(profile=cast.ada).delete()
    return "/hr/groups-without-lead/"


def found_groups(cast, n):
    make_group(cast.ada, name=f"Numbers {n}", skills=(f"Skill {n}",))
    return "/groups/find/?q=numbers"


def people_of_a_project(cast, n):
    group = once(Group, lambda: make_group(cast.emil, "project"), kind="project")
    put_in(group, *crowd(1, department=f"Department {n}"))
    Group.objects.update(size_min=8, size_max=8)
    return group.get_absolute_url()


def shelf_to_fill(cast, n):
    group = once(Group, lambda: make_group(cast.emil, "community"), kind="community")
    make_link(f"Guide {n}", skills=[f"Skill {n}"])
    return f"{group.get_absolute_url()}shelf/find/?q=guide"


def found_items(cast, n):
    item = make_link(f"Guide {n}", skills=[f"Skill {n}"], by=cast.ben)
    library_readers.recommend(item, by=cast.ada, sentence="Worth it.", now=timezone.now())
    return "/library/?q=guide"


def versions(cast, n):
    item = make_document(f"Notes {n}", by=cast.emil)
    keep_versions(item, *[f"Words {k}" for k in range(n + 1)], by=somebody(n))
    return f"/library/{item.pk}/versions/"


def suggested(cast, n):
    make_link(f"Suggested {n}", state="suggested", by=somebody(n))
    return "/hr/content/library/"


def dead_links(cast, n):
    item = make_link(f"Dead {n}", by=somebody(n))
    library_readers.report_link(item, by=cast.emil, now=timezone.now())
    return "/hr/content/library/?show=dead"


def ownerless(cast, n):
    make_link(f"Alone {n}")
    return "/hr/content/library/?show=ownerless"


def overdue(cast, n):
    make_link(f"Old {n}", by=somebody(n), review_on=timezone.localdate() - 40 * DAY)
    return "/hr/content/library/?show=overdue"


def steps_of_a_path(cast, n):
    path = full_path(slug=f"path-{n}")
    for k in range(n):
        make_step(path, title=f"Step {k}")
    return f"/hr/paths/{path.pk}/"


def questions_of_a_step(cast, n):
    step = make_step(make_path(slug=f"path-{n}"), "check")
    for k in range(n + 1):
        make_question(step, f"Question {k}")
    return f"/hr/steps/{step.pk}/questions/"


def what_is_said_of_me(cast, n):
    award = call(cast.hana, name=f"Call {n}")
    for k in range(n + 1):
        nominate(award, somebody(f"{n}{k}"), cast.emil)
    return award.get_absolute_url()


def winners(cast, n):
    return announced(cast.hana, somebody(n), cast.ada).get_absolute_url()


def stories_of_the_desk(cast, n):
    naming.set_rules(stories_wait_for_hr=True, by=cast.hana.user)
    published(somebody(n), cast.ben)
    return "/hr/recognition/stories/"


def consents(cast, n):
    naming.set_rules(stories_wait_for_hr=True, by=cast.hana.user)
    people = [somebody(f"{n}{k}") for k in range(n + 1)]
    return f"/hr/recognition/stories/{published(cast.ben, *people).pk}/"


def people_of_a_story(cast, n):
    return asked(cast.emil, *[somebody(f"{n}{k}") for k in range(n + 1)]).get_absolute_url()


def places_without_names(cast, n):
    naming.switch_off(f"Country {n}", by=cast.hana.user, now=timezone.now())
    return "/hr/recognition/"


def programs_for_a_leader(cast, n):
    leaders.mark([cast.emil], by=cast.hana.user, now=timezone.now())
    make_program(f"Program {n}")
    return "/leaders/invitation/"


def slots(cast, n):
    office = an_office(somebody(n))
    for k in range(n):
        starts_at = ahead(30 + k)
        Session.objects.create(
            kind="office_hour", state="published", title="Ask me", outcome="x", host=office.host,
            office=office, capacity=1, starts_at=starts_at, ends_at=starts_at + DAY / 24,
        )  # fmt: skip
    return f"/sessions/office-hours/{office.pk}/"


def people_of_a_session(cast, n):
    session = a_session(somebody(n))
    go(session, *[somebody(f"{n}{k}") for k in range(n + 1)])
    return session.get_absolute_url()


def calendars(cast, n):
    put_in(make_group(cast.ada, name=f"Group {n}"), cast.emil)
    return "/sessions/calendar/"


OF_EVERYBODY = [
    found_groups, people_of_a_project, shelf_to_fill, found_items, versions, what_is_said_of_me,
    winners, people_of_a_story, programs_for_a_leader, slots, people_of_a_session, calendars,
]  # fmt: skip
OF_HR = [
    circle_rounds, groups_without_lead, suggested, dead_links, ownerless, overdue, steps_of_a_path,
    questions_of_a_step, stories_of_the_desk, consents, places_without_names,
]  # fmt: skip
LISTS = [("emil", build) for build in OF_EVERYBODY] + [("hana", build) for build in OF_HR]


@pytest.mark.parametrize(("who", "build"), LISTS, ids=[build.__name__ for _who, build in LISTS])
def test_three_rows_cost_what_one_costs(cast, sign_in, who, build):
    client = sign_in(getattr(cast, who))
    one = queries(client, build(cast, 0))
    paths = [build(cast, n) for n in (1, 2)]
    assert queries(client, paths[-1]) == one <= MOST


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)
