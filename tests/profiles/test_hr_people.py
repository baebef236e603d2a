import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from profiles import contributions, search
from profiles.models import AuditEvent, Profile, RoleGrant
from tests.people import make_hr, make_person
from tests.profiles.pages import errors

pytestmark = pytest.mark.django_db
URL = "/hr/people/"


@pytest.fixture
def client(cast, sign_in):
    for person in Profile.objects.all():
        search.refresh(person)
    return sign_in(cast.hana)


def shown(response) -> list[str]:
    return [person.name for person in response.context["page"]]


def test_the_list_is_searched_and_filtered(cast, client):
    gone = make_person("Gone Girl", is_active=False, left_on=dt.date(2027, 1, 31))
    search.refresh(gone)
    cast.dan.paused_until = timezone.localdate() + dt.timedelta(days=9)
    cast.dan.save()
    cast.otto.mentoring_limit = 0
    cast.otto.save()
    cast.ada.mentoring_limit = 1
    cast.ada.save()
    assert len(shown(client.get(URL))) == 8
    assert shown(client.get(URL, {"status": "left"})) == ["Gone Girl"]
    assert shown(client.get(URL, {"status": "paused"})) == ["Dan Weiss"]
    assert shown(client.get(URL, {"capacity": "full"})) == ["Ada Obi"]
    assert shown(client.get(URL, {"capacity": "none"})) == ["Otto Berg"]
    assert shown(client.get(URL, {"role": "hr"})) == ["Hana Suzuki"]
    assert shown(client.get(URL, {"q": "gone", "status": "all"})) == ["Gone Girl"]
    assert "Left 31 January 2027" in client.get(URL, {"status": "left"}).content.decode()
    assert "No one matches these filters." in client.get(URL, {"q": "qwx"}).content.decode()


def test_unknown_filters_are_no_filters(client):
    query = {"status": "x", "role": "x", "capacity": "x", "q": "x" * 9999, "page": "x"}
    assert len(shown(client.get(URL, query))) == 8


def test_the_same_queries_at_one_row_and_at_three(cast, client):
    client.get(URL)
    counts = []
    for wanted in ({"role": "hr"}, {}):
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, wanted)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_one_person_with_what_other_rooms_know(cast, client, monkeypatch):
    def source(person, *, reader, now):
        return [contributions.Section(1, "components/notice.html", {"text": "Enrolled in Spring"})]

    monkeypatch.setattr(contributions, "HR_PERSON_SECTIONS", [source])
    page = client.get(f"{URL}{cast.ben.pk}/").content.decode().replace("<wbr>", "")
    for text in ("Ben Ito", "ben.ito@example.com", "Finance", "Enrolled in Spring"):
        assert text in page
    assert "Lead a client workshop." not in page


def test_a_person_is_deactivated_after_a_question_and_taken_back(cast, client):
    url = f"{URL}{cast.emil.pk}/"
    assert "Deactivate Emil Novak?" in client.get(url + "deactivate/").content.decode()
    cast.emil.refresh_from_db()
    assert cast.emil.is_active
    for _twice in range(2):
        assert client.post(url + "deactivate/", {"reason": "Left"})["Location"] == url
    cast.emil.refresh_from_db()
    assert not cast.emil.is_active
    event = AuditEvent.objects.get(action="deactivated")
    assert (event.actor, event.reason) == (cast.hana.user, "Left")
    for _twice in range(2):
        assert client.post(url + "reactivate/")["Location"] == url
    cast.emil.refresh_from_db()
    assert cast.emil.is_active
    assert AuditEvent.objects.filter(action="reactivated").count() == 1


def test_the_last_admin_stays(cast, client):
    url = f"{URL}{cast.hana.pk}/deactivate/"
    assert "Hana Suzuki is the last HR admin" in errors(client.post(url))
    make_hr("Second Admin")
    assert client.post(url).status_code == 302
    assert RoleGrant.objects.filter(user=cast.hana.user).exists()


@pytest.mark.parametrize("reason", ["x" * 501, "a\x00b"])
def test_a_reason_that_does_not_fit_deactivates_nobody(cast, client, reason):
    response = client.post(f"{URL}{cast.emil.pk}/deactivate/", {"reason": reason})
    assert errors(response)
    cast.emil.refresh_from_db()
    assert cast.emil.is_active


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_ids_of_nobody_are_404(client, pk):
    assert client.get(f"{URL}{pk}/").status_code == 404
    assert client.post(f"{URL}{pk}/reactivate/").status_code == 404
