import email
import smtplib
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest

from mentorship.embedded import start_smtp

pytestmark = pytest.mark.xdist_group("embedded")


@pytest.fixture(scope="module")
def sink(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smtp")
    with start_smtp(folder) as service:
        service.mail = folder / "mail"
        yield service


def send(port, number):
    mail = EmailMessage()
    mail["Subject"] = f"Mail {number}"
    mail["From"] = "mentorship@example.com"
    mail["To"] = "ada@example.com"
    mail.set_content("Grüße\n" * 200)
    with smtplib.SMTP("127.0.0.1", port) as peer:
        peer.send_message(mail, to_addrs=["ada@example.com", "ben@example.com"])


def test_every_mail_becomes_one_whole_file(sink):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, [sink.port] * 40, range(40)))
    mails = [email.message_from_bytes(path.read_bytes()) for path in sink.mail.iterdir()]
    assert {mail["Subject"] for mail in mails} == {f"Mail {number}" for number in range(40)}
    assert {mail.get_payload(decode=True).decode() for mail in mails} == {"Grüße\r\n" * 200}


def test_envelope_stands_on_top_and_names_sort_by_time(sink):
    send(sink.port, "last")
    newest = sorted(sink.mail.glob("*.eml"))[-1]
    mail = email.message_from_bytes(newest.read_bytes())
    assert mail["Subject"] == "Mail last"
    assert mail["X-Envelope-From"] == "mentorship@example.com"
    assert mail.get_all("X-Envelope-To") == ["ada@example.com", "ben@example.com"]
