"""One page, one button: with a password straight in, without one a code."""

import pytest

from tests.people import make_person

LOGIN = "/accounts/login/"
PASSWORD = "a long enough secret"


@pytest.fixture
def mei(db):
    person = make_person("Mei Chen")
    person.user.set_password(PASSWORD)
    person.user.save()
    person.user.emailaddress_set.update(verified=True, primary=True)
    return person


def test_the_password_waits_behind_one_word(client, mei):
    html = client.get(LOGIN).content.decode()
    assert "Use my password instead" in html
    assert "We send a code to your work e-mail" in html
    assert html.count("button-primary") == 1


def test_a_password_signs_in(client, mei):
    response = client.post(LOGIN, {"login": mei.user.email, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(mei.user.pk)


def test_without_a_password_a_code_is_sent(client, mei):
    response = client.post(LOGIN, {"login": mei.user.email, "password": ""})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/code/confirm/")
    page = client.get(response["Location"]).content.decode()
    assert "If this address can join, we have sent a code to" in page
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_is_said_without_naming_which(client, mei):
    page = client.post(LOGIN, {"login": mei.user.email, "password": "wrong"}).content.decode()
    assert "The address and the password must belong together" in page
    assert '<details class="more" open>' in page
    assert f'value="{mei.user.email}"' in page


def test_an_unknown_address_gets_the_same_page(client, mei):
    known = client.post(LOGIN, {"login": mei.user.email})
    unknown = client.post(LOGIN, {"login": "nobody@example.com"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_an_empty_form_says_what_to_enter(client, db):
    page = client.post(LOGIN, {}).content.decode()
    assert page.count("There is a problem") == 1
    assert "<title>Error: Sign in" in page
