import datetime as dt

import pytest
from django.template import TemplateDoesNotExist

from outbox.links import resolve
from outbox.render import Button, absolute, mail
from tests.outbox.kinds import queue
from tests.people import NOW, make_person

pytestmark = pytest.mark.django_db

SUBJECT = "{{ person.first_name }} & {{ at|date:'H:i e' }}\n"
TEXT = '{% extends "emails/base.txt" %}{% block body %}{% for b in buttons %}{{ b.label }}: {{ b.url }}{% endfor %}{% endblock %}'
HTML = '{% extends "emails/base.html" %}{% block body %}{% include "emails/text.html" with text=words only %}{% endblock %}'


@pytest.fixture
def templates(tmp_path, settings):
    folder = tmp_path / "letters" / "hello"
    folder.mkdir(parents=True)
    for name, text in (("subject.txt", SUBJECT), ("body.txt", TEXT), ("body.html", HTML)):
        (folder / name).write_text(text)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]


def test_a_mail_speaks_to_its_reader(templates):
    person = make_person("Mei Chen", time_zone="Asia/Tokyo")
    row = queue(to=person.user)
    at = dt.datetime(2027, 5, 24, 9, 0, tzinfo=dt.UTC)
    letter = mail(row, "letters/hello", {"at": at, "words": "<b>"}, buttons=[("Open", "/groups/")])
    assert letter.subject == "Mei & 18:00 JST"
    assert "Open: http://testserver/groups/" in letter.text
    assert "Preferences: http://testserver/settings/mail/" in letter.text
    assert "&lt;b&gt;" in letter.html
    token = letter.text.split("/m/pause/")[1].split("/")[0]
    assert resolve(token, "pause").person == person.user


def test_a_bare_address_has_nothing_to_pause(templates):
    letter = mail(queue(), "letters/hello", {"at": NOW})
    assert "Pause" not in letter.text
    assert letter.subject == "& 09:00 UTC"


def test_a_missing_template_is_an_error():
    with pytest.raises(TemplateDoesNotExist):
        mail(queue(), "letters/none")


def test_buttons_keep_full_addresses():
    assert Button("Open", "https://example.com/x").url == "https://example.com/x"
    assert absolute("/groups/") == "http://testserver/groups/"
