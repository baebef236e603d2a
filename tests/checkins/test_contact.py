"""Contact that is stopped: what leaves, what stays, and what the other side reads."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkins import booking, contact, emails, nudges, planner, stops
from checkins.acting import Acting
from checkins.models import ContactStop
from matching.models import Pair
from outbox.models import Message
from tests.checkins.asked import ask
from tests.checkins.endings import booked, held
from tests.people import build_cast


def stop(cast):
    return stops.stop(cast.pair, by=cast.ben, concern=None, now=timezone.now())


def test_it_stops_once_and_continues_once(cast):
    assert not contact.contact_blocked(cast.pair)
    assert stop(cast) is True
    assert stop(cast) is False
    assert contact.contact_blocked(cast.pair)
    assert list(contact.blocked_pairs()) == [cast.pair.pk]
    assert stops.resume(cast.pair, now=timezone.now()) is True
    assert stops.resume(cast.pair, now=timezone.now()) is False
    assert not contact.contact_blocked(cast.pair)
    assert stop(cast) is True
    assert ContactStop.objects.count() == 2


def test_meetings_to_come_leave_both_calendars_and_past_ones_stay(cast):
    past, to_come = held(cast.pair)[0], booked(cast.pair)
    stop(cast)
    past.refresh_from_db()
    to_come.refresh_from_db()
    assert (past.state, to_come.state, to_come.sequence) == ("held", "cancelled", 1)
    told = Message.objects.filter(key__startswith=f"meeting:{to_come.uid}:1:")
    assert {row.recipient for row in told} == {cast.ada.user, cast.ben.user}


def test_nothing_can_be_booked_meanwhile(cast):
    now = timezone.now()
    plan = booking.Plan(now + dt.timedelta(days=3), 45)
    stop(cast)
    with pytest.raises(booking.RefusedError, match="Paused by the program"):
        booking.book(cast.pair, plan, acting=Acting(cast.ada), now=now)
    stops.resume(cast.pair, now=now)
    assert booking.book(cast.pair, plan, acting=Acting(cast.ada), now=now)


def test_nobody_of_the_pair_is_asked_about_it(cast):
    long_ago = timezone.now() - dt.timedelta(days=30)
    Pair.objects.update(visible_at=long_ago, starts_on=long_ago.date())
    now = timezone.now()
    assert set(nudges.members(now)) == {cast.ada, cast.ben}
    question = ask(cast)
    message = Message(
        recipient=cast.ben.user,
        not_before=now,
        context={"steps": [planner.Step.ASK], "pairs": [cast.pair.pk], "checkins": [question.pk]},
    )
    assert emails.still_wanted(message)
    stop(cast)
    assert set(nudges.members(now)) == set()
    assert not emails.still_wanted(message)


@pytest.mark.parametrize(
    ("who", "says"), [("ada", "Paused by the program."), ("ben", "as you asked")]
)
def test_the_pair_page_offers_nothing_that_brings_them_together(cast, sign_in, who, says):
    question = ask(cast, getattr(cast, who))
    stop(cast)
    client = sign_in(getattr(cast, who))
    page = client.get(f"/pairs/{cast.pair.pk}/").text
    partner = cast.pair.partner_of(getattr(cast, who))
    assert says in page
    assert partner.user.email not in page
    assert "Your next step" not in page
    assert f"/checkins/{question.pk}/" not in client.get("/").text


def test_one_open_stop_a_pair_is_held_by_the_database(cast):
    stop(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactStop.objects.create(pair=cast.pair, asked_by=cast.ada, since=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_both_stop_at_once(transactional_db):
    cast, done = build_cast(), []
    start = threading.Barrier(8)

    def act(me):
        try:
            start.wait()
            done.append(stops.stop(cast.pair, by=me, concern=None, now=timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(me,)) for me in (cast.ada, cast.ben) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 7 + [True]
    assert ContactStop.objects.count() == 1
