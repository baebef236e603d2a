"""The company's own sign-in (OIDC), against a real provider in this process."""

import re
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from outbox.models import Message
from profiles.models import Profile, User
from tests.people import make_person

# The provider runs in this process; what it says about its own library is not ours.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib"),
]
ANN = {"email": "ann@example.com", "email_verified": True, "name": "Ann Lee"}


@pytest.fixture(scope="module")
def provider():
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def company(provider, settings):
    """OIDC switched on as the environment variables do it; gives the provider's origin."""
    app = {
        "provider_id": "company",
        "name": "Lumen",
        "client_id": "mentorship",
        "secret": "only-here",
        "settings": {"server_url": provider},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    return provider


def knows(provider, subject="ann", **claims):
    """Tell the provider who `subject` is."""
    answer = requests.put(f"{provider}/users/{subject}", json=ANN | claims, timeout=5)
    assert answer.status_code == 204


def sign_in_at(provider, client, subject="ann"):
    """From our sign-in page through the provider and back; gives the last answer."""
    page = client.get(reverse("account_login")).content.decode()
    action = re.search(r'action="(/accounts/oidc/company/login/[^"]*)"', page)[1]
    leave = client.post(action.replace("&amp;", "&"))
    assert leave["Location"].startswith(provider)
    back = requests.post(
        leave["Location"], data={"sub": subject}, allow_redirects=False, timeout=5
    ).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == reverse("openid_connect_callback", args=["company"])
    return client.get(f"{parts.path}?{parts.query}", follow=True)


def test_first_sign_in_lands_on_home_with_a_profile_and_a_verified_address(company, client):
    knows(company)
    answer = sign_in_at(company, client)
    assert answer.redirect_chain[-1][0] == "/"
    profile = Profile.objects.get()
    assert (profile.name, profile.user.email) == ("Ann Lee", "ann@example.com")
    assert not profile.user.has_usable_password()
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == ("ann@example.com", True, True)


def test_second_sign_in_finds_the_same_person(company, client):
    knows(company)
    sign_in_at(company, client)
    client.logout()
    sign_in_at(company, client)
    assert Profile.objects.count() == SocialAccount.objects.count() == 1


def test_imported_person_is_connected_not_doubled(company, client):
    known = make_person("Ann Lee", email="ann@example.com", employee_number="7")
    knows(company)
    sign_in_at(company, client)
    assert SocialAccount.objects.get().user == known.user
    assert User.objects.count() == 1
    assert int(client.session["_auth_user_id"]) == known.user.pk


def test_address_the_provider_does_not_vouch_for_opens_no_account_of_others(company, client):
    make_person("Ann Lee", email="ann@example.com")
    knows(company, email_verified=False)
    sign_in_at(company, client)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert Message.objects.get().context["name"] == "account_already_exists"


def test_people_who_left_are_refused(company, client):
    gone = make_person("Ann Lee", email="ann@example.com")
    gone.user.is_active = False
    gone.user.save(update_fields=["is_active"])
    knows(company)
    answer = sign_in_at(company, client)
    assert "_auth_user_id" not in client.session
    assert answer.redirect_chain[-1][0] == reverse("account_inactive")


def test_denied_consent_says_so_and_signs_nobody_in(company, client):
    answer = client.get(
        reverse("openid_connect_callback", args=["company"]),
        {"error": "access_denied", "state": "none"},
        follow=True,
    )
    assert answer.status_code == 401
    assert "_auth_user_id" not in client.session


def test_switched_off_there_is_no_such_sign_in(client):
    assert "/accounts/oidc/" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("openid_connect_login", args=["company"])).status_code == 404


def test_a_get_starts_nothing(company, client):
    answer = client.get(reverse("openid_connect_login", args=["company"]))
    assert answer.status_code == 200
    assert "<form" in answer.content.decode()
