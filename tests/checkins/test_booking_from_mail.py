"""Two clicks from the mail: a time, one button. GET writes nothing, nobody signs in."""

import datetime as dt

import pytest
from django.utils import timezone

from checkins import booking_links, dates, slots
from checkins.models import Meeting, OwnDate
from matching import emails_pairing
from matching.models import Pair
from outbox.models import Link, Message
from profiles.models import Profile
from tests.checkins.meetings import set_up
from tests.mail import drain_outbox

WEEK = dt.timedelta(days=7)


@pytest.fixture
def pair(cast):
    today = timezone.localdate()
    return set_up(cast.pair, starts_on=today - WEEK, ends_on=today + 20 * WEEK)


@pytest.fixture
def buttons(pair):
    now = timezone.now()
    message = Message.objects.create(
        key="nudge:x", kind="weekly-nudge", policy="at_most_once", recipient=pair.mentee.user,
        not_before=now,
    )  # fmt: skip
    found = slots.suggest(pair, now=now)
    return booking_links.buttons(message, pair.mentee, pair, found, now=now)


def path(button) -> str:
    return button.url.removeprefix("http://testserver")


def form(slot, **fields) -> dict:
    return {"slot": slot, "minutes": "45", "place": "", "known": "0", "sure": ""} | fields


def test_one_button_for_each_time(pair, buttons):
    labels = [slot.label(pair.mentee) for slot in slots.suggest(pair, now=timezone.now())]
    assert [button.label for button in buttons] == [
        *labels, "Another time", "We already have a date",
    ]  # fmt: skip


def test_the_first_click_preselects_and_writes_nothing(client, pair, buttons):
    page = client.get(path(buttons[1]))
    assert page.text.count("checked") == 1
    assert "Booking as <b>Ben Ito</b>" in page.text
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not Meeting.objects.exists()


def test_the_second_click_books(client, pair, buttons):
    slot = slots.suggest(pair, now=timezone.now())[1]
    response = client.post(path(buttons[1]), form(slot.key), follow=True)
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.booked_by) == (slot.starts_at, pair.mentee)
    assert f"Booked: {slot.words(pair.mentee, pair.mentor)}." in response.text
    assert "_auth_user_id" not in client.session
    client.post(path(buttons[1]), form(slot.key))
    assert Meeting.objects.count() == 1


def test_a_date_that_exists_by_now_is_said_first(client, pair, buttons):
    slot = slots.suggest(pair, now=timezone.now())[0]
    client.post(path(buttons[0]), form(slot.key))
    page = client.get(path(buttons[1])).text
    assert f"have a date: {slot.words(pair.mentee, pair.mentor)}. Below you book one more." in page


def test_a_date_of_our_own_is_a_press_as_well(client, pair, buttons):
    url = path(buttons[-1])
    assert "Yes, we have a date" in client.get(url).text
    assert not OwnDate.objects.exists()
    page = client.post(url, follow=True).text
    assert "Noted: you two have a date." in page
    assert dates.has_date(pair, now=timezone.now())


def test_old_links_and_pairs_that_paused_say_so(client, pair, buttons):
    Link.objects.update(expires_at=timezone.now())
    for button in (buttons[0], buttons[-1]):
        page = client.get(path(button)).text
        assert "This link has done its work" in page
        assert f'href="/pairs/{pair.pk}/book/"' in page
    Link.objects.update(expires_at=timezone.now() + WEEK)
    Pair.objects.filter(pk=pair.pk).update(state="away")
    for button in (buttons[0], buttons[-1]):
        assert "no meetings to book at the moment" in client.post(path(button)).text
    assert not Meeting.objects.exists()
    assert not OwnDate.objects.exists()


def test_a_link_is_for_its_own_purpose(client, buttons):
    token = path(buttons[-1]).split("/")[3]
    assert client.get(f"/m/book/{token}/").status_code == 404


@pytest.fixture
def match_mail(pair, smtp):
    """E3, as it arrives."""

    def _mail():
        emails_pairing.tell(pair, pair.mentee, now=timezone.now())
        (found,) = drain_outbox()
        return found

    return _mail


def test_the_news_of_a_pair_offers_two_times(client, pair, match_mail):
    mail = match_mail()
    first, second, third = slots.suggest(pair, now=timezone.now())
    for slot in (first, second):
        assert f"{slot.label(pair.mentee)}: http://testserver/m/book/" in mail.text
    assert third.label(pair.mentee) not in mail.text
    assert "Which day and time suits you?" in mail.text
    assert "Write to Ada" not in mail.text
    link = next(one for one in mail.links if one.endswith(f"?at={second.key}"))
    client.get(link)
    assert not Meeting.objects.exists()
    client.post(link.removeprefix("http://testserver"), form(second.key))
    assert Meeting.objects.get().starts_at == second.starts_at


def test_without_hours_in_common_the_news_offers_none(pair, match_mail):
    Profile.objects.filter(pk=pair.mentor_id).update(weekly_hours=[])
    mail = match_mail()
    assert "Write to Ada with two that do." in mail.text
    assert "/m/book/" not in mail.text
    assert "See your pair page" in mail.text
