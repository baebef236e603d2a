"""What leaders do: true, public already, in the order of the alphabet; and the invitation."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checkins.models import MentorWish
from community import leader_ways, leaders, naming
from community.models import LeaderInvitation, Session
from matching.models import Pair, Program
from tests.community.library.world import make_document
from tests.mail import drain_outbox
from tests.people import enroll, make_pair, make_person

pytestmark = pytest.mark.django_db
PAGE = "/leaders/"


@pytest.fixture
def ada(cast):
    cast.ada.level = 8
    cast.ada.save(update_fields=["level"])
    return cast.ada


def hosted(person, title="Ask me about pricing", **fields):
    now = timezone.now()
    values = {
        "kind": "office_hour",
        "state": "held",
        "starts_at": now - dt.timedelta(days=2),
        "ends_at": now - dt.timedelta(days=2) + dt.timedelta(hours=1),
    }
    return Session.objects.create(title=title, host=person, outcome="x", **(values | fields))


def lesson(person, title="What the outage taught us", **fields):
    return make_document(title, suggested_by=person, **fields)


def test_acts_are_named_as_they_are(cast, ada, sign_in):
    hosted(ada)
    lesson(ada)
    Program.objects.filter(pk=cast.other_program.pk).update(sponsor=ada, sponsor_message="Come.")
    page = sign_in(cast.emil).get(PAGE).text
    assert (
        "Ada mentors one person, hosted “Ask me about pricing”, wrote the lesson "
        "“What the outage taught us” and speaks for Autumn Buddies." in page
    )
    assert "Ben" not in page


def test_two_people_are_counted_and_a_pair_nobody_may_know_of_is_not(cast, ada, sign_in):
    type(cast.ada_enrolled).objects.filter(pk=cast.ada_enrolled.pk).update(capacity=9)
    type(ada).objects.filter(pk=ada.pk).update(mentoring_limit=9)
    cast.ada_enrolled.refresh_from_db()
    make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, make_person("Mia Lee")))
    assert "Ada mentors two people." in sign_in(cast.emil).get(PAGE).text
    later = timezone.now() + dt.timedelta(minutes=5)
    Pair.objects.filter(mentee__name="Mia Lee").update(visible_at=later)
    assert "Ada mentors one person." in sign_in(cast.emil).get(PAGE).text


def test_what_is_not_public_is_no_act(cast, ada, sign_in):
    Pair.objects.filter(pk=cast.pair.pk).update(state="ended")
    hosted(ada, state="proposed")
    lesson(ada, state="suggested", published_at=None)
    lesson(ada, "A link", kind="article")
    page = sign_in(cast.emil).get(PAGE).text
    assert "Ada" not in page
    assert "When a leader mentors somebody" in page


@pytest.mark.parametrize("why", ["hidden", "off", "left", "no leader"])
def test_who_does_not_want_it_or_may_not_be_named_is_not_there(cast, ada, sign_in, why):
    assert "Ada" in sign_in(cast.emil).get(PAGE).text
    if why == "hidden":
        naming.choose(ada, shows_kudos=True, shows_acts=False)
    if why == "off":
        naming.switch_off("Spain", by=cast.hana.user, now=timezone.now())
    if why in {"left", "no leader"}:
        fields = {"is_active": False} if why == "left" else {"level": 7}
        type(ada).objects.filter(pk=ada.pk).update(**fields)
    assert "Ada" not in sign_in(cast.emil).get(PAGE).text


def test_hr_marks_and_unmarks_with_a_trace(cast, sign_in):
    client = sign_in(cast.hana)
    assert "Enter the name of a person" in client.post(reverse("hr-leaders"), {}).text
    for _time in range(2):
        page = client.post(reverse("hr-leaders"), {"people": cast.ada.pk}, follow=True).text
    assert "Ada mentors one person." in page
    assert "Ada" in sign_in(cast.emil).get(PAGE).text
    client = sign_in(cast.hana)
    for _time in range(2):
        client.post(reverse("unmark-leader", args=[cast.ada.pk]))
    assert "Ada mentors" not in sign_in(cast.emil).get(PAGE).text
    assert "marked somebody as a leader" in sign_in(cast.hana).get("/hr/audit/").text


def test_one_press_writes_to_every_leader_once_a_month(cast, ada, sign_in, smtp):
    leaders.mark([cast.dan, cast.hana], by=cast.hana.user, now=timezone.now())
    client = sign_in(cast.hana)
    page = client.post(reverse("invite-leaders"), follow=True).text
    assert "2 leaders are invited." in page
    assert "“Invite leaders”" not in page
    client.post(reverse("invite-leaders"))
    mails = drain_outbox()
    assert {mail.to for mail in mails} == {"ada.obi@example.com", "dan.weiss@example.com"}
    assert LeaderInvitation.objects.count() == 2
    later = timezone.now() + dt.timedelta(days=31)
    assert leaders.invite(by=cast.hana.user, now=later) == 2


def test_a_leader_says_that_they_would_mentor(cast, ada, sign_in):
    client = sign_in(ada)
    page = reverse("leader-invitation")
    Program.objects.update(state="finished")
    assert "I would mentor" in client.get(page).text
    for _time in range(2):
        client.post(reverse("would-mentor"))
    assert MentorWish.objects.get().profile == ada
    assert "Noted: you would like to mentor." in client.get(page).text
    client.post(reverse("would-not-mentor"))
    assert not MentorWish.objects.exists()


def test_a_program_that_is_open_is_offered(cast, sign_in):
    leaders.mark([cast.emil], by=cast.hana.user, now=timezone.now())
    assert f"Join {cast.program.name}" in sign_in(cast.emil).get(reverse("leader-invitation")).text


def test_a_way_without_a_page_is_left_out(monkeypatch):
    way = leader_ways.Way("kudos", "Thank", "One line.", "Thank somebody")
    gone = leader_ways.Way("no-such-page", "x", "x", "x")
    monkeypatch.setattr(leader_ways, "WAYS", [gone, way])
    assert leader_ways.open_ways() == [(way, "/kudos/")]


@pytest.mark.parametrize("page", ["leaders", "hr-leaders"])
def test_the_lists_ask_the_same_for_one_and_three(cast, ada, sign_in, page):
    client, counts = sign_in(cast.hana), []
    client.get(reverse(page))
    for more in (1, 2):
        for n in range(more):
            hosted(make_person(f"Mia Lee {more}{n}", level=9), f"Title {more}{n}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(page))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_a_sponsor_stands_under_the_message_while_they_are_here(cast, ada, sign_in):
    Program.objects.filter(pk=cast.program.pk).update(sponsor_message="Take yours, give some.")
    address = reverse("program", args=[cast.program.pk])
    assert "Take yours" not in sign_in(cast.dan).get(address).text
    Program.objects.filter(pk=cast.program.pk).update(sponsor=ada)
    type(ada).objects.filter(pk=ada.pk).update(job_title="Head of Product")
    page = sign_in(cast.dan).get(address).text
    for text in ("Take yours, give some.", "Ada Obi", "Head of Product"):
        assert text in page
    type(ada).objects.filter(pk=ada.pk).update(is_active=False)
    assert "Take yours" not in sign_in(cast.dan).get(address).text


def test_the_set_up_asks_who_says_it(cast, ada, sign_in):
    client = sign_in(cast.hana)
    address = reverse("hr-program-details", args=[cast.program.pk])
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if name != "sponsor"}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    data["sponsor_message"] = "Take yours, give some."
    assert "Enter who says the message" in client.post(address, data).text
    client.post(address, data | {"sponsor": ada.pk})
    cast.program.refresh_from_db()
    assert (cast.program.sponsor, cast.program.sponsor_message) == (ada, "Take yours, give some.")
    assert "Ada Obi" in client.get(address).text
