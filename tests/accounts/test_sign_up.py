import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from outbox.models import Message
from profiles import search
from profiles.models import Profile, User
from tests.mail import drain_outbox
from tests.people import make_person

pytestmark = pytest.mark.django_db
SIGN_UP = "/accounts/signup/"
CONFIRM = "/accounts/login/code/confirm/"
DAY = dt.timedelta(days=1)


def import_person(email="imported@example.com", **fields) -> User:
    """As the people import leaves them: no password, address not confirmed."""
    person = make_person("Ines Import", email=email, **fields)
    person.user.set_unusable_password()
    person.user.save()
    EmailAddress.objects.filter(user=person.user).update(verified=False)
    return person.user


def text_of(page) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def test_a_new_person_signs_up_with_one_code(client, smtp):
    client.cookies["tz"] = "Europe/Madrid"
    page = client.post(SIGN_UP, {"email": "Mei-Lin.Chen2@example.com"})
    assert page["Location"] == CONFIRM
    assert Profile.objects.count() == 0
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == ("mei-lin.chen2@example.com", "Your sign-in code")
    page = client.post(CONFIRM, {"code": mail.code})
    assert page["Location"] == "/"
    person = Profile.objects.get()
    assert (person.name, person.time_zone) == ("Mei Lin Chen", "Europe/Madrid")
    assert not person.time_zone_confirmed
    assert list(search.people("mei chen", Profile.objects.all())) == [person]
    assert EmailAddress.objects.get().verified
    assert client.get("/").context["viewer"].profile == person


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../../etc/passwd", "x" * 5000])
def test_a_zone_that_is_none_is_utc(client, smtp, zone):
    client.cookies["tz"] = zone
    client.post(SIGN_UP, {"email": "mei@example.com"})
    client.post(CONFIRM, {"code": drain_outbox()[0].code})
    assert Profile.objects.get().time_zone == "UTC"


@pytest.mark.parametrize("way", [SIGN_UP, "/accounts/login/code/"])
def test_an_imported_person_signs_in_with_one_code(client, smtp, way):
    user = import_person()
    assert client.post(way, {"email": "imported@example.com"})["Location"].startswith(CONFIRM)
    (mail,) = drain_outbox()
    assert mail.subject == "Your sign-in code"
    assert client.post(CONFIRM, {"code": mail.code})["Location"] == "/"
    assert client.get("/").status_code == 200
    address = EmailAddress.objects.get(user=user)
    assert (address.verified, address.primary) == (True, True)
    assert User.objects.count() == Profile.objects.count() == 1


def test_sign_up_tells_a_known_address_from_a_new_one_nowhere(client, smtp):
    make_person("Known Person", email="known@example.com")
    leaver = make_person("Left Person", email="left@example.com")
    leaver.user.is_active = False
    leaver.user.save()
    seen, mails = set(), []
    for address in ("known@example.com", "brand@example.com", "left@example.com"):
        client.logout()
        page = client.post(SIGN_UP, {"email": address}, follow=True)
        seen.add((tuple(page.redirect_chain), text_of(page).replace(address, "ADDRESS")))
        mails.append(len(drain_outbox()))
    assert len(seen) == 1
    # The leaver's mail goes nowhere; the asker cannot see that.
    assert mails == [1, 1, 0]


def test_sign_in_answers_every_address_alike(client, smtp):
    make_person("Known Person", email="known@example.com")
    seen, subjects = set(), []
    for address in ("known@example.com", "nobody@example.com", "nobody@elsewhere.org"):
        client.logout()
        page = client.post("/accounts/login/code/", {"email": address}, follow=True)
        seen.add((tuple(page.redirect_chain), text_of(page).replace(address, "ADDRESS")))
        subjects.append([mail.subject for mail in drain_outbox()])
    assert len(seen) == 1
    # A stranger's address outside the company gets no mail at all.
    assert subjects == [["Your sign-in code"], ["There is no account for this address"], []]


def test_another_domain_cannot_sign_up(client):
    page = client.post(SIGN_UP, {"email": "mei@elsewhere.org"})
    assert page.context["form"].errors == {"email": ["Address must be a work address: example.com"]}
    assert User.objects.count() == 0


def test_without_domains_nobody_signs_up_but_imported_people_sign_in(client, smtp, settings):
    settings.SIGN_UP_DOMAINS = []
    client.post(SIGN_UP, {"email": "mei@example.com"})
    assert User.objects.count() == 0
    import_person()
    client.post("/accounts/login/code/", {"email": "imported@example.com"})
    client.post(CONFIRM, {"code": drain_outbox()[0].code})
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter your work e-mail address"),
        ("mei", "Address must look like name@example.com"),
    ],
)
def test_bad_input_is_kept_and_explained(client, typed, error):
    page = client.post(SIGN_UP, {"email": typed})
    assert page.context["form"].errors == {"email": [error]}
    assert page.context["form"]["email"].value() == typed


def test_a_wrong_code_lets_nobody_in(client, smtp):
    client.post(SIGN_UP, {"email": "mei@example.com"})
    page = client.post(CONFIRM, {"code": "AAAA-AAAA"})
    assert page.context["form"].errors == {"code": ["The code must be the one in our newest mail"]}
    assert client.get("/").status_code == 302


def test_a_code_mail_is_not_sent_after_the_code_has_expired(client, smtp):
    client.post(SIGN_UP, {"email": "mei@example.com"})
    assert drain_outbox(now=timezone.now() + dt.timedelta(minutes=16)) == []
    row = Message.objects.get()
    assert (row.status, row.context, row.priority) == ("expired", {}, 0)


def test_a_leaver_cannot_sign_in(client, smtp):
    user = import_person()
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get("/")["Location"].startswith(reverse("account_request_login_code"))
    client.post("/accounts/login/code/", {"email": user.email})
    assert drain_outbox() == []


def test_every_session_ends_when_the_address_changes(client):
    user = import_person()
    client.force_login(user)
    assert client.get("/").status_code == 200
    user.email = "married@example.com"
    user.save()
    assert client.get("/").status_code == 302


def test_sign_up_is_limited_per_address_of_the_network(client):
    answers = [
        client.post(SIGN_UP, {"email": f"p{number}@example.com"}).status_code
        for number in range(11)
    ]
    assert answers[-1] == 429
    assert User.objects.count() == 10


def test_null_characters_are_an_error_of_the_form(client):
    page = client.post(SIGN_UP, {"email": "mei@example.com\x00"})
    assert "Enter text without control characters" in page.context["form"].errors["email"]
