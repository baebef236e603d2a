import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from matching import away, enrollments, loading, minute, pairs, programs, vacancies, waiting
from matching.models import Away, Enrollment, Pair, Program
from profiles import contributions, people
from profiles.models import AuditEvent
from tests.matching.life.world import broken
from tests.people import enroll, make_pair, make_person

DAY = dt.timedelta(days=1)
NOW = timezone.now().replace(hour=12)
TODAY = NOW.date()
UNTIL = TODAY + 20 * DAY


@pytest.fixture
def pair(cast):
    Pair.objects.filter(pk=cast.pair.pk).update(ends_on=TODAY + 180 * DAY)
    cast.pair.refresh_from_db()
    return cast.pair


def go(pair, cast, **fields):
    fields = {"person": cast.ada, "until": UNTIL, "by": cast.ada.user, "now": NOW} | fields
    return away.start(pair, **fields)


def used(enrollment):
    return Enrollment.objects.get(pk=enrollment.pk).used


def test_the_pair_pauses_its_end_moves_and_its_places_are_given_back(pair, cast):
    assert go(pair, cast)
    assert pair.state == "away"
    assert pair.ends_on == TODAY + 200 * DAY
    assert pair.days_away == 20
    assert used(cast.ada_enrolled) == used(cast.ben_enrolled) == 0
    assert not pair.is_open
    assert broken() == []


def test_an_away_pair_counts_nowhere_as_open_and_its_place_is_offered_to_nobody(pair, cast):
    go(pair, cast)
    assert not Pair.objects.open().exists()
    mentors = Enrollment.objects.filter(pk=cast.ada_enrolled.pk)
    assert vacancies.free(mentors) == 1  # two places, one of them waits
    assert cast.ben_enrolled not in loading.mentees_of(cast.program, now=NOW)


def test_setting_it_twice_changes_nothing(pair, cast):
    go(pair, cast)
    assert not go(pair, cast, until=UNTIL + 5 * DAY)
    assert away.current(pair).until == UNTIL
    assert broken() == []


@pytest.mark.parametrize("days", [0, -1, 367])
def test_only_a_day_to_come_within_a_year(pair, cast, days):
    with pytest.raises(away.AwayRefusedError):
        go(pair, cast, until=TODAY + days * DAY)
    assert Pair.objects.get(pk=pair.pk).state == "active"


def test_a_pair_that_does_not_go_on_cannot_be_away(pair, cast):
    pairs.close_pair(pair, by=None, reason="x", now=NOW)
    with pytest.raises(away.AwayRefusedError):
        go(pair, cast)


def test_it_goes_on_by_itself_on_the_day_in_the_programs_zone(pair, cast):
    Program.objects.filter(pk=cast.program.pk).update(time_zone="Pacific/Kiritimati")
    pair.refresh_from_db()
    go(pair, cast)
    there = dt.datetime.combine(UNTIL, dt.time(), tzinfo=pair.program.zone)
    assert away.tick(now=there - dt.timedelta(minutes=1)) == 0
    assert away.tick(now=there) == 1
    assert away.tick(now=there) == 0
    pair.refresh_from_db()
    # There it is a day later already, so the pair is away for a day less.
    assert (pair.state, pair.ends_on, pair.days_away) == ("active", TODAY + 199 * DAY, 19)
    assert used(cast.ada_enrolled) == used(cast.ben_enrolled) == 1
    assert broken() == []


def test_the_tick_of_the_programs_does_it(pair, cast):
    go(pair, cast)
    minute.tick(now=NOW + 21 * DAY)
    assert Pair.objects.get(pk=pair.pk).state == "active"


def test_the_end_moves_by_the_days_really_away(pair, cast):
    go(pair, cast)
    away.come_back(pair, by=cast.ada.user, now=NOW + 4 * DAY)
    assert (pair.ends_on, pair.days_away) == (TODAY + 184 * DAY, 4)
    assert away.current(pair) is None


