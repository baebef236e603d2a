import datetime as dt

import pytest
from django.utils import timezone

from matching import away
from matching.models import Pair
from outbox.models import Message
from tests.mail import drain_outbox
from tests.people import enroll, make_pair, make_person

DAY = dt.timedelta(days=1)
NOW = timezone.now()
UNTIL = NOW.date() + 20 * DAY


@pytest.fixture
def mails(cast, smtp):
    """Sends what is due at `at` and returns the mails by address."""

    def _mails(at=NOW):
        return {mail.to: mail for mail in drain_outbox(now=at + dt.timedelta(seconds=5))}

    return _mails


def go(cast, *, person="ada", by="ada", until=UNTIL, now=NOW):
    who = getattr(cast, person) if person else None
    away.start(cast.pair, person=who, until=until, by=getattr(cast, by).user, now=now)


def check(mail):
    assert 0 < len(mail.subject) <= 50
    assert len(mail.html.encode()) < 60_000
    for body in (mail.text, mail.html):
        assert "You get this" in body
        for broken in ("%(", "{{", "None", "on leave"):
            assert broken not in body
    assert all(link.startswith("http://testserver/") for link in mail.links)


def test_the_other_one_hears_the_date_and_the_choices_and_who_is_away_hears_nothing(cast, mails):
    go(cast)
    found = mails()
    assert set(found) == {cast.ben.user.email}
    mail = found[cast.ben.user.email]
    check(mail)
    assert mail.subject.startswith("Ada is away until ")
    assert "You can wait, have an interim mentor until then" in mail.text
    assert mail.link("/away/")


def test_a_mentor_hears_of_the_own_choices(cast, mails):
    go(cast, person="ben", by="ben")
    mail = mails()[cast.ada.user.email]
    check(mail)
    assert "give your place to somebody new" in mail.text
    assert "interim" not in mail.text


@pytest.mark.parametrize("person", ["ada", "ben", None])
def test_when_hr_says_so_both_hear(cast, mails, person):
    go(cast, person=person, by="hana")
    found = mails()
    assert set(found) == {cast.ada.user.email, cast.ben.user.email}
    for mail in found.values():
        check(mail)
    if person is None:
        assert all("You can move the date or go on earlier." in m.text for m in found.values())


def test_a_long_name_leaves_the_subject_short(cast, mails):
    cast.ada.name = "Wolfeschlegelsteinhausenbergerdorff-Welchevoralterns Obi"
    cast.ada.save(update_fields=["name"])
    go(cast)
    mail = mails()[cast.ben.user.email]
    check(mail)
    assert mail.subject.startswith("Your pair pauses until")


def test_a_date_that_has_moved_is_told_once(cast, mails):
    go(cast)
    away.move(cast.pair, until=UNTIL + DAY, by=cast.ada.user, now=NOW)
    found = drain_outbox(now=NOW + dt.timedelta(seconds=5))
    assert len(found) == 1
    assert Message.objects.filter(kind="pair-away", status="cancelled").count() == 1


def test_both_hear_that_they_go_on(cast, mails):
    go(cast)
    mails()
    later = NOW + 20 * DAY
    away.tick(now=later)
    found = mails(later)
    assert set(found) == {cast.ada.user.email, cast.ben.user.email}
    for mail in found.values():
        check(mail)
        assert "goes on today. It ends on" in mail.text
    assert found[cast.ben.user.email].subject == "You and Ada go on"


def test_an_interim_mentor_is_thanked_and_the_mentee_reads_whom(cast, mails):
    go(cast)
    mails()
    mia = enroll(cast.program, make_person("Mia Lee"), "mentor")
    cast.ben_enrolled.refresh_from_db()
    interim = make_pair(cast.program, mia, cast.ben_enrolled)
    Pair.objects.filter(pk=interim.pk).update(interim_for=cast.pair)
    later = NOW + 20 * DAY
    away.tick(now=later)
    found = mails(later)
    assert set(found) == {cast.ada.user.email, cast.ben.user.email, mia.profile.user.email}
    for mail in found.values():
        check(mail)
    assert found[mia.profile.user.email].subject == "Thank you for standing in"
    assert "Ben goes on with the first mentor now." in found[mia.profile.user.email].text
    assert "Mia, who stood in, has our thanks." in found[cast.ben.user.email].text
    assert "Mia" not in found[cast.ada.user.email].text
