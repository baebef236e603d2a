"""Giving kudos, the wall, and what each of the two may do with it."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checkins.models import ContactStop
from community import kudos, naming
from community.models import Kudos
from outbox.models import Message
from tests.community.recognition.world import WORDS, thank
from tests.mail import drain_outbox
from tests.people import make_person, make_skill

pytestmark = pytest.mark.django_db
GIVE, WALL = "/kudos/give/", "/kudos/"


def form(to, words=WORDS, audience="public", nonce=None):
    return {
        "recipient": to.pk,
        "words": words,
        "audience": audience,
        "nonce": nonce or uuid.uuid4(),
    }


def test_kudos_stand_on_the_wall_and_go_out_as_a_mail(cast, sign_in, smtp):
    skill = make_skill("Process mapping")
    answer = sign_in(cast.ben).post(GIVE, form(cast.ada) | {"skill": skill.pk}, follow=True)
    assert "Kudos sent to Ada." in answer.text
    page = sign_in(cast.emil).get(WALL).text
    for text in (WORDS, "Ben Ito", "Ada Obi", "Process mapping"):
        assert text in page
    (mail,) = drain_outbox()
    assert mail.to == "ada.obi@example.com"
    assert mail.subject == "Ben thanked you: “You stayed an hour to draw ou…”"
    assert len(mail.subject) <= 50
    assert WORDS in mail.text
    assert "It stands on the wall." in mail.text
    reply = sign_in(cast.ada).get(mail.link("give")).text
    assert "Thank Ben" in reply


def test_the_same_form_sent_twice_is_one(cast, sign_in):
    data = form(cast.ada)
    for _time in range(2):
        sign_in(cast.ben).post(GIVE, data)
    assert Kudos.objects.count() == 1
    assert Message.objects.filter(kind="kudos").count() == 1


def test_an_empty_form_says_what_is_missing_and_keeps_what_was_typed(cast, sign_in):
    client = sign_in(cast.ben)
    page = client.post(GIVE, {}).text
    for text in ("Enter whom you want to thank", "Enter what they did", "Choose who sees it"):
        assert page.count(text) == 2
    page = client.post(GIVE, form(cast.ada, words="x" * 501)).text
    assert "What they did must be 500 characters or fewer" in page
    assert "x" * 501 in page
    assert client.post(GIVE, form(cast.ben)).status_code == 200
    assert Kudos.objects.count() == 0


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30, "-1"])
def test_a_wrong_number_of_a_person_is_no_error_of_ours(cast, sign_in, pk):
    client = sign_in(cast.ben)
    assert client.get(GIVE, {"to": pk}).status_code == 200
    assert client.post(GIVE, form(cast.ada) | {"recipient": pk}).status_code == 200
    assert Kudos.objects.count() == 0


def test_nobody_thanks_themselves_in_the_database(cast):
    row = {"giver": cast.ben, "recipient": cast.ben, "words": "I", "given_at": timezone.now()}
    with pytest.raises(IntegrityError, match="not_to_oneself"), transaction.atomic():
        Kudos.objects.create(**row)


def test_private_kudos_are_for_the_two(cast, sign_in, smtp):
    sign_in(cast.ben).post(GIVE, form(cast.ada, audience="private"))
    (mail,) = drain_outbox()
    assert "Only the two of you see it." in mail.text
    assert WORDS in sign_in(cast.ada).get(reverse("kudos-received")).text
    assert WORDS in sign_in(cast.ben).get(reverse("kudos-given")).text
    for reader in (cast.emil, cast.hana, cast.ada):
        client = sign_in(reader)
        assert WORDS not in client.get(WALL).text
        assert WORDS not in client.get(f"/people/{cast.ada.pk}/", follow=True).text


def hide(person):
    naming.choose(person, shows_kudos=False, shows_acts=True)


def test_who_hides_kudos_gets_them_privately_and_the_giver_is_told_before(cast, sign_in):
    hide(cast.ada)
    client = sign_in(cast.ben)
    page = client.get(GIVE, {"to": cast.ada.pk}).text
    assert "Ada gets kudos in private only. Yours is sent privately." in page
    data = form(cast.ada)
    page = client.post(GIVE, data)
    assert "Ada gets kudos in private only." in page.text
    assert WORDS in page.text
    assert page.context["form"]["audience"].value() == "private"
    assert Kudos.objects.count() == 0
    client.post(GIVE, data | {"audience": "private"})
    assert Kudos.objects.get().audience == "private"


def test_a_choice_made_meanwhile_is_kept_too(cast):
    hide(cast.ada)
    with pytest.raises(kudos.PrivateOnlyError, match="in private only"):
        thank(cast.ben, cast.ada)


def test_what_stood_before_goes_when_the_receiver_hides(cast, sign_in):
    thank(cast.ben, cast.ada)
    client = sign_in(cast.ada)
    client.post(reverse("recognition-choice"), {"shows_acts": "on"})
    assert WORDS not in sign_in(cast.emil).get(WALL).text
    assert "Not shown, as you chose" in sign_in(cast.ada).get(reverse("kudos-received")).text


@pytest.mark.parametrize("country", ["Spain", ""])
@pytest.mark.parametrize("whose", ["giver", "recipient"])
def test_where_recognition_by_name_is_off_all_is_private(cast, sign_in, country, whose):
    giver, recipient = (cast.ben, cast.emil) if whose == "giver" else (cast.emil, cast.ben)
    thank(giver, recipient)
    thank(cast.emil, cast.dan, "Somewhere else")
    naming.switch_off(country, by=cast.hana.user, now=timezone.now())
    page = sign_in(cast.cora).get(WALL).text
    assert WORDS not in page
    assert ("Somewhere else" in page) == bool(country)
    told = sign_in(giver).post(GIVE, form(recipient)).text
    assert "Recognition by name is off in" in told
    naming.switch_on(country, by=cast.hana.user)
    assert WORDS in sign_in(cast.cora).get(WALL).text


def test_the_receiver_makes_them_private_shows_them_and_removes_them(cast, sign_in):
    row = thank(cast.ben, cast.ada)
    client = sign_in(cast.ada)
    for _time in range(2):
        client.post(reverse("keep-kudos-private", args=[row.pk]))
    assert WORDS not in client.get(WALL).text
    client.post(reverse("show-kudos", args=[row.pk]))
    assert WORDS in client.get(WALL).text
    for _time in range(2):
        page = client.post(reverse("remove-kudos", args=[row.pk]), follow=True).text
        assert "Removed. Nobody is told." in page
    assert WORDS not in page
    row.refresh_from_db()
    assert (row.words, row.gone_at is None) == ("", False)
    assert WORDS not in sign_in(cast.ben).get(reverse("kudos-given")).text


def test_the_giver_takes_it_back_with_its_mail(cast, sign_in, smtp):
    row = thank(cast.ben, cast.ada)
    for _time in range(2):
        sign_in(cast.ben).post(reverse("take-back-kudos", args=[row.pk]))
    assert drain_outbox() == []
    assert WORDS not in sign_in(cast.ada).get(reverse("kudos-received")).text


def test_the_wall_of_my_team_and_of_a_skill(cast, sign_in):
    boss = make_person("Bea Boss")
    for person in (cast.ada, cast.emil):
        person.manager = boss
        person.save(update_fields=["manager"])
    skill = make_skill("Process mapping")
    thank(cast.ben, cast.ada, "To my colleague", skill=skill)
    thank(cast.ben, boss, "To my manager")
    thank(cast.ben, cast.dan, "To somebody else", skill=skill)
    client = sign_in(cast.emil)
    page = client.get(WALL, {"team": "on"}).text
    assert ("To my colleague" in page, "To my manager" in page, "else" in page) == (
        True,
        True,
        False,
    )
    assert "To my manager" in sign_in(boss).get(WALL, {"team": "on"}).text
    page = client.get(WALL, {"skill": skill.pk}).text
    assert ("To my colleague" in page, "To my manager" in page) == (True, False)
    empty = client.get(WALL, {"skill": make_skill("Falconry").pk}).text
    assert "Nothing here for these filters yet." in empty


def test_days_are_the_readers(cast, sign_in):
    at = dt.datetime(2027, 5, 24, 22, 30, tzinfo=dt.UTC)
    thank(cast.ben, cast.ada, now=at)
    cast.emil.time_zone = "Asia/Tokyo"
    cast.emil.save()
    assert "Tuesday <span>25 May 2027" in sign_in(cast.emil).get(WALL).text
    cast.emil.time_zone = "America/Lima"
    cast.emil.save()
    assert "Monday <span>24 May 2027" in sign_in(cast.emil).get(WALL).text


def test_the_wall_has_pages_and_asks_the_same_for_one_and_three(cast, sign_in):
    client = sign_in(cast.emil)
    client.get(WALL)
    counts = []
    for more in (1, 2):
        for n in range(more):
            thank(cast.ben, cast.ada, f"Number {more} {n}", skill=make_skill(f"Skill {more}{n}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(WALL)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    for n in range(30):
        thank(cast.ben, cast.ada, f"Another {n}")
    first, second = client.get(WALL).text, client.get(WALL, {"page": "2"}).text
    assert "1 to 24 of 33" in first
    assert "25 to 33 of 33" in second
    assert client.get(WALL, {"page": "x" * 500}).status_code == 200


@pytest.mark.parametrize("side", ["received", "given"])
def test_ones_own_ask_the_same_for_one_and_three(cast, sign_in, side):
    person = cast.ada if side == "received" else cast.ben
    client, counts = sign_in(person), []
    client.get(reverse(f"kudos-{side}"))
    for more in (1, 2):
        for n in range(more):
            thank(cast.ben, cast.ada, skill=make_skill(f"Skill {more}{n}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"kudos-{side}"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_a_persons_page_shows_what_they_got_and_how_to_thank_them(cast, sign_in):
    client = sign_in(cast.emil)
    page = client.get(f"/people/{cast.ada.pk}/").text
    assert "Worked with Ada? Say what helped you." in page
    assert f"/kudos/give/?to={cast.ada.pk}" in page
    thank(cast.ben, cast.ada)
    assert WORDS in client.get(f"/people/{cast.ada.pk}/").text


def test_home_shows_the_last_one_to_me_or_my_team_only(cast, sign_in):
    thank(cast.ben, cast.dan, "To a stranger")
    assert "To a stranger" not in sign_in(cast.emil).get("/").text
    thank(cast.ben, cast.emil, "For Emil alone", audience="private")
    assert "For Emil alone" in sign_in(cast.emil).get("/").text
    thank(cast.ada, cast.emil, "The last one")
    page = sign_in(cast.emil).get("/").text
    assert ("The last one" in page, "For Emil alone" in page) == (True, False)


def test_kudos_between_people_who_are_gone_are_not_shown(cast, sign_in):
    thank(cast.ben, cast.ada)
    cast.ben.is_active = False
    cast.ben.save(update_fields=["is_active"])
    assert WORDS not in sign_in(cast.emil).get(WALL).text
    assert WORDS in sign_in(cast.ada).get(reverse("kudos-received")).text


def test_no_words_cross_where_contact_is_stopped(cast, sign_in):
    ContactStop.objects.create(pair=cast.pair, asked_by=cast.ada, since=timezone.now())
    page = sign_in(cast.ben).post(GIVE, form(cast.ada)).text
    assert "Paused by the program: nothing can be sent to this person now" in page
    assert Kudos.objects.count() == 0
    sign_in(cast.emil).post(GIVE, form(cast.ada))
    assert Kudos.objects.count() == 1


def test_kudos_may_be_switched_off_as_mails(cast, smtp, sign_in):
    sign_in(cast.ada).post(
        "/settings/mail/", {"nudges": "on", "nudge_weekday": "1", "nudge_hour": "10"}
    )
    thank(cast.ben, cast.ada)
    assert drain_outbox() == []


def test_hr_reads_no_counts_and_switches_places_with_a_trace(cast, sign_in):
    client = sign_in(cast.hana)
    page = client.post(reverse("hr-recognition"), {"place": "Spain"}, follow=True).text
    assert "Off since" in page
    assert "switched recognition by name off for a place" in client.get("/hr/audit/").text
    assert "Choose where recognition by name is off" in (
        client.post(reverse("hr-recognition"), {"place": "Nowhere"}).text
    )
    page = client.post(reverse("hr-recognition"), {"place": "*"}, follow=True).text
    assert "The whole company" in page


def test_a_nonce_that_is_none_is_said(cast, sign_in):
    page = sign_in(cast.ben).post(GIVE, form(cast.ada, nonce="zz")).text
    assert "Open this page again, then send it" in page
    assert WORDS in page
