import datetime as dt

import pytest
from django.utils import timezone

from checkins import health, questions
from checkins.models import CheckIn, Meeting
from matching.models import Away, Pair, Program
from profiles.models import AuditEvent
from tests.checkins.asked import answered, ask, need_help
from tests.checkins.test_met import meeting
from tests.people import enroll, make_pair, make_person


def began(pair, *, days_ago, **fields):
    at = timezone.now() - dt.timedelta(days=days_ago)
    Pair.objects.filter(pk=pair.pk).update(visible_at=at, starts_on=at.date(), **fields)


def concern_of(pair):
    return (
        health.with_health(Pair.objects.all(), now=timezone.now(), for_hr=True)
        .get(pk=pair.pk)
        .concern
    )


def test_a_cry_for_help_stands_first_at_once(cast, sign_in):
    mei = make_person("Mei Chen")
    quiet = make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, mei))
    began(quiet, days_ago=40)
    need_help(cast)
    page = sign_in(cast.hana).get("/hr/groups/").text
    assert page.index("Ben: Not yet, we need help") < page.index("Mei Chen")
    assert "No first meeting, 40 days after the start" in page
    assert "Could use a hand" in page
    assert "at risk" not in page.lower()


def test_helped_or_so_so_is_feedback_and_not_on_the_list(cast, sign_in):
    answered(cast, CheckIn.Answer.MET_SO_SO, words="It was dull.")
    page = sign_in(cast.hana).get("/hr/groups/?show=all").text
    assert "Ben: Met" in page
    assert "so-so" not in page
    assert "dull" not in page


def test_a_coordinator_sees_a_signal_only_if_its_author_ticked(cast, sign_in):
    client = sign_in(cast.cora)
    need_help(cast)
    assert "we need help" not in client.get("/hr/groups/?show=all").text
    need_help(cast, ticked=True)
    assert "Ben: Not yet, we need help" in client.get("/hr/groups/?show=all").text
    assert sign_in(cast.otto).get("/hr/groups/?show=all").text.count("Ben") == 0


def test_hr_who_is_a_member_does_not_see_their_own_pair(cast, sign_in):
    cast.ada.user.role_grants.create(role="hr")
    checkin = need_help(cast)
    client = sign_in(cast.ada)
    assert "Ben" not in client.get("/hr/groups/?show=all").text
    assert client.get(f"/hr/checkins/{checkin.pk}/read/").status_code == 404


def test_taking_care_is_logged_and_twice_is_harmless(cast, sign_in):
    checkin = need_help(cast)
    client = sign_in(cast.hana)
    for _time in range(2):
        client.post(f"/hr/checkins/{checkin.pk}/handle/")
    checkin.refresh_from_db()
    assert checkin.handled_by == cast.hana
    assert AuditEvent.objects.filter(action="handle-signal").count() == 1
    assert health.counts(Pair.objects.all(), now=timezone.now(), for_hr=True)[health.CRY] == 0


@pytest.mark.parametrize("query", ["?show=%00", "?show=zzz&page=-1", "?page=9" * 3, "?page=abc"])
def test_odd_queries_never_break_the_page(cast, sign_in, query):
    assert sign_in(cast.hana).get("/hr/groups/" + query).status_code in {200, 400}


def test_the_number_of_queries_is_the_same_for_one_and_three(
    cast, sign_in, django_assert_max_num_queries
):
    need_help(cast)
    client = sign_in(cast.hana)
    client.get("/hr/groups/?show=all")
    with django_assert_max_num_queries(13) as one:
        client.get("/hr/groups/?show=all")
    cast.ada.mentoring_limit = cast.ada_enrolled.capacity = 5
    cast.ada.save()
    cast.ada_enrolled.save()
    for name in ("Mei Chen", "Noor Ali"):
        make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, make_person(name)))
    with django_assert_max_num_queries(13) as three:
        client.get("/hr/groups/?show=all")
    assert len(one) == len(three)


def test_reading_words_needs_a_reason_that_the_author_sees(cast, sign_in):
    checkin = need_help(cast)
    client = sign_in(cast.hana)
    url = f"/hr/checkins/{checkin.pk}/read/"
    assert "We never find a time" not in client.get(url).text
    refused = client.post(url, {"reason": "why"})
    assert "The reason must be 10 characters or more" in refused.text
    assert "We never find a time" not in refused.text
    assert AuditEvent.objects.count() == 0
    assert "We never find a time." in client.post(url, {"reason": "They asked HR for help."}).text
    mine = sign_in(cast.ben).get("/profile/who-read/").text
    assert "Hana Suzuki" in mine
    assert "They asked HR for help." in mine
    assert "They asked HR" not in sign_in(cast.ada).get("/profile/who-read/").text


@pytest.mark.parametrize(
    ("days", "concern"),
    [(13, health.FINE), (15, health.NEVER_MET), (60, health.NEVER_MET)],
)
def test_two_weeks_without_a_first_meeting_count_from_the_pairs_own_start(cast, days, concern):
    began(cast.pair, days_ago=days)
    assert concern_of(cast.pair) == concern


def test_a_start_in_the_past_counts_from_the_day_both_knew(cast):
    Pair.objects.filter(pk=cast.pair.pk).update(
        starts_on=timezone.localdate() - dt.timedelta(days=90)
    )
    assert concern_of(cast.pair) == health.FINE


