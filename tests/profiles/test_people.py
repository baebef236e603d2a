import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from profiles import contributions, people
from profiles.models import AuditEvent
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_leaving_ends_sessions_calls_the_hooks_and_is_audited(cast, monkeypatch):
    called = []
    monkeypatch.setattr(contributions, "LEAVER_HOOKS", [called.append])
    client = Client()
    client.force_login(cast.ben.user)
    assert client.get("/").status_code == 200
    assert people.deactivate(cast.ben, cast.hana.user, NOW) is True
    cast.ben.refresh_from_db()
    assert (cast.ben.is_active, cast.ben.left_on) == (False, NOW.date())
    assert cast.ben.user.is_active is False
    assert called == [cast.ben]
    assert not UserSession.objects.filter(user=cast.ben.user).exists()
    assert client.get("/")["Location"].startswith("/accounts/login/")
    event = AuditEvent.objects.get(action="deactivated")
    assert (event.about, event.actor) == (cast.ben.pk, cast.hana.user)


def test_leaving_twice_changes_nothing(cast, monkeypatch):
    called = []
    people.deactivate(cast.ben, None, NOW, left_on=dt.date(2027, 5, 1))
    monkeypatch.setattr(contributions, "LEAVER_HOOKS", [called.append])
    assert people.deactivate(cast.ben, None, NOW) is False
    cast.ben.refresh_from_db()
    assert cast.ben.left_on == dt.date(2027, 5, 1)
    assert called == []
    assert AuditEvent.objects.filter(action="deactivated").count() == 1


def test_a_failing_hook_leaves_the_person_here(cast, monkeypatch):
    def fail(profile):
        raise RuntimeError

    monkeypatch.setattr(contributions, "LEAVER_HOOKS", [fail])
    with pytest.raises(RuntimeError):
        people.deactivate(cast.ben, None, NOW)
    cast.ben.refresh_from_db()
    assert cast.ben.is_active


def test_a_rehire_is_here_again(cast):
    people.deactivate(cast.ben, None, NOW)
    assert people.reactivate(cast.ben, cast.hana.user, NOW) is True
    assert people.reactivate(cast.ben, cast.hana.user, NOW) is False
    cast.ben.refresh_from_db()
    assert (cast.ben.is_active, cast.ben.left_on) == (True, None)
    cast.ben.user.refresh_from_db()
    assert cast.ben.user.is_active
