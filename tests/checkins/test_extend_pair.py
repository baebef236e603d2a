import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkins import closing, stops
from checkins.models import Extension
from matching import pairs
from outbox.models import Message
from profiles.models import AuditEvent
from tests.checkins.endings import asked, over


def url(cast, rest=""):
    return f"/pairs/{cast.pair.pk}/extend/{rest}"


def test_days_stop_at_what_the_program_allows(cast):
    latest = cast.program.ends_on + dt.timedelta(weeks=13)
    assert cast.program.extends_until == latest
    days = closing.options(cast.pair)
    assert days == sorted(days)
    assert days[0] == closing.months_later(cast.pair.ends_on, 1)
    assert days[-1] == latest
    cast.pair.ends_on = latest
    assert closing.options(cast.pair) == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2027-01-31", 1, "2027-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2027-11-30", 3, "2028-02-29"),
     ("2027-12-31", 6, "2028-06-30")],
)  # fmt: skip
def test_months_later_stay_in_the_month(day, months, later):
    found = closing.months_later(dt.date.fromisoformat(day), months)
    assert found.isoformat() == later


def test_one_asks_the_other_agrees_and_the_last_day_moves(cast, sign_in):
    day = closing.options(cast.pair)[1]
    answer = sign_in(cast.ada).post(url(cast), {"until": day.isoformat()})
    assert answer["Location"] == f"/pairs/{cast.pair.pk}/celebrate/"
    found = Extension.objects.get()
    client = sign_in(cast.ben)
    for _time in range(2):
        client.post(url(cast, f"{found.pk}/accept/"))
    cast.pair.refresh_from_db()
    assert cast.pair.ends_on == day
    assert AuditEvent.objects.filter(action="pair.extended").count() == 1
    keys = set(Message.objects.values_list("key", flat=True))
    assert keys == {f"extension-asked:{found.pk}", f"extension-answered:{found.pk}"}


def test_a_no_leaves_the_last_day(cast, sign_in):
    before, found = cast.pair.ends_on, asked(cast)
    sign_in(cast.ben).post(url(cast, f"{found.pk}/decline/"))
    cast.pair.refresh_from_db()
    found.refresh_from_db()
    assert (cast.pair.ends_on, found.state) == (before, "declined")
    assert closing.agree(found, cast.ben, now=timezone.now()) is False
    assert asked(cast).pk != found.pk


def test_the_asker_cannot_answer_and_strangers_find_nothing(cast, sign_in):
    found = asked(cast)
    for who in (cast.ada, cast.dan, cast.hana, cast.cora):
        for act in ("accept", "decline"):
            assert sign_in(who).post(url(cast, f"{found.pk}/{act}/")).status_code == 404
    assert sign_in(cast.ben).post(url(cast, f"{2**70}/accept/")).status_code == 404
    assert sign_in(cast.ben).get(url(cast, f"{found.pk}/accept/")).status_code == 405


@pytest.mark.parametrize("until", ["", "soon", "2099-01-01", "\x00"])
def test_a_day_that_is_not_offered_is_explained(cast, sign_in, until):
    text = sign_in(cast.ada).post(url(cast), {"until": until}).text
    assert "Choose until when you would like to go on" in text
    assert not Extension.objects.exists()


def test_asking_twice_is_one_ask_and_the_same_day_from_both_is_a_yes(cast, sign_in):
    day = closing.options(cast.pair)[0]
    assert asked(cast).pk == asked(cast).pk
    closing.ask(cast.pair, cast.ben, until=day, now=timezone.now())
    cast.pair.refresh_from_db()
    assert cast.pair.ends_on == day
    assert Extension.objects.get().state == "agreed"


def test_nothing_can_be_asked_once_it_is_over_or_contact_is_stopped(cast):
    found = asked(cast)
    stops.stop(cast.pair, by=cast.ben, concern=None, now=timezone.now())
    with pytest.raises(closing.ClosingRefusedError):
        asked(cast)
    stops.resume(cast.pair, now=timezone.now())
    over(cast)
    found.refresh_from_db()
    assert found.state == "lapsed"
    with pytest.raises(closing.ClosingRefusedError):
        asked(cast)
    assert pairs.extend(cast.pair, until=dt.date(2099, 1, 1), by=cast.ada.user) is False


def test_an_ask_that_time_has_overtaken_makes_room_for_another(cast):
    first = asked(cast)
    later = closing.options(cast.pair)[2]
    pairs.extend(cast.pair, until=closing.options(cast.pair)[1], by=cast.hana.user)
    assert closing.asked(cast.pair) is None
    second = closing.ask(cast.pair, cast.ben, until=later, now=timezone.now())
    first.refresh_from_db()
    assert (first.state, second.state) == ("lapsed", "asked")


@pytest.mark.parametrize("days", [-1, 0])
def test_the_database_refuses_an_earlier_day(cast, days):
    _refused(cast, cast.pair.ends_on + dt.timedelta(days=days), cast.ada)


def test_the_database_refuses_a_day_beyond_the_program_and_an_outsider(cast):
    _refused(cast, cast.program.extends_until + dt.timedelta(days=1), cast.ada)
    _refused(cast, closing.options(cast.pair)[0], cast.dan)


def _refused(cast, until, by):
    with pytest.raises(IntegrityError, match="within_the_program"), transaction.atomic():
        Extension.objects.create(pair=cast.pair, asked_by=by, until=until, asked_at=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_both_ask_at_once(transactional_db):
    """One ask stays, or the two meet as a yes; never two open asks."""
    from tests.people import build_cast

    cast = build_cast()
    day, start, failed = closing.options(cast.pair)[0], threading.Barrier(8), []

    def act(me):
        try:
            start.wait()
            closing.ask(cast.pair, me, until=day, now=timezone.now())
        except closing.ClosingRefusedError:
            pass
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(me,)) for me in (cast.ada, cast.ben) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cast.pair.refresh_from_db()
    assert failed == []
    assert Extension.objects.filter(state="asked").count() <= 1
    assert cast.pair.ends_on >= day
    assert (
        Message.objects.filter(kind="extension-answered").count()
        == Extension.objects.filter(state="agreed").count()
    )
