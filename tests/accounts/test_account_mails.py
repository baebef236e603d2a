import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives, send_mail

from outbox.models import Message
from profiles import account_mails
from tests.mail import drain_outbox
from tests.people import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


def with_password(email="mei@example.com"):
    person = make_person("Mei Chen", email=email, time_zone="Asia/Tokyo")
    person.user.set_password(PASSWORD)
    person.user.save()
    return person


def reauthenticated(client, person):
    client.force_login(person.user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("name", account_mails.WORDS)
def test_every_account_mail_can_be_written(name, smtp):
    code = "ABCD-EFGH" if name in account_mails.CODES else ""
    account_mails.send(name, "mei@example.com", code=code, old="old@example.com", new="new@x.org")
    (mail,) = drain_outbox()
    assert len(mail.subject) <= 50
    assert str(mail.html).count("<h1") == 1
    assert "{" not in mail.text
    assert code in mail.text
    assert "Pause" not in mail.text


@pytest.mark.parametrize("name", account_mails.SAME)
def test_the_other_names_of_allauth_are_known(name, smtp):
    account_mails.send(name, "mei@example.com", code="ABCD-EFGH")
    assert drain_outbox()[0].subject == "Your code for this address"


def test_a_notice_names_the_readers_own_time(smtp):
    with_password()
    account_mails.send("password_changed", "mei@example.com")
    assert "(Asia/Tokyo)" in drain_outbox()[0].text


def test_sign_in_with_a_password(client):
    with_password()
    page = client.post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD})
    assert page["Location"] == "/"


@pytest.mark.parametrize("address", ["mei@example.com", "nobody@example.com"])
def test_a_wrong_password_says_the_same_for_everyone(client, address):
    with_password()
    page = client.post("/accounts/login/", {"login": address, "password": "x"})
    assert page.context["form"].errors == {
        "__all__": ["The address and the password must belong together"]
    }


def test_a_password_is_long(client):
    client = reauthenticated(client, with_password())
    data = {"oldpassword": PASSWORD, "password1": "fourteen chars", "password2": "fourteen chars"}
    page = client.post("/accounts/password/change/", data)
    assert "at least 15" in page.context["form"].errors["password1"][0]


def test_changing_the_password_is_told_and_signs_out(client, smtp):
    client = reauthenticated(client, with_password())
    data = {"oldpassword": PASSWORD, "password1": PASSWORD[::-1], "password2": PASSWORD[::-1]}
    client.post("/accounts/password/change/", data)
    assert [mail.subject for mail in drain_outbox()] == ["Your password has changed"]
    assert client.get("/").status_code == 302


def test_a_new_password_by_code(client, smtp):
    with_password()
    client.post("/accounts/password/reset/", {"email": "mei@example.com"})
    (mail,) = drain_outbox()
    assert mail.subject == "Your code for a new password"
    client.post("/accounts/password/reset/confirm/", {"code": mail.code})
    client.post(
        "/accounts/password/reset/complete/",
        {"password1": PASSWORD[::-1], "password2": PASSWORD[::-1]},
    )
    assert [mail.subject for mail in drain_outbox()] == ["Your password has been reset"]


def test_a_changed_address_is_told_to_both_and_signs_out(client, smtp):
    person = with_password()
    EmailAddress.objects.create(user=person.user, email="new@example.com", verified=True)
    client = reauthenticated(client, person)
    client.post("/accounts/email/", {"email": "new@example.com", "action_primary": ""})
    mails = drain_outbox()
    assert {mail.to for mail in mails} == {"mei@example.com", "new@example.com"}
    assert {mail.subject for mail in mails} == {"Your e-mail address has changed"}
    assert client.get("/").status_code == 302


def test_another_address_must_be_of_the_company(client, smtp):
    client = reauthenticated(client, with_password())
    page = client.post("/accounts/email/", {"email": "mei@elsewhere.org", "action_add": ""})
    assert "Address must be a work address" in page.content.decode()
    client.post("/accounts/email/", {"email": "mei.chen@example.com", "action_add": ""})
    assert [mail.subject for mail in drain_outbox()] == ["Your code for this address"]


def test_mail_of_the_framework_goes_through_the_outbox(smtp, settings):
    settings.EMAIL_BACKEND = "outbox.backend.OutboxBackend"  # the test runner puts its own
    send_mail("Hello", "Plain <words>", None, ["a@example.com", "b@example.com"])
    letter = EmailMultiAlternatives("Rich", "Plain", None, ["c@example.com"])
    letter.attach_alternative("<p>Rich</p>", "text/html")
    letter.send()
    assert Message.objects.filter(kind="framework-mail", status="queued").count() == 3
    mails = drain_outbox()
    assert [mail.to for mail in mails] == ["a@example.com", "b@example.com", "c@example.com"]
    assert "Plain &lt;words&gt;" in mails[0].html
    assert "<p>Rich</p>" in mails[2].html
