"""E8: two hours after the first meeting, in working hours, once."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from checkins import fits, nudges, questions, weeks
from checkins.models import CheckIn, Meeting, Nudge
from matching.models import Pair
from outbox.models import MailPreference, Message
from profiles.models import Holiday
from tests.checkins.asked import answered
from tests.checkins.test_met import meeting

TUESDAY = dt.datetime(2027, 5, 25, 8, 0, tzinfo=dt.UTC)  # 10:00 in Madrid
HOUR = dt.timedelta(hours=1)
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def pair(cast):
    Pair.objects.filter(pk=cast.pair.pk).update(
        visible_at=TUESDAY - 200 * HOUR, starts_on=dt.date(2027, 5, 10),
        ends_on=dt.date(2027, 11, 1),
    )  # fmt: skip
    cast.pair.refresh_from_db()
    return cast.pair


def fit_of(person):
    return CheckIn.objects.filter(author=person, kind="fit").first()


def test_both_are_asked_two_hours_after_the_end_and_once(cast, pair):
    meeting(pair, TUESDAY)  # ends at 11:00
    assert fits.tick(now=TUESDAY + 3 * HOUR - dt.timedelta(minutes=1)) == 0
    assert fits.tick(now=TUESDAY + 3 * HOUR) == 2
    assert fits.tick(now=TUESDAY + 4 * HOUR) == 0
    keys = set(Message.objects.filter(kind="fit-question").values_list("key", flat=True))
    assert keys == {f"fit:{pair.pk}:{person.pk}" for person in (cast.ada, cast.ben)}


def test_an_evening_meeting_waits_for_the_next_working_morning(cast, pair):
    friday = dt.datetime(2027, 5, 28, 17, 0, tzinfo=MADRID)
    Holiday.objects.create(day=dt.date(2027, 5, 31), name="Holiday")
    meeting(pair, friday)
    for hours in range(90):
        fits.tick(now=friday + hours * HOUR)
    asked = fit_of(cast.ben).asked_at.astimezone(MADRID)
    assert asked.date() == dt.date(2027, 6, 1)
    assert asked.hour == 8
    row = Message.objects.get(recipient=cast.ben.user, kind="fit-question")
    assert row.not_before == asked


def test_each_is_asked_in_their_own_hours(cast, pair):
    cast.ada.time_zone = "Asia/Tokyo"
    cast.ada.save(update_fields=["time_zone"])
    meeting(pair, TUESDAY)
    assert fits.tick(now=TUESDAY + 3 * HOUR) == 1  # 20:00 in Tokyo
    assert fit_of(cast.ada) is None
    assert fits.tick(now=TUESDAY + 15 * HOUR) == 1


def test_a_yes_in_a_check_in_counts_as_the_first_meeting(cast, pair):
    answered(cast, "met_helped", now=TUESDAY)
    assert fits.tick(now=TUESDAY + 2 * HOUR) == 2


@pytest.mark.parametrize("fields", [{"meetings_before": 2}, {"state": "ended"}, {"state": "away"}])
def test_who_is_not_asked(pair, fields):
    meeting(pair, TUESDAY)
    Pair.objects.filter(pk=pair.pk).update(**fields)
    assert fits.tick(now=TUESDAY + 3 * HOUR) == 0


def test_only_the_first_meeting_and_not_one_of_long_ago(pair):
    meeting(pair, TUESDAY - 15 * 24 * HOUR)
    meeting(pair, TUESDAY)
    assert fits.tick(now=TUESDAY + 3 * HOUR) == 0


def test_a_date_that_was_called_off_is_no_meeting(pair):
    meeting(pair, TUESDAY, Meeting.State.CANCELLED, cancelled_at=TUESDAY)
    meeting(pair, TUESDAY + HOUR, Meeting.State.BOOKED)
    assert fits.tick(now=TUESDAY + 5 * HOUR) == 0


def test_the_first_mail_of_a_week_is_the_only_one(cast, pair):
    monday = TUESDAY - 24 * HOUR
    meeting(pair, monday)
    fits.tick(now=monday + 3 * HOUR)
    assert Nudge.objects.get(profile=cast.ben).steps == [f"fit:{pair.pk}"]
    assert nudges.tick(now=TUESDAY) == 0


def test_a_week_that_had_its_mail_leaves_the_question_to_the_next(cast, pair):
    """The question is on Home at once; its mail opens the next week, and is its one mail."""
    period = weeks.period(TUESDAY, cast.ben.zone)
    Nudge.objects.create(
        profile=cast.ben, period=period, decided_at=TUESDAY, steps=[f"tip:{pair.pk}"]
    )
    wednesday = TUESDAY + 24 * HOUR
    meeting(pair, wednesday)
    assert fits.tick(now=wednesday + 3 * HOUR) == 2
    assert fit_of(cast.ben).asked_at == wednesday + 3 * HOUR
    monday = dt.datetime(2027, 5, 31, 8, 0, tzinfo=MADRID)
    sent = Message.objects.filter(kind="fit-question")
    assert sent.get(recipient=cast.ben.user).not_before == monday
    assert sent.get(recipient=cast.ada.user).not_before == wednesday + 3 * HOUR
    assert fits.tick(now=monday) == 0
    assert nudges.tick(now=TUESDAY + 7 * 24 * HOUR) == 1  # Ada's
    assert Nudge.objects.filter(profile=cast.ben).count() == 2


def test_a_week_with_nothing_to_say_is_not_spent(cast, pair):
    period = weeks.period(TUESDAY, cast.ben.zone)
    Nudge.objects.create(profile=cast.ben, period=period, decided_at=TUESDAY, steps=[])
    meeting(pair, TUESDAY)
    fits.tick(now=TUESDAY + 3 * HOUR)
    assert Message.objects.get(recipient=cast.ben.user).not_before == TUESDAY + 3 * HOUR
    assert Nudge.objects.get(profile=cast.ben).steps == [f"fit:{pair.pk}"]


def test_who_has_stopped_these_mails_is_asked_in_the_application_only(cast, pair):
    MailPreference.objects.create(user=cast.ben.user, nudges=False)
    meeting(pair, TUESDAY)
    assert fits.tick(now=TUESDAY + 3 * HOUR) == 2
    assert fit_of(cast.ben) is not None
    assert not Message.objects.filter(recipient=cast.ben.user).exists()


def test_not_a_fit_is_a_call_and_may_be_taken_back(cast, pair):
    checkin = questions.ask_fit(pair, cast.ben, now=TUESDAY)
    questions.take_answer(checkin, questions.Reply("not_a_fit"), now=TUESDAY)
    assert CheckIn.objects.needing_help().count() == 1
    questions.take_answer(checkin, questions.Reply("good_fit"), now=TUESDAY)
    assert CheckIn.objects.needing_help().count() == 0


def test_the_page_shows_three_answers_and_who_sees_them(cast, pair, sign_in):
    checkin = questions.ask_fit(pair, cast.ben, now=TUESDAY)
    CheckIn.objects.update(closes_at=dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    client = sign_in(cast.ben)
    page = client.get(f"/checkins/{checkin.pk}/").text
    assert "How did it feel, meeting Ada?" in page
    for label in ("Good fit", "Still deciding", "Not a fit"):
        assert label in page
    assert "Your answer: HR (Hana Suzuki): reads this." in page
    assert "Ada does not see this." in page
    client.post(f"/checkins/{checkin.pk}/", {"answer": "good_fit"})
    assert "You answered “Good fit” on" in client.get(f"/checkins/{checkin.pk}/").text
    assert "Change it?" in client.get(f"/checkins/{checkin.pk}/").text
    refused = client.post(f"/checkins/{checkin.pk}/", {"answer": "met_helped"}).text
    assert "Choose how it felt" in refused