@pytest.mark.parametrize(
    ("days", "weeks", "concern"),
    [(20, 2, health.FINE), (22, 2, health.SILENT), (22, 4, health.FINE), (36, 4, health.SILENT)],
)
def test_quiet_is_three_weeks_or_a_week_more_than_the_rhythm(cast, days, weeks, concern):
    began(cast.pair, days_ago=90)
    Program.objects.filter(pk=cast.program.pk).update(weeks_between_meetings=weeks)
    answered(cast, "met_helped", now=timezone.now() - dt.timedelta(days=days))
    assert concern_of(cast.pair) == concern


def test_a_date_ahead_is_not_quiet(cast, sign_in):
    began(cast.pair, days_ago=60)
    meeting(cast.pair, timezone.now() + dt.timedelta(days=2), Meeting.State.BOOKED)
    assert concern_of(cast.pair) == health.FINE
    assert "Next date:" in sign_in(cast.hana).get("/hr/groups/?show=all").text


def test_meetings_from_before_make_it_quiet_and_not_new(cast):
    began(cast.pair, days_ago=15, meetings_before=3)
    assert concern_of(cast.pair) == health.FINE
    began(cast.pair, days_ago=22, meetings_before=3)
    assert concern_of(cast.pair) == health.SILENT


@pytest.mark.parametrize(
    ("format_", "by", "concern"),
    [
        ("mentoring", "ada", health.CALLED_OFF),
        ("mentoring", "ben", health.FINE),
        ("reverse", "ben", health.CALLED_OFF),
        ("reverse", "ada", health.FINE),
    ],
)
def test_two_dates_called_off_in_a_row_by_the_senior_side(cast, sign_in, format_, by, concern):
    Program.objects.filter(pk=cast.program.pk).update(format=format_)
    now, who = timezone.now(), getattr(cast, by)
    for days in (1, 3):
        meeting(
            cast.pair, now - dt.timedelta(days=days), Meeting.State.CANCELLED,
            cancelled_at=now, cancelled_by=who,
        )  # fmt: skip
    assert concern_of(cast.pair) == concern
    page = sign_in(cast.hana).get("/hr/groups/").text
    says = f"{who.first_name} called off the last two dates"
    assert (says in page) == (concern == health.CALLED_OFF)


def test_one_date_called_off_is_no_signal(cast):
    now = timezone.now()
    meeting(cast.pair, now - dt.timedelta(days=3), Meeting.State.HELD)
    meeting(cast.pair, now, Meeting.State.CANCELLED, cancelled_at=now, cancelled_by=cast.ada)
    assert concern_of(cast.pair) == health.FINE


def test_three_questions_without_an_answer_are_a_fact_in_words(cast, sign_in):
    now = timezone.now()
    for weeks in (2, 3, 4):
        ask(cast, now=now - dt.timedelta(weeks=weeks))
    page = sign_in(cast.hana).get("/hr/groups/?show=all").text
    assert "No answer to the last 3 questions" in page


def test_a_call_is_on_the_list_although_something_was_answered_since(cast, sign_in):
    need_help(cast, now=timezone.now() - dt.timedelta(days=8))
    answered(cast, "booked")
    page = sign_in(cast.hana).get("/hr/groups/").text
    assert "Ben: Not yet, we need help" in page
    assert "I take care" in page


def test_the_line_of_the_halfway_question_is_not_hrs(cast, sign_in):
    checkin = questions.ask_halfway(cast.pair, cast.ada, now=timezone.now())
    questions.take_answer(
        checkin, questions.Reply("going_well", "I listen more."), now=timezone.now()
    )
    client = sign_in(cast.hana)
    assert "Read the words" not in client.get("/hr/groups/?show=all").text
    url = f"/hr/checkins/{checkin.pk}/read/"
    assert client.post(url, {"reason": "I would like to know."}).status_code == 404


def test_how_it_was_and_the_last_answer_are_not_on_the_list(cast, sign_in):
    checkin = questions.ask_close(cast.pair, cast.ben, now=timezone.now())
    questions.take_answer(checkin, questions.Reply("not_worth"), now=timezone.now())
    page = sign_in(cast.hana).get("/hr/groups/?show=all").text
    assert "Ben: Answered" in page
    assert "Not really" not in page


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_mentors_and_mentees_ask_for_help_alike(cast, sign_in, who):
    person = getattr(cast, who)
    client = sign_in(person)
    page = client.get(f"/pairs/{cast.pair.pk}/").text
    assert f"/pairs/{cast.pair.pk}/concern/" in page
    client.post(f"/pairs/{cast.pair.pk}/concern/", {"answer": "need_help"})
    assert concern_of(cast.pair) == health.CRY
    assert (
        f"{person.first_name}: Not yet, we need help" in sign_in(cast.hana).get("/hr/groups/").text
    )


def test_days_away_count_in_no_clock(cast):
    now = timezone.now()
    began = now - dt.timedelta(days=40)
    Pair.objects.filter(pk=cast.pair.pk).update(visible_at=began, starts_on=began.date())
    pairs = Pair.objects.filter(pk=cast.pair.pk)
    assert health.with_health(pairs, now=now, for_hr=True).get().concern == health.NEVER_MET
    away = {"since": (now - dt.timedelta(days=35)).date(), "until": now.date()}
    Away.objects.create(pair=cast.pair, back_on=(now - dt.timedelta(days=5)).date(), **away)
    found = health.with_health(pairs, now=now, for_hr=True).get()
    assert found.concern == health.FINE
    assert health.quiet_days(found, now=now) == 40
