import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkins import concerns, contact
from checkins.models import Concern, ContactStop
from outbox.models import Message
from tests.checkins.endings import booked
from tests.checkins.reported import WORDS, make_ines, report
from tests.people import build_cast

URL = "/concerns/new/"


def answers(*readers, **fields):
    return {"kind": "behavior", "words": WORDS, "readers": [str(r.pk) for r in readers]} | fields


def parts(concern):
    return {(row.profile.name, row.part) for row in concern.parts.select_related("profile")}


def test_it_shows_who_will_read_it_by_name_all_chosen(cast, sign_in):
    make_ines()
    page = sign_in(cast.ben).get(URL)
    for name in ("Hana Suzuki", "Ines Moreau"):
        assert name in page.text
    assert page.text.count('name="readers"') == 2
    assert page.text.count("checked") == 2
    for kind in ("Something I said was passed on", "Behavior that is not all right"):
        assert kind in page.text


def test_a_concern_goes_to_those_chosen_and_to_nobody_else(cast, sign_in):
    ines = make_ines()
    answer = sign_in(cast.ben).post(URL, answers(ines, named=[str(cast.dan.pk)]))
    concern = Concern.objects.get()
    assert answer["Location"] == f"/concerns/{concern.reference}/"
    assert parts(concern) == {
        ("Ines Moreau", "reader"), ("Hana Suzuki", "excluded"), ("Dan Weiss", "named"),
    }  # fmt: skip
    assert [m.recipient for m in Message.objects.all()] == [ines.user]
    page = sign_in(cast.ben).get(answer["Location"]).text
    assert "Ines Moreau" in page
    assert "Hana Suzuki" not in page
    assert "can never open it" in page


def test_nobody_chosen_is_explained_and_everything_typed_stays(cast, sign_in):
    make_ines()
    text = sign_in(cast.ben).post(URL, answers(named=[str(cast.dan.pk)])).text
    assert "Choose at least one person who may read it: Hana Suzuki, Ines Moreau" in text
    assert WORDS in text
    assert "Dan Weiss" in text
    assert "Error: Report a concern" in text
    assert not Concern.objects.exists()


def test_the_only_reader_named_is_explained(cast, sign_in):
    named = answers(cast.hana, named=[str(cast.hana.pk)])
    text = sign_in(cast.ben).post(URL, named).text
    assert "Everybody who could read it is somebody it is about" in text


def test_the_second_contact_is_offered_and_may_read_it_alone(cast, sign_in, settings):
    settings.SECOND_CONTACT = "Otto.Berg@example.com"
    named = answers(cast.hana, named=[str(cast.hana.pk)])
    client = sign_in(cast.ben)
    assert "Otto Berg is not in HR" in client.post(URL, named).text
    client.post(URL, answers(cast.otto, named=[str(cast.hana.pk)]))
    concern = Concern.objects.get()
    assert concerns.reading(concern) == [cast.otto]
    otto = sign_in(cast.otto)
    assert "Concerns you may read" in otto.get("/help/").text
    assert concern.reference in otto.get("/hr/concerns/").text
    assert "1 concern waits for you" in otto.get("/").text
    settings.SECOND_CONTACT = ""
    assert otto.get("/hr/concerns/").status_code == 404
    assert otto.get(f"/hr/concerns/{concern.reference}/").status_code == 404


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"kind": ""}, "Choose what it is"),
        ({"kind": "x"}, "Choose what it is"),
        ({"words": ""}, "Enter what happened"),
        ({"words": "x" * 4001}, "What happened must be 4,000 characters or fewer"),
        ({"readers": ["999999"]}, "Choose from the list who may read it"),
        ({"readers": ["x"]}, "Choose from the list who may read it"),
        ({"named_text": "Zoe Zzz"}, "No one here is called"),
    ],
)
def test_bad_input_is_explained_and_kept(cast, sign_in, data, says):
    typed = answers(cast.hana) | data
    text = sign_in(cast.ben).post(URL, typed).text
    assert says in text
    if len(typed["words"]) < 100:
        assert typed["words"] in text
    assert not Concern.objects.exists()


def test_the_same_form_sent_twice_is_one_concern(cast, sign_in):
    client, data = sign_in(cast.ben), answers(cast.hana, form_key=str(uuid.uuid4()))
    first, second = client.post(URL, data), client.post(URL, data)
    assert first["Location"] == second["Location"]
    assert Concern.objects.count() == Message.objects.count() == 1


def test_a_key_of_somebody_else_is_not_shown(cast, sign_in):
    key = str(uuid.uuid4())
    sign_in(cast.ben).post(URL, answers(cast.hana, form_key=key))
    answer = sign_in(cast.dan).post(URL, answers(cast.hana, form_key=key))
    assert answer.status_code == 302
    assert Concern.objects.filter(reporter=cast.dan).count() == 1


def pair_url(cast):
    return f"/pairs/{cast.pair.pk}/report-concern/"


def test_from_the_pair_page_it_is_about_the_partner(cast, sign_in):
    client = sign_in(cast.ben)
    assert pair_url(cast) in client.get(f"/pairs/{cast.pair.pk}/").text
    assert "Ada Obi can never open this" in client.get(pair_url(cast)).text
    client.post(pair_url(cast), answers(cast.hana))
    concern = Concern.objects.get()
    assert concern.pair == cast.pair
    assert ("Ada Obi", "named") in parts(concern)
    assert not contact.contact_blocked(cast.pair)


def test_contact_stops_at_once_and_the_other_reads_only_paused(cast, sign_in):
    meeting = booked(cast.pair)
    sign_in(cast.ben).post(pair_url(cast), answers(cast.hana, no_contact="on"))
    assert contact.contact_blocked(cast.pair)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("cancelled", 1)
    theirs = sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text
    assert "Paused by the program." in theirs
    assert "as you asked" not in theirs
    assert cast.ben.user.email not in theirs
    mine = sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/").text
    assert "Contact is stopped, as you asked." in mine


@pytest.mark.parametrize("words", ["", "x" * 4001])
def test_the_database_holds_the_length_of_words(cast, words):
    with pytest.raises(IntegrityError), transaction.atomic():
        report(cast, words=words)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_eight_taps_are_one_concern_and_one_stop(transactional_db):
    cast = build_cast()
    key, start, failed = uuid.uuid4(), threading.Barrier(8), []

    def act():
        try:
            start.wait()
            report(cast, pair=cast.pair, no_contact=True, form_key=key)
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Concern.objects.count() == ContactStop.objects.count() == 1
    assert Message.objects.filter(kind="concern-received").count() == 1
    assert timezone.now() > Concern.objects.get().reported_at
