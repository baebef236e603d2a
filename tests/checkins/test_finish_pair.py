import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from checkins import closing, stops
from matching.models import Enrollment, Pair
from outbox.models import Message
from profiles.models import AuditEvent
from tests.checkins.endings import held
from tests.people import build_cast


def url(cast):
    return f"/pairs/{cast.pair.pk}/finish/"


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_either_finishes_places_come_back_and_both_are_told_once(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert "You both get a mail" in client.get(url(cast)).text
    for _time in range(2):
        assert client.post(url(cast))["Location"] == f"/pairs/{cast.pair.pk}/celebrate/"
    cast.pair.refresh_from_db()
    assert (cast.pair.state, cast.pair.end_reason) == ("ended", closing.FINISHED)
    assert list(Enrollment.objects.filter(used__gt=0)) == []
    cast.ada.refresh_from_db()
    assert cast.ada.mentoring_used == 0
    assert AuditEvent.objects.filter(action="pair.closed").count() == 1
    keys = {f"celebrate:{cast.pair.pk}:{person.pk}" for person in (cast.ada, cast.ben)}
    assert set(Message.objects.values_list("key", flat=True)) == keys


def test_a_get_ends_nothing_and_strangers_find_nothing(cast, sign_in):
    sign_in(cast.ben).get(url(cast))
    for who in (cast.dan, cast.cora, cast.hana):
        assert sign_in(who).post(url(cast)).status_code == 404
    cast.pair.refresh_from_db()
    assert cast.pair.state == "active"


def test_an_away_pair_can_be_finished(cast):
    Pair.objects.update(state="away")
    assert closing.finish(cast.pair, by=cast.ben.user, now=timezone.now())


def test_where_contact_is_stopped_the_words_are_plain(cast):
    stops.stop(cast.pair, by=cast.ben, concern=None, now=timezone.now())
    closing.finish(cast.pair, by=cast.ada.user, now=timezone.now())
    assert set(Message.objects.values_list("kind", flat=True)) == {"pair-ended"}


def last_day(cast, day):
    Pair.objects.update(starts_on=day - dt.timedelta(days=90), ends_on=day)


def test_it_ends_by_itself_the_day_after_its_last(cast):
    day = dt.date(2027, 11, 19)
    last_day(cast, day)
    cast.program.time_zone = "America/Los_Angeles"
    cast.program.save(update_fields=["time_zone"])
    held(cast.pair)
    evening = dt.datetime(2027, 11, 20, 7, 59, tzinfo=dt.UTC)
    assert closing.tick(now=evening) == 0
    midnight = evening + dt.timedelta(minutes=1)
    assert closing.tick(now=midnight) == 1
    assert closing.tick(now=midnight) == 0
    cast.pair.refresh_from_db()
    assert (cast.pair.ended_on, cast.pair.end_reason) == (day, closing.RAN_OUT)
    assert Message.objects.filter(kind="celebrate").count() == 2


@pytest.mark.parametrize("state", ["away"])
def test_away_pairs_wait_for_their_return(cast, state):
    last_day(cast, dt.date(2027, 11, 19))
    Pair.objects.update(state=state)
    assert closing.tick(now=dt.datetime(2028, 1, 1, tzinfo=dt.UTC)) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_eight_ticks_and_both_partners_at_once_end_it_once(transactional_db):
    cast = build_cast()
    last_day(cast, timezone.now().date() - dt.timedelta(days=3))
    start, failed = threading.Barrier(10), []

    def act(how):
        try:
            start.wait()
            how()
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    now = timezone.now()
    acts = [lambda: closing.tick(now=now)] * 8
    acts += [lambda: closing.finish(cast.pair, by=cast.ada.user, now=now)]
    acts += [lambda: closing.finish(cast.pair, by=cast.ben.user, now=now)]
    threads = [threading.Thread(target=act, args=(how,)) for how in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert list(Enrollment.objects.order_by("pk").values_list("used", flat=True)) == [0, 0, 0]
    assert Message.objects.filter(kind="celebrate").count() == 2
    assert AuditEvent.objects.filter(action="pair.closed").count() == 1