def test_longer_and_shorter(pair, cast):
    go(pair, cast)
    assert away.move(pair, until=UNTIL + 10 * DAY, by=cast.ada.user, now=NOW)
    assert pair.ends_on == TODAY + 210 * DAY
    assert not away.move(pair, until=UNTIL + 10 * DAY, by=cast.ada.user, now=NOW)
    assert away.move(pair, until=TODAY + 5 * DAY, by=cast.ada.user, now=NOW)
    assert (pair.ends_on, pair.days_away) == (TODAY + 185 * DAY, 5)
    assert broken() == []


def test_away_twice_adds_up_and_clocks_can_leave_it_out(pair, cast):
    go(pair, cast)
    away.come_back(pair, by=None, now=NOW + 3 * DAY)
    go(pair, cast, now=NOW + 10 * DAY, until=TODAY + 40 * DAY)
    today = TODAY + 15 * DAY
    assert away.days(pair, today=today) == 3 + 5
    assert away.days(pair, today=today, since=TODAY + 2 * DAY) == 1 + 5
    assert away.days(pair, today=today, since=TODAY + 12 * DAY) == 3
    assert away.days(pair, today=TODAY) == 0


def test_a_place_that_is_gone_stops_nothing_and_hr_hears(pair, cast):
    go(pair, cast)
    mei = enroll(cast.program, make_person("Mei Chen"))
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(capacity=1)
    cast.ada_enrolled.refresh_from_db()
    other = make_pair(cast.program, cast.ada_enrolled, mei)
    later = NOW + 20 * DAY
    for _ in range(3):
        assert away.tick(now=later) == 0
    pair.refresh_from_db()
    assert pair.state == "away"
    assert list(away.stuck()) == [away.current(pair)]
    assert AuditEvent.objects.filter(action="pair.stuck_away").count() == 1
    titles = [entry.title for entry in contributions.needs_you(now=later)]
    assert "Ada Obi and Ben Ito cannot go on yet" in titles
    assert broken() == []
    pairs.close_pair(other, by=None, reason="x", now=later)
    assert away.tick(now=later + DAY) == 1
    pair.refresh_from_db()
    assert (pair.state, pair.days_away) == ("active", 21)
    assert not away.stuck().exists()
    assert broken() == []


def test_one_stuck_pair_does_not_hold_up_another(pair, cast):
    ede = enroll(cast.program, make_person("Ede Low"), "mentor")
    second = make_pair(cast.program, ede, cast.dan_enrolled)
    go(pair, cast)
    go(second, cast, person=None)
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(capacity=0)
    assert away.tick(now=NOW + 20 * DAY) == 1
    assert Pair.objects.get(pk=second.pk).state == "active"


def test_a_new_date_unsticks(pair, cast):
    go(pair, cast)
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(capacity=0)
    away.tick(now=NOW + 20 * DAY)
    assert away.move(pair, until=UNTIL + 9 * DAY, by=cast.hana.user, now=NOW + 20 * DAY)
    assert not away.stuck().exists()


def interim_of(pair, cast):
    mia = enroll(cast.program, make_person("Mia Lee"), "mentor")
    made = make_pair(cast.program, mia, cast.ben_enrolled, ends_on=UNTIL)
    Pair.objects.filter(pk=made.pk).update(interim_for=pair)
    return made


def test_an_interim_mentor_makes_room_on_the_day(pair, cast):
    go(pair, cast)
    cast.ben_enrolled.refresh_from_db()
    interim = interim_of(pair, cast)
    away.tick(now=NOW + 20 * DAY)
    interim.refresh_from_db()
    pair.refresh_from_db()
    assert (interim.state, pair.state) == ("ended", "active")
    assert broken() == []


def test_the_interim_mentor_stays_while_the_other_place_is_gone(pair, cast):
    go(pair, cast)
    cast.ben_enrolled.refresh_from_db()
    interim = interim_of(pair, cast)
    Enrollment.objects.filter(pk=cast.ada_enrolled.pk).update(capacity=0)
    away.tick(now=NOW + 20 * DAY)
    interim.refresh_from_db()
    assert interim.state == "active"
    assert broken() == []


