"""The people of a program for HR: list, accept, refuse, take out, pause, enroll by default."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import drafts, enrollments, joining
from matching.models import Enrollment, Invitation, JoinDraft
from outbox.models import Message
from profiles.models import AuditEvent
from tests.matching.test_places import ROUNDS, THREADS, race_plain
from tests.people import NOW, enroll, make_hr, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return make_program()


@pytest.fixture
def client(sign_in):
    return sign_in(make_hr())


def url(name, program, *rest):
    return reverse(name, args=[program.pk, *rest])


def test_the_list_filters_by_name_role_and_state(program, client):
    enroll(program, make_person("Ana Ruiz"), "mentor")
    enroll(program, make_person("Bo Lie"), state="applied")
    page = url("hr-enrollments", program)

    def names(query):
        return [row.profile.name for row in client.get(page + query).context["page"]]

    assert names("") == ["Ana Ruiz", "Bo Lie"]
    assert names("?role=mentor") == ["Ana Ruiz"]
    assert names("?state=applied") == ["Bo Lie"]
    assert names("?q=ana") == ["Ana Ruiz"]
    assert names("?role=boss&state=%F0%28&page=-4") == ["Ana Ruiz", "Bo Lie"]
    assert "Nobody here" in client.get(page + "?q=zzz").content.decode()


def test_the_list_has_fifty_a_page_and_constant_queries(
    program, client, django_assert_max_num_queries
):
    client.get(url("hr-enrollments", program))
    counts = []
    for upto in (1, 3):
        while Enrollment.objects.count() < upto:
            enroll(program, make_person(f"Person {Enrollment.objects.count()}"), state="applied")
        with django_assert_max_num_queries(15) as queries:
            client.get(url("hr-enrollments", program))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    for n in range(60):
        enroll(program, make_person(f"More {n}"))
    assert len(client.get(url("hr-enrollments", program)).context["page"]) == 50


def test_accepting_tells_the_person_once(program, client):
    row = enroll(program, make_person("Bo Lie"), state="applied")
    for _ in range(2):
        client.post(url("accept-enrollment", program, row.pk))
    row.refresh_from_db()
    assert row.state == "active"
    assert [m.kind for m in Message.objects.all()] == ["enrollment-accepted"]
    assert AuditEvent.objects.filter(action="enrollment.accepted").count() == 1


def test_accepting_stops_at_the_size(client):
    program = make_program(max_size=2)
    enroll(program, make_person("Ana Ruiz"))
    enroll(program, make_person("Ben Ito"))
    row = enroll(program, make_person("Bo Lie"), state="applied")
    page = client.post(url("accept-enrollment", program, row.pk), follow=True).content.decode()
    assert "All places are taken" in page
    row.refresh_from_db()
    assert row.state == "applied"


def test_refusing_tells_the_person_kindly(program, client):
    row = enroll(program, make_person("Bo Lie"), state="applied")
    client.post(url("refuse-enrollment", program, row.pk), {"reason": "Too many this time"})
    client.post(url("refuse-enrollment", program, row.pk))
    row.refresh_from_db()
    assert row.state == "refused"
    assert [m.kind for m in Message.objects.all()] == ["enrollment-refused"]
    assert AuditEvent.objects.get(action="enrollment.refused").reason == "Too many this time"


def test_a_reason_that_is_too_long_is_kept_and_explained(program, client):
    row = enroll(program, make_person("Bo Lie"), state="applied")
    page = client.post(url("refuse-enrollment", program, row.pk), {"reason": "x" * 501})
    assert "The reason must be 500 characters or fewer" in page.content.decode()
    row.refresh_from_db()
    assert row.state == "applied"


def test_taking_somebody_out_ends_their_pair(program, client):
    ada = enroll(program, make_person("Ada Obi"), "mentor", capacity=2)
    ben = enroll(program, make_person("Ben Ito"))
    pair = make_pair(program, ada, ben)
    for _ in range(2):
        client.post(url("remove-enrollment", program, ben.pk))
    pair.refresh_from_db()
    ada.refresh_from_db()
    ben.refresh_from_db()
    assert (pair.state, ada.used, ben.state, ben.used) == ("ended", 0, "withdrawn", 0)
    assert Message.objects.filter(kind="pair-ended").count() == 2


def test_pausing_and_resuming(program, client):
    row = enroll(program, make_person("Bo Lie"))
    until = timezone.now().date() + dt.timedelta(days=20)
    client.post(url("pause-enrollment", program, row.pk), {"until": until.isoformat()})
    row.refresh_from_db()
    assert row.paused_until == until
    client.post(url("resume-enrollment", program, row.pk))
    row.refresh_from_db()
    assert row.paused_until is None


@pytest.mark.parametrize("until", ["", "soon", "2020-01-01", "9999-12-31"])
def test_a_bad_pause_is_explained(until, program, client):
    row = enroll(program, make_person("Bo Lie"))
    page = client.post(url("pause-enrollment", program, row.pk), {"until": until})
    assert "There is a problem" in page.content.decode()


def test_a_row_of_another_program_is_not_there(program, client):
    row = enroll(make_program("Other"), make_person("Bo Lie"), state="applied")
    assert client.post(url("accept-enrollment", program, row.pk)).status_code == 404
    assert client.get(url("pause-enrollment", program, 10**19)).status_code == 404


def test_people_are_put_in_as_mentees_with_five_working_days(program):
    ana = make_person("Ana Ruiz", time_zone="Asia/Tokyo")
    hana = make_hr()
    friday = dt.datetime(2027, 5, 21, 8, tzinfo=dt.UTC)
    assert enrollments.enroll_by_default(program, [ana], by=hana.user, now=friday) == 1
    row = Enrollment.objects.get()
    assert (row.role, row.state, row.by_default) == ("mentee", "notified", True)
    assert row.visible_from == dt.datetime(2027, 5, 28, 8, tzinfo=dt.UTC)
    assert [m.kind for m in Message.objects.all()] == ["enrolled"]
    assert enrollments.enroll_by_default(program, [ana], by=hana.user, now=friday) == 0
    assert Message.objects.count() == 1


def test_who_said_no_or_was_in_before_is_left_alone(program):
    ana, bo, cy = (make_person(name) for name in ("Ana Ruiz", "Bo Lie", "Cy Roe"))
    Invitation.objects.create(program=program, profile=ana, state="not_for_me")
    enroll(program, bo, state="withdrawn")
    enroll(program, cy, "mentor")
    told = enrollments.enroll_by_default(program, [ana, bo, cy], by=make_hr().user, now=NOW)
    assert told == 0


def test_they_are_in_once_the_days_are_over(program):
    ana = make_person("Ana Ruiz")
    enrollments.enroll_by_default(program, [ana], by=make_hr().user, now=NOW)
    assert enrollments.activate_due(now=NOW + dt.timedelta(days=6)) == 0
    assert enrollments.activate_due(now=NOW + dt.timedelta(days=8)) == 1
    assert enrollments.activate_due(now=NOW + dt.timedelta(days=8)) == 0
    assert Enrollment.objects.get().state == "active"


def test_hr_enrolls_a_group_by_rules_inside_the_audience(client):
    program = make_program(audience={"departments": ["Sales", "Legal"]})
    for name, department in (("Ana Ruiz", "Sales"), ("Bo Lie", "Legal"), ("Cy Roe", "IT")):
        make_person(name, department=department)
    page = url("enroll-people", program)
    client.post(page, {"how": "list", "members": "cy.roe@example.com"})
    assert not Enrollment.objects.exists()
    client.post(page, {"how": "rules", "departments": ["Sales", "IT"]})
    assert [row.profile.name for row in Enrollment.objects.all()] == ["Ana Ruiz"]
    text = client.post(page, {"how": ""}).content.decode()
    assert "Choose how you pick the people" in text


def test_a_group_stops_at_the_size():
    program = make_program(max_size=2)
    people = [make_person(f"Person {n}") for n in range(5)]
    assert enrollments.enroll_by_default(program, people, by=make_hr().user, now=NOW) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_32_people_join_a_program_with_one_place_left():
    program = make_program(max_size=1)
    people = [make_person(f"Person {n}", weekly_hours=[1, 2]) for n in range(THREADS)]
    answers = {
        "role": "mentee",
        "goals": [],
        "sentence": "Lead",
        "hours": [1, 2],
        "time_zone": "UTC",
    }
    for _ in range(ROUNDS):
        for person in people:
            drafts.keep(JoinDraft(program=program, profile=person, answers={}), **answers)
        results = race_plain(
            lambda n: joining.join(program, people[n], levels={}, now=timezone.now())
        )
        refusals = [r.code for r in results if isinstance(r, enrollments.JoinRefusedError)]
        assert refusals == ["full"] * (THREADS - 1)
        assert Enrollment.objects.filter(state="active").count() == 1
        Enrollment.objects.all().delete()
