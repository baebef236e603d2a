"""Whoever looks after a pair that cannot go on hears of it once."""

import datetime as dt

import pytest
from django.utils import timezone

from matching import away, mail_words
from matching.models import Enrollment, Pair, Program
from outbox.kinds import REGISTRY
from outbox.models import Message
from profiles import mail_desk
from tests.mail import drain_outbox
from tests.matching.life.test_away_mails import DAY, NOW, UNTIL, check, go
from tests.matching.life.world import together
from tests.people import build_cast, make_hr

LATER = NOW + 20 * DAY


def lose_the_place(cast):
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(capacity=0)


def stuck_mails(at=LATER):
    mails = drain_outbox(now=at + dt.timedelta(seconds=5))
    return {mail.to: mail for mail in mails if "cannot go on" in mail.subject}


@pytest.fixture
def stuck(cast, smtp):
    go(cast)
    drain_outbox(now=NOW + dt.timedelta(seconds=5))
    lose_the_place(cast)
    return cast


def test_hr_and_the_coordinator_hear_who_and_what_to_do(stuck):
    away.tick(now=LATER)
    found = stuck_mails()
    assert set(found) == {stuck.hana.user.email, stuck.cora.user.email}
    for mail in found.values():
        check(mail)
        assert mail.subject == "Ada Obi and Ben Ito cannot go on yet"
        assert "were away in Spring Mentoring, and a place is taken by now." in mail.text
        assert mail.link(f"/hr/pairs/{stuck.pair.pk}/away/")


def test_once_in_the_life_of_an_absence(stuck):
    for minutes in range(3):
        away.tick(now=LATER + dt.timedelta(minutes=minutes))
    assert len(stuck_mails()) == 2
    away.move(stuck.pair, until=UNTIL + 9 * DAY, by=stuck.ada.user, now=LATER)
    away.tick(now=LATER + 9 * DAY)
    assert away.stuck().exists()
    assert Message.objects.filter(kind="pair-stuck").count() == 2


def test_the_next_absence_is_told_again(stuck):
    away.tick(now=LATER)
    Enrollment.objects.filter(pk=stuck.ada_enrolled.pk).update(capacity=2)
    away.tick(now=LATER + DAY)
    stuck.pair.refresh_from_db()
    go(stuck, now=LATER + 2 * DAY, until=UNTIL + 30 * DAY)
    lose_the_place(stuck)
    away.tick(now=LATER + 31 * DAY)
    assert Message.objects.filter(kind="pair-stuck").count() == 4


def test_nobody_is_told_of_a_pair_of_their_own_nor_of_what_they_have_just_read(stuck):
    stuck.ada.user.role_grants.create(role="hr")
    away.come_back(stuck.pair, by=stuck.hana.user, now=NOW + DAY)
    assert set(stuck_mails(NOW + DAY)) == {stuck.cora.user.email}


def test_who_has_two_roles_gets_one(stuck):
    stuck.cora.user.role_grants.create(role="hr")
    away.tick(now=LATER)
    assert len(stuck_mails()) == 2


@pytest.mark.parametrize("change", ["goes on", "role is gone"])
def test_what_is_no_news_any_more_is_not_sent(stuck, change):
    away.tick(now=LATER)
    if change == "goes on":
        Enrollment.objects.filter(pk=stuck.ada_enrolled.pk).update(capacity=2)
        away.tick(now=LATER)
    else:
        stuck.hana.user.role_grants.all().delete()
        stuck.program.coordinators.all().delete()
    assert stuck_mails() == {}


def test_long_names_leave_the_subject_short(stuck):
    stuck.ada.name = "Wolfeschlegelsteinhausenbergerdorff-Welchevoralterns Obi"
    stuck.ada.save(update_fields=["name"])
    away.tick(now=LATER)
    mail = stuck_mails()[stuck.hana.user.email]
    check(mail)
    assert mail.subject == "A pair cannot go on yet"


def test_hr_may_add_words_with_both_names(stuck, sign_in):
    words = {"opening": "{mentor} and {mentee}, in {program}."}
    saved = mail_desk.save(REGISTRY["pair-stuck"], words, by=stuck.hana.user)
    client, page = sign_in(stuck.hana), f"/hr/messages/words/{saved.pk}/"
    assert not client.get(page, {"person": stuck.cora.pk}).context["preview"].is_example
    away.tick(now=LATER)
    shown = client.get(page, {"person": stuck.cora.pk})
    assert shown.context["preview"].is_example
    assert "Ada and Ben, in Spring Mentoring." in shown.text
    message = Message.objects.filter(kind="pair-stuck").first()
    assert mail_words.ABOUT_STUCK.facts(message) == {
        "mentor": "Ada",
        "mentee": "Ben",
        "program": "Spring Mentoring",
    }


def test_a_preview_shows_no_pair_of_a_program_that_is_not_theirs_nor_an_own_one(stuck):
    away.tick(now=LATER)
    sample = mail_words.ABOUT_STUCK.sample
    hana, cora, otto = (one.user for one in (stuck.hana, stuck.cora, stuck.otto))
    assert sample(cora, hana) == {"away": away.current(stuck.pair).pk}
    assert sample(otto, hana) is None
    Pair.objects.filter(pk=stuck.pair.pk).update(state="ended")
    assert sample(cora, hana) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_many_ticks_at_one_moment_write_once():
    cast = build_cast()
    make_hr("Ines Roy")
    now = timezone.now()
    Program.objects.filter(pk=cast.program.pk).update(time_zone="UTC")
    cast.pair.refresh_from_db()
    away.start(cast.pair, person=cast.ada, until=now.date() + DAY, by=cast.ada.user, now=now)
    lose_the_place(cast)
    later = now + 2 * DAY
    results = together(*[lambda: away.tick(now=later)] * 12)
    assert results == [0] * 12
    assert Message.objects.filter(kind="pair-stuck").count() == 3
