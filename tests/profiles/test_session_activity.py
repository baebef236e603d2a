import pytest
from allauth.usersessions.models import UserSession
from allauth.usersessions.signals import session_client_changed
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles import session_activity


def test_a_session_is_noted_once_a_minute():
    session_activity.noted.clear()
    assert session_activity.is_due("a", 0.0)
    assert not session_activity.is_due("a", 59.9)
    assert session_activity.is_due("b", 59.9)
    assert session_activity.is_due("a", 60.0)


def test_the_oldest_sessions_are_forgotten_first(monkeypatch):
    session_activity.noted.clear()
    monkeypatch.setattr(session_activity, "REMEMBERED", 2)
    for number, key in enumerate("abc"):
        session_activity.is_due(key, float(number))
    assert list(session_activity.noted) == ["b", "c"]


@pytest.mark.django_db
def test_where_a_person_is_signed_in_is_listed(cast, sign_in):
    client = sign_in(cast.ben)
    client.get("/", headers={"User-Agent": "Firefox"})
    client.get("/people/")
    session = UserSession.objects.get(user=cast.ben.user)
    assert session.user_agent == "Firefox"
    assert client.get("/accounts/sessions/").status_code == 200


@pytest.mark.django_db
def test_a_later_request_of_the_same_browser_is_one_update(cast, sign_in):
    client = sign_in(cast.ben)
    client.get("/")
    before = UserSession.objects.get(user=cast.ben.user).last_seen_at
    session_activity.noted.clear()
    with CaptureQueriesContext(connection) as found:
        client.get("/people/")
    about = [q["sql"] for q in found if "usersessions_usersession" in q["sql"]]
    assert len(about) == 1
    assert about[0].startswith("UPDATE")
    assert UserSession.objects.get(user=cast.ben.user).last_seen_at > before


@pytest.mark.django_db
def test_another_browser_in_the_same_session_is_told(cast, sign_in):
    client = sign_in(cast.ben)
    client.get("/", headers={"User-Agent": "Firefox"})
    told = []

    def tell(to_session, **given):
        told.append(to_session)

    session_client_changed.connect(tell)
    session_activity.noted.clear()
    client.get("/people/", headers={"User-Agent": "Curl"})
    assert [session.user_agent for session in told] == ["Curl"]
