"""A changed address: sessions end, both addresses are told, once, and only who knows us."""

import pytest

from outbox.models import Message
from tests.mail import drain_outbox
from tests.people import make_person
from tests.profiles.imports.files import LATER, imported, person

pytestmark = pytest.mark.django_db

FILE = "Employee ID,Email,Name\n1,ana.silva@example.com,Ana Silva\n"


@pytest.fixture
def ana():
    return make_person("Ana Ruiz", employee_number="1", department="")


def test_both_addresses_are_told(ana, client, smtp):
    client.force_login(ana.user)
    imported(FILE)
    mails = {mail.to: mail for mail in drain_outbox(now=LATER)}
    assert set(mails) == {"ana.ruiz@example.com", "ana.silva@example.com"}
    mail = mails["ana.ruiz@example.com"]
    assert mail.subject == "Your sign-in address has changed"
    assert "was ana.ruiz@example.com and is now ana.silva@example.com" in " ".join(
        mail.text.split()
    )
    assert "ana.silva@example.com" in mail.html
    imported(FILE)
    assert drain_outbox(now=LATER) == []


def test_sessions_end(ana, client):
    client.force_login(ana.user)
    assert client.get("/").status_code == 200
    imported(FILE)
    assert client.get("/").status_code == 302


def test_who_never_signed_in_is_not_told(ana):
    imported(FILE)
    assert person("ana.silva@example.com").pk == ana.pk
    assert not Message.objects.exists()
