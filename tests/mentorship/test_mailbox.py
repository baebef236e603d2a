import pytest
from django.urls import reverse

from mentorship.embedded.smtp import write_mail
from outbox import mime
from outbox.kinds import Mail
from tests.outbox.kinds import queue

pytestmark = pytest.mark.django_db
BAD_HTML = "<html><head></head><body><script>alert(1)</script><img src='https://evil.example/x'></body></html>"


class Envelope:
    def __init__(self, to, content):
        self.mail_from, self.rcpt_tos, self.content = "mentoring@localhost", [to], content


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMBEDDED, settings.MAIL_DIR = True, tmp_path
    return tmp_path


def keep(folder, to="ada@example.com", subject="Grüße", text="See http://testserver/groups/ now"):
    row = queue(f"{to}{subject}")
    letter = mime.build(row, Mail(subject, text + "\n", BAD_HTML), to)
    return write_mail(folder, Envelope(to, letter)).stem


def test_newest_first_without_signing_in(client, folder):
    keep(folder, subject="First")
    keep(folder, subject="Second")
    (folder / "half.new").write_text("not yet")
    entries = client.get("/mailbox/").context["entries"]
    assert [(entry.to, entry.subject) for entry in entries] == [
        ("ada@example.com", "Second"),
        ("ada@example.com", "First"),
    ]
    assert entries[0].at is not None


def test_filter_by_address_and_pages(client, folder):
    for number in range(51):
        keep(folder, subject=f"No {number}")
    keep(folder, to="ben@example.com")
    assert len(client.get("/mailbox/").context["entries"]) == 50
    assert len(client.get("/mailbox/?page=2").context["entries"]) == 2
    assert len(client.get("/mailbox/?address=BEN@").context["entries"]) == 1
    assert client.get("/mailbox/?address=nobody").context["entries"] == []
    assert client.get("/mailbox/?address=%00x&page=-3").status_code in {200, 400}


def test_an_empty_mailbox_says_what_will_come(client, folder):
    assert "No mail yet" in client.get("/mailbox/").content.decode()
    folder.rmdir()
    assert client.get("/mailbox/").status_code == 200


def test_the_text_part_has_links_to_press(client, folder):
    page = client.get(f"/mailbox/{keep(folder)}/")
    assert '<a href="http://testserver/groups/"' in page.content.decode()
    assert "<h1>Grüße</h1>" in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]


def test_the_html_part_is_locked_in(client, folder):
    page = client.get(f"/mailbox/{keep(folder)}/html/")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in page.content.decode()


@pytest.mark.parametrize("name", ["x", "..", "1" * 20 + "-000001", "secrets", "1" * 400])
def test_only_mails_are_shown(client, folder, name):
    (folder / "secrets.eml").write_text("Subject: no")
    for view in ("mail", "mail-html"):
        url = reverse(view, args=["x"]).replace("/x/", f"/{name}/")
        assert client.get(url).status_code == 404


def test_outside_embedded_mode_there_is_no_mailbox(client, folder, settings):
    name = keep(folder)
    settings.EMBEDDED = False
    for url in ("/mailbox/", f"/mailbox/{name}/", f"/mailbox/{name}/html/"):
        assert client.get(url).status_code == 404
