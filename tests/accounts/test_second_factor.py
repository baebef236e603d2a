import time

import pytest
from allauth.mfa.models import Authenticator

from profiles import access
from profiles.middleware import SEEN_AT
from tests.people import make_hr, make_person

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED = True


def with_authenticator(person):
    Authenticator.objects.create(user=person.user, type=Authenticator.Type.TOTP, data={})
    return person


def test_hr_reaches_nothing_without_a_second_step(required, sign_in):
    client = sign_in(make_hr())
    for url in ("/", "/hr/messages/", "/settings/mail/"):
        assert client.get(url)["Location"] == SET_UP
        assert client.post(url)["Location"] == SET_UP
    assert client.get("/accounts/email/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_a_superuser_needs_it_too(required, sign_in):
    assert sign_in(make_person(superuser=True)).get("/")["Location"] == SET_UP


def test_coordinators_need_it_too(required, cast, sign_in):
    assert sign_in(cast.cora).get("/")["Location"] == SET_UP


def test_rooms_above_may_name_more_people(required, sign_in, monkeypatch):
    mei = make_person()
    monkeypatch.setattr(access, "STAFF_CHECKS", [lambda user: user.pk == mei.user.pk])
    assert sign_in(mei).get("/")["Location"] == SET_UP


def test_with_a_second_step_everything_opens(required, sign_in):
    assert sign_in(with_authenticator(make_hr())).get("/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(required, sign_in):
    hr = make_hr()
    Authenticator.objects.create(
        user=hr.user, type=Authenticator.Type.RECOVERY_CODES, data={"used_mask": 0, "seed": "x"}
    )
    assert sign_in(hr).get("/")["Location"] == SET_UP


def test_employees_need_none(required, sign_in):
    assert sign_in(make_person()).get("/").status_code == 200


def test_switched_off_it_asks_nobody(sign_in):
    assert sign_in(make_hr()).get("/").status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(1790, 200), (1810, 302)])
def test_staff_are_signed_out_when_idle(sign_in, seconds, status):
    client = sign_in(make_hr())
    client.get("/")
    session = client.session
    session[SEEN_AT] = time.time() - seconds
    session.save()
    assert client.get("/").status_code == status
    assert ("_auth_user_id" in client.session) is (status == 200)


def test_employees_stay_signed_in(sign_in):
    client = sign_in(make_person())
    client.get("/")
    assert SEEN_AT not in client.session