def test_moving_the_date_moves_the_end_of_the_interim_pair(pair, cast):
    go(pair, cast)
    cast.ben_enrolled.refresh_from_db()
    interim = interim_of(pair, cast)
    away.move(pair, until=UNTIL + 9 * DAY, by=cast.ada.user, now=NOW)
    interim.refresh_from_db()
    assert interim.ends_on == UNTIL + 9 * DAY


def test_asking_for_an_interim_mentor_puts_the_pair_before_hr_until_there_is_one(pair, cast):
    go(pair, cast)
    assert away.choose(pair, Away.Choice.INTERIM, by=cast.ben.user, now=NOW)
    assert [row.pair for row in waiting.interims(now=NOW)] == [pair]
    cast.ben_enrolled.refresh_from_db()
    interim_of(pair, cast)
    assert not waiting.interims(now=NOW).exists()


def test_somebody_new_ends_the_pair_and_puts_the_mentee_first_in_line(pair, cast):
    go(pair, cast)
    assert away.choose(pair, Away.Choice.NEW, by=cast.ben.user, now=NOW)
    assert not away.choose(pair, Away.Choice.NEW, by=cast.ben.user, now=NOW)
    assert pair.state == "ended"
    assert list(waiting.mentees(now=NOW)) == [cast.ben_enrolled]
    assert Enrollment.objects.get(pk=cast.ben_enrolled.pk).times_unmatched == 1
    assert broken() == []


def test_staying_with_the_interim_mentor_makes_that_pair_a_full_one(pair, cast):
    go(pair, cast)
    cast.ben_enrolled.refresh_from_db()
    interim = interim_of(pair, cast)
    away.choose(pair, Away.Choice.NEW, by=cast.ben.user, now=NOW)
    interim.refresh_from_db()
    assert (interim.state, interim.interim_for) == ("active", None)
    assert interim.ends_on == TODAY + 200 * DAY
    assert not waiting.mentees(now=NOW).exists()


@pytest.mark.parametrize("ending", ["company", "program", "hr"])
def test_whoever_goes_for_good_ends_the_absence_too(pair, cast, ending):
    go(pair, cast)
    if ending == "company":
        people.deactivate(cast.ada, by=None, now=NOW)
    elif ending == "program":
        enrollments.leave(cast.program, cast.ada, by=cast.ada.user, now=NOW)
    else:
        pairs.close_pair(pair, by=cast.hana.user, reason="x", now=NOW)
    assert away.current(pair) is None
    assert away.tick(now=NOW + 30 * DAY) == 0
    assert broken() == []
    if ending != "hr":
        assert list(waiting.mentees(now=NOW)) == [cast.ben_enrolled]


def test_a_program_with_a_pair_that_is_away_does_not_finish_by_itself(pair, cast):
    go(pair, cast)
    Program.objects.filter(pk=cast.program.pk).update(
        starts_on=TODAY - 90 * DAY, ends_on=TODAY - DAY
    )
    assert programs.finish_due(today=TODAY) == 0


def test_the_database_keeps_one_absence_at_a_time_and_days_in_order(pair, cast):
    go(pair, cast)
    rows = "INSERT INTO matching_away (pair_id, since, until, days, choice, created_at) VALUES "
    for values in (
        f"({pair.pk}, '2027-01-01', '2027-02-01', 0, '', now())",
        f"({pair.pk}, '2027-01-02', '2027-01-01', 0, 'wait', now())",
        f"({pair.pk}, '2027-01-02', '2027-03-01', 0, 'maybe', now())",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(rows + values)


def test_only_a_pair_that_goes_on_can_become_away(pair, cast):
    Pair.objects.filter(pk=pair.pk).update(state="ended")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.filter(pk=pair.pk).update(state="away")
