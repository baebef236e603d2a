"""Working on a concern: list, looks, take, answer, note, close, and what the reporter sees."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkins import concerns, contact, looks
from checkins.models import Concern, ConcernEntry, ContactStop
from outbox.models import Message
from tests.checkins.reported import WORDS, make_ines, report, taken
from tests.people import build_cast


def base(concern):
    return f"/hr/concerns/{concern.reference}/"


def acts(concern):
    return list(concern.entries.values_list("act", flat=True))


def opened(client, concern):
    client.post(base(concern) + "look/")
    return client.get(base(concern)).text


def test_opening_is_logged_every_time_and_the_reporter_sees_it(cast, sign_in):
    concern, client = report(cast), sign_in(cast.hana)
    cover = client.get(base(concern)).text
    assert WORDS not in cover
    assert "Ben Ito" not in cover
    assert acts(concern) == ["reported"]
    assert WORDS in opened(client, concern)
    assert acts(concern) == ["reported", "looked"]
    opened(client, concern)
    assert acts(concern) == ["reported", "looked", "looked"]
    mine = sign_in(cast.ben).get(f"/concerns/{concern.reference}/").text
    assert mine.count("opened it") == 2
    assert "Hana Suzuki" in mine


def test_a_look_lasts_a_quarter_of_an_hour(cast):
    concern, now = report(cast), timezone.now()
    looks.look(concern, cast.hana, now=now)
    assert looks.is_open(concern, cast.hana, now=now + looks.LASTS - dt.timedelta(seconds=1))
    assert not looks.is_open(concern, cast.hana, now=now + looks.LASTS)
    assert not looks.is_open(concern, make_ines(), now=now)


def test_taking_it_acknowledges_it_once(cast, sign_in):
    concern, client = report(cast), sign_in(cast.hana)
    for _time in range(2):
        client.post(base(concern) + "take/")
    concern.refresh_from_db()
    assert (concern.state, concern.owner) == ("taken", cast.hana)
    assert acts(concern).count("taken") == 1
    assert Message.objects.filter(kind="concern-acknowledged").count() == 1
    assert (
        "Hana Suzuki looks after it."
        in sign_in(cast.ben).get(f"/concerns/{concern.reference}/").text
    )


def test_somebody_quicker_is_said_and_taking_over_needs_to_have_seen(cast, sign_in):
    ines, concern = make_ines(), taken(cast)
    client = sign_in(ines)
    assert "Somebody else was quicker" in client.post(base(concern) + "take/", follow=True).text
    for odd in ("x", "-1", str(2**70)):
        client.post(base(concern) + "take/", {"seen": odd})
    concern.refresh_from_db()
    assert concern.owner == cast.hana
    client.post(base(concern) + "take/", {"seen": cast.hana.pk})
    concern.refresh_from_db()
    assert concern.owner == ines


def test_an_answer_reaches_the_reporter_and_a_note_does_not(cast, sign_in):
    concern, client = report(cast), sign_in(cast.hana)
    client.post(base(concern) + "answer/", {"words": "Can we talk at two?"})
    client.post(base(concern) + "note/", {"words": "Ask the team lead."})
    mine = sign_in(cast.ben).get(f"/concerns/{concern.reference}/").text
    assert "Can we talk at two?" in mine
    assert "Ask the team lead." not in mine
    concern.refresh_from_db()
    assert concern.owner == cast.hana
    assert Message.objects.filter(kind="concern-news", recipient=cast.ben.user).count() == 1


@pytest.mark.parametrize(
    ("act", "field", "most", "blank"),
    [
        ("answer", "words", 4000, "Enter your answer"),
        ("note", "words", 4000, "Enter your note"),
        ("close", "outcome", 1000, "Enter what came of it"),
    ],
)
def test_bad_input_is_explained_and_kept(cast, sign_in, act, field, most, blank):
    concern, client = report(cast), sign_in(cast.hana)
    assert blank in client.post(base(concern) + f"{act}/", {}).text
    text = client.post(base(concern) + f"{act}/", {field: "y" * (most + 1)}).text
    assert "characters or fewer" in text
    assert "y" * (most + 1) in text
    assert client.get(base(concern) + f"{act}/").status_code == 405


def test_closing_says_what_came_of_it_and_twice_is_once(cast, sign_in):
    concern, client = report(cast), sign_in(cast.hana)
    for outcome in ("We talked to him.", "Again"):
        client.post(base(concern) + "close/", {"outcome": outcome})
    concern.refresh_from_db()
    assert (concern.state, concern.outcome) == ("closed", "We talked to him.")
    assert concern.acknowledged_at is not None
    assert acts(concern).count("closed") == 1
    assert "We talked to him." in sign_in(cast.ben).get(f"/concerns/{concern.reference}/").text
    hana = sign_in(cast.hana)
    assert concern.reference in hana.get("/hr/concerns/?show=closed").text
    assert concern.reference not in hana.get("/hr/concerns/").text


def test_the_reporter_adds_and_what_was_closed_is_open_again(cast, sign_in):
    concern = taken(cast)
    concerns.close(concern, cast.hana, "Done", now=timezone.now())
    client, url = sign_in(cast.ben), f"/concerns/{concern.reference}/"
    refused = client.post(url + "add/", {"words": ""})
    assert "Enter what you want to add" in refused.text
    client.post(url + "add/", {"words": "It happened again."})
    concern.refresh_from_db()
    assert concern.state == "taken"
    assert "It happened again." in client.get(url).text
    assert Message.objects.filter(kind="concern-news", recipient=cast.hana.user).count() == 1


def test_contact_continues_when_a_reader_says_so(cast, sign_in):
    concern = report(cast, pair=cast.pair, no_contact=True)
    client = sign_in(cast.hana)
    assert "Let contact continue" in opened(client, concern)
    for _time in range(2):
        client.post(base(concern) + "contact/")
    assert not contact.contact_blocked(cast.pair)
    assert acts(concern).count("resumed") == 1


def test_the_log_cannot_be_changed(cast):
    concern = report(cast)
    for change in (
        lambda: concern.entries.update(act="note"),
        lambda: concern.entries.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="insert_only"), transaction.atomic():
            change()


def test_without_an_answer_the_readers_are_told_again_once_each(cast):
    now, ines = timezone.now(), make_ines()
    concern = report(cast, readers=[cast.hana], now=now)
    later = promoted_after(cast)
    assert concerns.tick(now=concern.answer_by - dt.timedelta(seconds=1)) == 0
    for _time in range(3):
        concerns.tick(now=concern.answer_by)
    keys = Message.objects.filter(kind="concern-escalated").values_list("key", flat=True)
    wanted = {f"concern-escalated:{concern.pk}:{person.pk}" for person in (cast.hana, later)}
    assert set(keys) == wanted
    assert ines not in concerns.reading(concern)
    assert acts(concern).count("escalated") == 2


def promoted_after(cast):
    """An HR admin of after the report: neither named nor left out."""
    from tests.checkins.reported import promoted

    return promoted(cast.emil)


def test_two_working_days_skip_the_weekend(cast):
    friday = dt.datetime(2027, 5, 21, 10, 0, tzinfo=dt.UTC)
    assert report(cast, now=friday).answer_by == dt.datetime(2027, 5, 25, 10, 0, tzinfo=dt.UTC)


def test_what_is_looked_after_is_not_escalated(cast):
    concern = taken(cast)
    assert concerns.tick(now=concern.answer_by + dt.timedelta(days=9)) == 0


@pytest.mark.parametrize(("days", "left"), [(-1, 1), (0, 0), (1, 0)])
def test_it_is_deleted_with_its_log_a_year_after_it_was_closed(cast, days, left):
    concern = taken(cast, report(cast, pair=cast.pair, no_contact=True))
    concerns.close(concern, cast.hana, "Done", now=timezone.now())
    concern.refresh_from_db()
    at = concern.closed_at + concerns.KEPT_FOR + dt.timedelta(days=days)
    assert concerns.purge(now=at) == 1 - left
    assert Concern.objects.count() == left
    assert ConcernEntry.objects.exists() is bool(left)
    assert ContactStop.objects.filter(ended_at__isnull=True).count() == 1
    again = report(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.entries.all().delete()


def test_open_cases_are_never_deleted(cast):
    report(cast)
    assert concerns.purge(now=timezone.now() + dt.timedelta(days=4000)) == 0


def test_the_list_costs_the_same_for_one_and_three(cast, sign_in, django_assert_max_num_queries):
    report(cast)
    client = sign_in(cast.hana)
    client.get("/hr/concerns/")
    with django_assert_max_num_queries(15) as one:
        page = client.get("/hr/concerns/")
    assert len(page.context["page"]) == 1
    taken(cast)
    report(cast)
    with django_assert_max_num_queries(15) as three:
        client.get("/hr/concerns/")
    assert len(one) == len(three)
    mine = sign_in(cast.ben)
    with django_assert_max_num_queries(15):
        mine.get("/help/")


@pytest.mark.parametrize("reference", ["x", "AAAAAAAA", "A" * 200, "%00"])
def test_odd_references_are_not_found(cast, sign_in, reference):
    for path in (f"/hr/concerns/{reference}/", f"/concerns/{reference}/"):
        assert sign_in(cast.hana).get(path).status_code in {400, 404}


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_eight_take_it_at_once_and_one_has_it(transactional_db):
    cast = build_cast()
    people = [cast.hana, *(make_reader(n) for n in range(7))]
    concern, start, won, failed = report(cast), threading.Barrier(8), [], []

    def act(me):
        try:
            start.wait()
            if concerns.take(concern, me, seen=None, now=timezone.now()):
                won.append(me)
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(me,)) for me in people]
    threads += [threading.Thread(target=tick_late, args=(concern,)) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    concern.refresh_from_db()
    assert failed == []
    assert won == [concern.owner]
    assert Message.objects.filter(kind="concern-acknowledged").count() == 1
    assert Message.objects.filter(kind="concern-escalated").count() in {0, 8}


def make_reader(n):
    from tests.people import make_hr

    return make_hr(f"Reader {n}")


def tick_late(concern):
    try:
        concerns.tick(now=concern.answer_by)
    finally:
        connection.close()
