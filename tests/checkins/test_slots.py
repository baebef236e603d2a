"""Suggested times: both people's usual hours, on both clocks, whatever the clocks do."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from checkins import slots
from checkins.models import Meeting
from tests.checkins.meetings import HOUR, NOW, OFFICE, at, booked, hours, set_up
from tests.people import enroll, make_pair, make_person

ALWAYS = list(range(168))


def starts(pair, now=NOW, **kwargs) -> list[dt.datetime]:
    return [slot.starts_at for slot in slots.suggest(pair, now=now, **kwargs)]


def test_three_days_the_next_first_and_mornings_and_afternoons_in_turn(cast):
    pair = set_up(cast.pair)
    assert starts(pair) == [
        at("2027-05-25 07:00"),  # Tue 09:00 in Madrid
        at("2027-05-26 10:00"),  # Wed 12:00, an afternoon
        at("2027-05-27 07:00"),
    ]


def test_days_repeat_only_when_there_are_too_few(cast):
    pair = set_up(cast.pair, mentor=hours("Tue 14-17"))
    assert starts(pair) == [
        at("2027-05-25 12:00"), at("2027-05-25 14:00"),
    ]  # fmt: skip
    assert starts(pair, count=1) == [at("2027-05-25 12:00")]


def test_the_next_week_has_times_of_its_own(cast):
    pair = set_up(cast.pair, mentor=hours("Tue 14-15"))
    assert starts(pair) == [at("2027-05-25 12:00")]
    assert starts(pair, weeks_ahead=1) == [at("2027-06-01 12:00")]


def test_booked_meetings_of_either_are_left_out(cast):
    pair = set_up(cast.pair, mentor=hours("Tue 14-15", "Wed 14-15"))
    mei = make_person("Mei Chen")
    other = make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, mei))
    meeting = booked(other, at("2027-05-25 12:30"))
    assert starts(pair) == [at("2027-05-26 12:00")]
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", cancelled_at=NOW)
    assert starts(pair) == [at("2027-05-25 12:00"), at("2027-05-26 12:00")]


def test_the_whole_length_must_fit(cast):
    pair = set_up(cast.pair, mentor=hours("Tue 14-15"), minutes=60)
    assert starts(pair) == [at("2027-05-25 12:00")]
    assert starts(set_up(cast.pair, mentor=hours("Tue 14-15"), minutes=75)) == []


def test_nothing_before_the_pair_starts_or_after_it_ends(cast):
    pair = set_up(cast.pair, starts_on=dt.date(2027, 6, 10), ends_on=dt.date(2027, 6, 11))
    days = {start.date() for start in starts(pair)}
    assert days == {dt.date(2027, 6, 10), dt.date(2027, 6, 11)}
    assert starts(pair, weeks_ahead=1) == []


def test_half_an_hour_between_the_clocks(cast):
    pair = set_up(
        cast.pair, mentor=hours("Tue 14-16"), mentee=hours("Tue 10-12"),
        zones=("Asia/Kolkata", "Europe/London"),
    )  # fmt: skip
    # 14:00–16:00 in Kolkata is 08:30–10:30 UTC; 10:00–12:00 in London is 09:00–11:00 UTC.
    assert starts(pair) == [at("2027-05-25 09:00")]


def test_thirteen_hours_apart(cast):
    pair = set_up(
        cast.pair, mentor=hours("Wed 8-10"), mentee=hours("Tue 19-21"),
        zones=("Pacific/Auckland", "America/Los_Angeles"),
        starts_on=dt.date(2027, 5, 1),
    )  # fmt: skip
    # In May Auckland is 19 hours ahead of Los Angeles: nothing is shared.
    assert starts(pair) == []
    apart = set_up(
        cast.pair, mentor=hours("Wed 9-10"), mentee=hours("Tue 20-21"),
        zones=("Asia/Tokyo", "America/New_York"),
    )  # fmt: skip
    (slot,) = slots.suggest(apart, now=NOW)
    assert slot.starts_at == at("2027-05-26 00:00")
    assert slot.words(apart.mentor, apart.mentee) == (
        "Wed 26 May, 09:00 your time (Tue 25 May, 20:00 for Ben)"
    )
    assert slot.words(apart.mentee, apart.mentor) == (
        "Tue 25 May, 20:00 your time (Wed 26 May, 09:00 for Ada)"
    )
    assert slot.usually(apart.mentee) == "You both marked Tuesday evenings as usually good."
    assert slot.usually(apart.mentor) == "You both marked Wednesday mornings as usually good."


def test_the_same_clock_is_said_once(cast):
    pair = set_up(cast.pair)
    slot = slots.suggest(pair, now=NOW)[0]
    assert slot.words(pair.mentee, pair.mentor) == "Tue 25 May, 09:00"
    assert slot.label(pair.mentee) == "Tue 25 May, 09:00"


def test_over_new_year(cast):
    pair = set_up(cast.pair, mentor=hours("Fri 14-15"), ends_on=dt.date(2028, 6, 1))
    assert starts(pair, now=at("2027-12-29 09:00")) == [at("2027-12-31 13:00")]
    assert starts(pair, now=at("2027-12-29 09:00"), weeks_ahead=1) == [at("2028-01-07 13:00")]


# Zone, the Sunday its clocks change, and the wall hour that is skipped or repeated.
CHANGES = [
    ("Europe/Madrid", dt.date(2027, 3, 28), dt.date(2027, 10, 31)),
    ("America/New_York", dt.date(2027, 3, 14), dt.date(2027, 11, 7)),
    ("America/Santiago", dt.date(2027, 9, 5), dt.date(2027, 4, 4)),
    ("Australia/Sydney", dt.date(2027, 10, 3), dt.date(2027, 4, 4)),
    ("Australia/Lord_Howe", dt.date(2027, 10, 3), dt.date(2027, 4, 4)),
    ("Africa/Casablanca", dt.date(2027, 3, 14), dt.date(2027, 2, 7)),
]
BOTH_WAYS = [(zone, day) for zone, forward, back in CHANGES for day in (forward, back)]


@pytest.mark.parametrize(("zone", "day"), BOTH_WAYS)
def test_usual_hours_keep_their_wall_clock_over_a_change(cast, zone, day):
    """Nine in the morning is nine in the morning before and after the clocks change."""
    changed = ZoneInfo(zone)
    before = dt.datetime.combine(day - dt.timedelta(days=3), dt.time(12), changed)
    after = dt.datetime.combine(day + dt.timedelta(days=3), dt.time(12), changed)
    assert before.utcoffset() != after.utcoffset(), "the zone does change here"
    week = [day_of_week * 24 + 9 for day_of_week in range(7)]
    pair = set_up(
        cast.pair, mentor=week, mentee=ALWAYS, zones=(zone, "UTC"),
        starts_on=dt.date(2027, 1, 1),
    )  # fmt: skip
    found = starts(pair, now=before - dt.timedelta(days=1), count=7)
    walls = [start.astimezone(changed) for start in found]
    assert [wall.time() for wall in walls] == [dt.time(9)] * 7
    assert {wall.utcoffset() for wall in walls} == {before.utcoffset(), after.utcoffset()}


@pytest.mark.parametrize(("zone", "day"), BOTH_WAYS)
def test_no_slot_stands_in_an_hour_the_clocks_skip(cast, zone, day):
    changed = ZoneInfo(zone)
    pair = set_up(
        cast.pair, mentor=ALWAYS, mentee=ALWAYS, zones=(zone, zone),
        starts_on=dt.date(2027, 1, 1), minutes=30,
    )  # fmt: skip
    midnight = dt.datetime.combine(day, dt.time(), changed).astimezone(dt.UTC)
    found = slots.suggest(pair, now=midnight - slots.LEAD - 6 * HOUR, count=60)
    for slot in found:
        assert slot.starts_at.tzinfo is dt.UTC
        wall = slot.starts_at.astimezone(changed)
        assert wall.astimezone(dt.UTC) == slot.starts_at
        assert slot.ends_at - slot.starts_at == dt.timedelta(minutes=30)
        assert slots.is_usual(pair.mentor, slot.starts_at, slot.ends_at)


def test_an_hour_the_clocks_skip_is_not_offered_at_all(cast):
    """02:00 to 03:00 does not exist in Madrid on 28 March; a Sunday later it does."""
    pair = set_up(cast.pair, mentor=hours("Sun 2-3"), mentee=ALWAYS, starts_on=dt.date(2027, 1, 1))
    assert starts(pair, now=at("2027-03-26 09:00")) == []
    assert starts(pair, now=at("2027-03-26 09:00"), weeks_ahead=1) == [at("2027-04-04 00:00")]


def test_a_junk_zone_counts_as_utc(cast):
    pair = set_up(cast.pair, mentor=hours("Tue 14-15"), zones=("Mars/Olympus", "UTC"))
    assert starts(pair) == [at("2027-05-25 14:00")]


def test_why_there_is_nothing_and_what_to_do(cast):
    pair = set_up(cast.pair, mentor=[], mentee=[])
    assert starts(pair) == []
    mine = slots.nothing(pair, pair.mentee, now=NOW)
    assert (mine.text, mine.href) == (
        "You have not said yet when you can usually meet.", "/profile/hours/",
    )  # fmt: skip
    pair = set_up(cast.pair, mentor=[], mentee=OFFICE)
    theirs = slots.nothing(pair, pair.mentee, now=NOW)
    assert (theirs.text, theirs.href) == (
        "Ada has not said yet when a meeting usually suits.", "",
    )  # fmt: skip
    pair = set_up(cast.pair, mentor=hours("Mon 9-12"), mentee=hours("Tue 9-12"))
    text = slots.nothing(pair, pair.mentee, now=NOW).text
    assert text == "You and Ada have marked no hours in common."
    pair = set_up(cast.pair, mentor=hours("Tue 9-10"), mentee=hours("Tue 9-10"), minutes=90)
    text = slots.nothing(pair, pair.mentee, now=NOW).text
    assert text == "You and Ada share no long enough free time in these days."


def test_outside_the_usual_hours(cast):
    pair = set_up(cast.pair, mentor=hours("Tue 14-15"))
    inside, across = at("2027-05-25 12:00"), at("2027-05-25 12:30")
    assert slots.is_usual(pair.mentor, inside, inside + HOUR)
    assert not slots.is_usual(pair.mentor, across, across + HOUR)
    assert slots.is_usual(pair.mentor, at("2027-05-25 12:05"), at("2027-05-25 12:50"))
    assert slots.is_usual(make_person("No Hours"), across, across + HOUR)


@pytest.mark.parametrize("key", ["", "x", "20270525T1300", "20270525T9900Z", "20270525T1300Z;"])
def test_only_a_slots_own_key_is_read(key):
    assert slots.parse_key(key) is None


def test_a_slot_is_found_again_by_its_key():
    slot = slots.Slot(at("2027-05-25 13:15"), at("2027-05-25 14:00"))
    assert slots.parse_key(slot.key) == slot.starts_at
    assert slot.minutes == 45


def test_one_query_for_the_times_of_a_pair(cast, django_assert_num_queries):
    pair = set_up(cast.pair)
    with django_assert_num_queries(1):
        slots.suggest(pair, now=NOW)
