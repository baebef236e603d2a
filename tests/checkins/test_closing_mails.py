"""Every mail around an ending and a concern: both bodies, short subject, no missing word."""

import datetime as dt

import pytest
from django.utils import timezone

from checkins import closing, concerns, emails_closing, emails_concerns, farewell, stops
from outbox.models import Message
from tests.checkins.endings import asked, grown, held
from tests.checkins.reported import WORDS, make_ines, report
from tests.mail import drain_outbox


def by_kind(sent):
    kinds = {m.message_id: m.kind for m in Message.objects.all()}
    found = {}
    for mail in sent:
        found.setdefault(kinds[mail.message["Message-ID"]], []).append(mail)
    return found


def checked(mail):
    assert 0 < len(mail.subject) <= 50, mail.subject
    for body in (mail.text, mail.html):
        assert "%(" not in body
        assert "{{" not in body
        assert "You get this" in body
        assert "None" not in body
    assert "oklch" not in mail.html
    assert len(mail.html.encode()) < 60_000
    assert all(link.startswith("http://testserver/") for link in mail.links)
    return mail


def sent(now=None):
    return by_kind(drain_outbox(now=(now or timezone.now()) + dt.timedelta(seconds=5)))


def finished(cast, meetings=11):
    held(cast.pair, meetings)
    closing.finish(cast.pair, by=cast.ben.user, now=timezone.now())
    return {mail.to: checked(mail) for mail in sent()["celebrate"]}


def test_e13_says_what_the_two_did(cast, smtp):
    grown(cast)
    mails = finished(cast)
    assert set(mails) == {"ada.obi@example.com", "ben.ito@example.com"}
    mail = mails["ben.ito@example.com"]
    assert mail.subject == "11 meetings, 8 hours with Ada"
    assert "You and Ada finished in Spring Mentoring:" in mail.text
    assert "Negotiation went from 2 to 4 of 5, in your own words." in mail.text
    assert mail.link("thank") == f"/pairs/{cast.pair.pk}/thank/"
    assert "You and Ben finished" in mails["ada.obi@example.com"].text
    assert "Negotiation" not in mails["ada.obi@example.com"].text


def test_e13_without_a_meeting_asks_why(cast, smtp):
    mail = finished(cast, meetings=0)["ben.ito@example.com"]
    assert mail.subject == "You and Ada: it did not take off"
    assert mail.link("why") == f"/pairs/{cast.pair.pk}/why/"


def test_the_line_of_thanks_word_for_word(cast, smtp):
    farewell.thank(cast.pair, cast.ben, "You asked the question nobody asked.", now=timezone.now())
    (mail,) = sent()["thanks"]
    checked(mail)
    assert mail.to == "ada.obi@example.com"
    assert mail.subject == "Ben thanked you: “You asked the question nobody…”"
    assert "You asked the question nobody asked." in mail.text
    assert mail.link("thank") == f"/pairs/{cast.pair.pk}/thank/"
    farewell.thank(cast.pair, cast.ada, "Thank you\r\nBcc: all@example.com", now=timezone.now())
    (answer,) = sent()["thanks"]
    assert checked(answer).link("celebrate")
    assert answer.message["Bcc"] is None


@pytest.mark.parametrize("agrees", [True, False])
def test_going_on_is_asked_and_answered(cast, smtp, agrees):
    found = asked(cast)
    (ask,) = sent()["extension-asked"]
    assert checked(ask).subject == "Go on with Ada?"
    assert ask.to == "ben.ito@example.com"
    (closing.agree if agrees else closing.decline)(found, cast.ben, now=timezone.now())
    (answer,) = sent()["extension-answered"]
    checked(answer)
    assert answer.to == "ada.obi@example.com"
    assert ("said yes" in answer.text) is agrees


def test_nothing_about_the_partner_leaves_while_contact_is_stopped(cast, smtp):
    asked(cast)
    farewell.thank(cast.pair, cast.ada, "See you", now=timezone.now())
    stops.stop(cast.pair, by=cast.ben, concern=None, now=timezone.now())
    assert sent() == {}


def test_long_names_keep_every_subject_short(cast, smtp):
    for person in (cast.ada, cast.ben):
        person.name = "Wolfeschlegelsteinhausenbergerdorff" * 3
        person.save(update_fields=["name"])
    asked(cast)
    farewell.thank(cast.pair, cast.ben, "Thanks", now=timezone.now())
    first = sent()
    finished(cast)
    for mails in first.values():
        for mail in mails:
            checked(mail)


def test_no_mail_about_a_concern_says_what_it_is(cast, smtp):
    now, ines = timezone.now(), make_ines()
    concern = report(cast, pair=cast.pair, named=[cast.dan], now=now)
    found = sent(now)
    concerns.take(concern, cast.hana, seen=None, now=now)
    concerns.answer(concern, cast.hana, "A secret answer", now=now)
    concerns.add(concern, "A secret addition", now=now)
    concerns.close(concern, cast.hana, "A secret outcome", now=now)
    found |= sent(now)
    unanswered = report(cast, now=now)
    sent(now)
    concerns.tick(now=concern.answer_by)
    found |= sent(concern.answer_by)
    assert set(found) == {kind.name for kind in emails_concerns.KINDS}
    assert {mail.to for mail in found["concern-received"]} == {
        "hana.suzuki@example.com", "ines.moreau@example.com",
    }  # fmt: skip
    secrets = (WORDS, "secret", "Ben", "Ada", "Dan", "Hana S", "passed on", "Behavior", ines.name)
    for mails in found.values():
        for mail in mails:
            checked(mail)
            for body in (mail.text, mail.html, mail.subject):
                greeted = body.replace("Hi Ben,", "").replace("Hi Ines,", "")
                assert [secret for secret in secrets if secret in greeted] == []
    due = found["concern-received"][0].text
    assert "Somebody should look after it by" in due
    acknowledged, escalated = found["concern-acknowledged"][0], found["concern-escalated"][0]
    assert acknowledged.link("/concerns/") == f"/concerns/{concern.reference}/"
    assert escalated.link("/hr/concerns/") == f"/hr/concerns/{unanswered.reference}/"


def test_a_reader_who_may_no_longer_read_gets_no_mail(cast, smtp):
    report(cast)
    cast.hana.user.role_grants.all().delete()
    assert sent() == {}


def test_every_kind_is_looked_at_here():
    assert {kind.name for kind in emails_closing.KINDS} == {
        "celebrate", "thanks", "extension-asked", "extension-answered",
    }  # fmt: skip
