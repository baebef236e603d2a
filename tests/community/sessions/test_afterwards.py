"""What time does: held, asked, wrapped up, thanked."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from community import library_links, session_times
from community.models import Resource, Session, SessionFeedback
from outbox.models import Link, Message
from tests.community.library.world import make_link
from tests.community.sessions.world import DAY, a_group, a_session, go, held, people
from tests.mail import drain_outbox
from tests.people import make_skill

pytestmark = pytest.mark.django_db


def just_over(host, *guests, **fields) -> Session:
    """Ended ten minutes ago; the minute tick has not seen it yet."""
    session = held(host, *guests, ago=dt.timedelta(minutes=10), **fields)
    Session.objects.filter(pk=session.pk).update(state="published", asked_at=None)
    Message.objects.all().delete()
    session.refresh_from_db()
    return session


def wrap_up(client, session, **fields):
    url = reverse("wrap-up-session", args=[session.pk])
    return client.post(url, fields, follow=True)


def test_the_tick_asks_guests_and_host_once(cast):
    session = just_over(cast.ada, cast.ben, cast.dan)
    for _twice in range(2):
        session_times.tick(now=timezone.now())
    session.refresh_from_db()
    assert session.state == "held"
    asked = sorted(Message.objects.values_list("kind", "recipient__email"))
    assert asked == sorted(
        [
            ("session-question", cast.ben.user.email),
            ("session-question", cast.dan.user.email),
            ("session-wrap-up", cast.ada.user.email),
        ]
    )


def test_a_session_nobody_came_to_asks_nobody(cast):
    just_over(cast.ada)
    session_times.tick(now=timezone.now() + 4 * DAY)
    assert not Message.objects.exists()


def test_two_taps_from_the_mail_without_signing_in(cast, client, smtp):
    just_over(cast.ada, cast.ben)
    session_times.tick(now=timezone.now())
    mail = next(m for m in drain_outbox() if m.to == cast.ben.user.email)
    assert mail.subject == "How was “Pricing in three currencies”?"
    address = mail.link("/m/session/")
    assert address.endswith("?a=useful")
    page = client.get(address)
    assert page.status_code == 200
    assert 'value="useful" required' in page.text or "checked" in page.text
    assert not SessionFeedback.objects.exists()
    saved = client.post(address.split("?")[0], {"answer": "useful"}, follow=True).text
    assert "Answer saved: I can use it." in saved
    changed = {"answer": "partly", "words": "More examples", "may_name": "on"}
    client.post(address.split("?")[0], changed)
    given = SessionFeedback.objects.get()
    assert (given.profile, given.answer, given.words, given.may_name) == (
        cast.ben, "partly", "More examples", True,
    )  # fmt: skip


def test_a_get_of_every_button_writes_nothing(cast, client, smtp):
    session = just_over(cast.ada, cast.ben)
    session_times.tick(now=timezone.now())
    mail = next(m for m in drain_outbox() if m.to == cast.ben.user.email)
    for link in mail.links:
        if "/m/session/" in link:
            assert client.get("/" + link.split("/", 3)[3]).status_code == 200
    assert client.get(session.get_absolute_url()).status_code == 302
    assert not SessionFeedback.objects.exists()


def test_the_link_closes_after_two_weeks_and_a_made_up_one_is_none(cast, client, smtp):
    session = just_over(cast.ada, cast.ben)
    session_times.tick(now=timezone.now())
    address = next(m for m in drain_outbox() if m.to == cast.ben.user.email).link("/m/session/")
    Link.objects.update(expires_at=timezone.now())
    page = client.post(address.split("?")[0], {"answer": "useful"})
    assert "This question is closed" in page.text
    assert not SessionFeedback.objects.exists()
    assert client.post("/m/session/nothing/", {"answer": "useful"}).status_code == 404
    assert session.title in page.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose an answer"),
        ({"answer": "great"}, "Choose an answer"),
        ({"answer": "useful", "words": "x" * 10_000}, "Your line must be 400 characters or fewer"),
        ({"answer": "useful", "words": "a\x00b"}, "Enter text without control characters"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_saved(cast, sign_in, fields, says):
    session = held(cast.ada, cast.ben)
    page = sign_in(cast.ben).post(reverse("session-question", args=[session.pk]), fields)
    assert says in page.text
    assert not SessionFeedback.objects.exists()


def test_who_was_not_there_is_not_asked(cast, sign_in):
    session = held(cast.ada, cast.ben)
    url = reverse("session-question", args=[session.pk])
    assert sign_in(cast.dan).get(url).status_code == 404
    session.rsvps.update(attended=False)
    assert sign_in(cast.ben).post(url, {"answer": "useful"}).status_code == 404


def test_the_host_reads_counts_from_five_answers_on_and_names_only_where_ticked(cast, sign_in):
    guests = people(5)
    session = held(cast.ada, *guests)
    url = reverse("session-question", args=[session.pk])
    for n, guest in enumerate(guests):
        if n == 4:
            page = sign_in(cast.ada).get(session.get_absolute_url()).text
            assert "4 answers so far." in page
            assert "Quiet words" not in page
        fields = {"answer": "useful" if n else "not", "words": "Quiet words" if n == 1 else ""}
        if n == 2:
            fields = {"answer": "useful", "words": "Named words", "may_name": "on"}
        sign_in(guest).post(url, fields)
    page = sign_in(cast.ada).get(session.get_absolute_url()).text
    assert "Quiet words" in page
    assert "Named words" in page
    assert page.count("Guest Number2") == 1
    assert "Guest Number1" not in page
    assert "Named words" not in sign_in(cast.dan).get(session.get_absolute_url()).text


def test_the_wrap_up_ticks_people_and_fills_the_library(cast, sign_in):
    session = held(cast.ada, cast.ben, cast.dan)
    session.skills.add(make_skill("Pricing"))
    ben = session.rsvps.get(profile=cast.ben)
    page = wrap_up(
        sign_in(cast.ada), session, came=[ben.pk], note="Three tables to take home.",
        recording="https://media.example.com/pricing", recording_minutes="41",
        materials="https://media.example.com/tables",
    ).text  # fmt: skip
    assert "The wrap-up is published." in page
    assert "1 person came" in page
    attended = dict(session.rsvps.values_list("profile__name", "attended"))
    assert attended == {"Ben Ito": True, "Dan Weiss": False}
    items = Resource.objects.published().order_by("kind")
    assert [(item.kind, item.minutes, item.owner) for item in items] == [
        ("recording", 41, cast.ada), ("template", None, cast.ada),
    ]  # fmt: skip
    assert items[0].title == "Pricing in three currencies: recording"
    assert "pricing" in items[0].search_text
    assert [skill.name for skill in items[0].skills.all()] == ["Pricing"]
    assert "https://media.example.com/pricing" in sign_in(cast.emil).get(
        session.get_absolute_url()
    ).text  # fmt: skip


def test_a_second_wrap_up_corrects_and_doubles_nothing(cast, sign_in):
    session, client = held(cast.ada, cast.ben), sign_in(cast.ada)
    link = "https://media.example.com/pricing"
    wrap_up(client, session, came=[session.rsvps.get().pk], recording=link)
    wrap_up(client, session, came=[], note="Corrected", recording=link)
    session.refresh_from_db()
    assert session.came_of_it == "Corrected"
    assert session.rsvps.get().attended is False
    assert Resource.objects.count() == 1


def test_a_link_the_library_has_is_said_and_nothing_is_half_saved(cast, sign_in):
    link = "https://media.example.com/pricing"
    known = make_link("Known", kind="video", url=link)
    Resource.objects.filter(pk=known.pk).update(link_key=library_links.key(link))
    session = held(cast.ada, cast.ben)
    page = wrap_up(sign_in(cast.ada), session, came=[], note="Typed words", materials=link).text
    assert "The library has this link already" in page
    assert "Typed words" in page
    session.refresh_from_db()
    assert session.wrapped_at is None
    assert session.rsvps.get().attended is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"recording": "javascript:alert(1)"}, "Enter a link that starts with https://"),
        ({"recording": "x" * 10_000}, "A link must be 500 characters or fewer"),
        ({"recording_minutes": "0"}, "Minutes must be between 1 and 600"),
        ({"came": ["999999"]}, "Choose people from the list"),
        ({"note": "x" * 10_000}, "What came of it must be 2,000 characters or fewer"),
    ],
)
def test_bad_input_of_the_wrap_up(cast, sign_in, fields, says):
    session = held(cast.ada, cast.ben)
    assert says in wrap_up(sign_in(cast.ada), session, **fields).text
    session.refresh_from_db()
    assert session.wrapped_at is None


def test_what_a_closed_group_records_stays_there(cast, sign_in):
    group = a_group(cast.ben, lead=cast.ada, entry="invited")
    session = held(cast.ada, cast.ben, group=group)
    client = sign_in(cast.ada)
    page = client.get(reverse("wrap-up-session", args=[session.pk])).text
    assert "stays in the group" in page
    wrap_up(client, session, came=[], recording="https://media.example.com/secret")
    assert not Resource.objects.exists()


def test_thanks_carry_the_real_numbers_and_named_words(cast, smtp):
    guests = people(6)
    session = held(cast.ada, *guests, ago=4 * DAY, speaker="Helen Marsh")
    session.rsvps.update(attended=True)
    Session.objects.update(wrapped_at=timezone.now())
    for n, guest in enumerate(guests):
        SessionFeedback.objects.create(
            session=session, profile=guest, answer="useful" if n < 4 else "not",
            words=f"Words {n}", may_name=n == 0, said_at=timezone.now(),
        )  # fmt: skip
    Message.objects.all().delete()
    for _twice in range(2):
        session_times.tick(now=timezone.now())
    (mail,) = drain_outbox()
    assert mail.subject == "Thank you for “Pricing in three currencies”"
    assert "6 people came." in mail.text
    assert "4 of the 6 who answered can use it." in mail.text
    assert "“Words 0” (Guest Number0)" in mail.text
    assert "Words 1" not in mail.text
    assert "Pass this on to Helen Marsh." in mail.text


def test_the_reminder_says_what_coming_costs_others(cast, smtp):
    session = a_session(cast.ada)
    go(session, cast.ben, cast.dan)
    Message.objects.exclude(kind="session-reminder").delete()
    rows = Message.objects.filter(recipient=cast.ben.user)
    due = rows.get().not_before.astimezone(cast.ben.zone)
    assert (due.hour, due.weekday() < 5) == (10, True)
    assert due < session.starts_at
    rows.update(not_before=timezone.now() - dt.timedelta(minutes=1))
    (mail,) = drain_outbox()
    line = "Ada gives 45 minutes for “Pricing in three currencies”, and 2 people are going."
    assert line in mail.text
    assert len(mail.subject) <= 50


def test_who_left_is_not_reminded(cast, client, smtp, sign_in):
    session = a_session(cast.ada)
    go(session, cast.ben)
    sign_in(cast.ben).post(reverse("leave-session", args=[session.pk]))
    now = timezone.now()
    Message.objects.filter(kind="session-reminder").update(not_before=now)
    assert [m for m in drain_outbox() if "gives 45 minutes" in m.text] == []
