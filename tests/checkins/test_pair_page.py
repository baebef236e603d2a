import datetime as dt

import pytest
from django.utils import timezone

from checkins import questions
from checkins.models import CheckIn
from checkins.questions import Reply
from matching.models import Pair, Round
from tests.checkins.asked import answered
from tests.checkins.space import add_action, booked, held, signed_agreement
from tests.people import enroll, make_pair, make_person

WEEK = dt.timedelta(days=7)


def test_both_members_see_partner_goal_and_guide(cast, sign_in):
    for me, partner in ((cast.ada, "Ben Ito"), (cast.ben, "Ada Obi")):
        page = sign_in(me).get(f"/pairs/{cast.pair.pk}/").text
        assert f"Meet {partner}" in page
        assert "Lead a client workshop." in page
        assert "What are you good at that people rarely notice?" in page


def test_the_mentee_knows_nothing_before_the_mentor_has_said_yes(cast, sign_in):
    mei = make_person("Mei Chen")
    pair = make_pair(
        cast.program, cast.ada_enrolled, enroll(cast.program, mei), state=Pair.State.OFFERED
    )
    assert sign_in(mei).get(f"/pairs/{pair.pk}/").status_code == 404
    assert "Mei" not in sign_in(mei).get("/groups/").text.replace("Mei Chen", "", 2)
    assert sign_in(cast.ada).get(f"/pairs/{pair.pk}/").status_code == 200


def test_nobody_knows_inside_the_recall_window(cast, sign_in):
    mei = make_person("Mei Chen")
    pair = make_pair(
        cast.program, cast.ada_enrolled, enroll(cast.program, mei), state=Pair.State.SCHEDULED,
        visible_at=timezone.now() + dt.timedelta(minutes=9),
    )  # fmt: skip
    for who in (mei, cast.ada):
        assert sign_in(who).get(f"/pairs/{pair.pk}/").status_code == 404


@pytest.mark.parametrize("url", ["/pairs/0/", "/pairs/99999999999999999999999/"])
def test_ids_out_of_range_are_not_found(cast, sign_in, url):
    assert sign_in(cast.ben).get(url).status_code == 404


def test_the_line_manager_of_a_member_sees_nothing(cast, sign_in):
    boss = make_person("Bea Boss")
    cast.ben.manager = boss
    cast.ben.save(update_fields=["manager"])
    client = sign_in(boss)
    assert client.get(f"/pairs/{cast.pair.pk}/").status_code == 404
    assert "Ben" not in client.get("/groups/").text
    assert client.get("/hr/groups/").status_code == 404


def test_groups_asks_the_same_number_of_queries_for_one_and_three(
    cast, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.ada)
    client.get("/groups/")
    with django_assert_max_num_queries(15) as one:
        client.get("/groups/")
    cast.ada.mentoring_limit = cast.ada_enrolled.capacity = 5
    cast.ada.save()
    cast.ada_enrolled.save()
    for name in ("Mei Chen", "Noor Ali"):
        make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, make_person(name)))
    with django_assert_max_num_queries(15) as three:
        assert "Noor and you" in client.get("/groups/").text
    assert len(one) == len(three)


def test_groups_without_a_pair_says_what_will_appear(cast, sign_in):
    assert "Your pairs appear here once you are matched" in sign_in(cast.emil).get("/groups/").text


def test_clocks_apart_are_said(cast, sign_in):
    cast.ada.time_zone = "Asia/Kathmandu"
    cast.ada.save(update_fields=["time_zone"])
    page = sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/").text
    assert "ahead of you (Asia/Kathmandu)" in page


def test_after_a_first_meeting_the_guide_makes_room(cast, sign_in):
    answered(cast, CheckIn.Answer.MET_HELPED)
    page = sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text
    assert "Ben and you" in page
    assert "What are you good at that people rarely notice?" not in page


def test_the_next_step_is_not_one_already_taken(cast, sign_in):
    client, path = sign_in(cast.ben), f"/pairs/{cast.pair.pk}/"
    assert "Pick a day and a time for the first meeting" in client.get(path).text
    booked(cast.pair)
    assert "Both answer two questions" in client.get(path).text
    held(cast.pair)
    assert "Bring one real thing you are working on" in client.get(path).text


def test_cards_say_the_next_date_and_my_own_last_answer(cast, sign_in):
    client = sign_in(cast.ben)
    assert "No date yet" in client.get("/groups/").text
    answered(cast, CheckIn.Answer.MET_SO_SO)
    booked(cast.pair, days=20)
    first = booked(cast.pair, days=9).starts_at.astimezone(cast.ben.zone)
    page = client.get("/groups/").text
    assert f"Next: {first:%a} {first.day} {first:%B}, {first:%H:%M}" in page
    assert "Yes, so-so" in page
    assert "so-so" not in sign_in(cast.ada).get("/groups/").text


def test_the_plan_tells_facts_and_not_hopes(cast, sign_in):
    client, path = sign_in(cast.ben), f"/pairs/{cast.pair.pk}/"
    stops = client.get(path).context["plan"]
    assert [(stop.label, stop.state) for stop in stops[:3]] == [
        ("Matched", "done"),
        ("First meeting", "now"),
        ("Agreement signed by both", ""),
    ]
    answered(cast, CheckIn.Answer.MET_HELPED)
    signed_agreement(cast)
    stops = client.get(path).context["plan"]
    assert [(stop.state, stop.day) for stop in stops[1:3]] == [
        ("done", None),
        ("done", timezone.localdate()),
    ]


def test_pages_of_a_pair_have_tabs_of_their_own(cast, sign_in):
    client = sign_in(cast.ben)
    for end in ("", "plan/", "meetings/", "agreement/", "notes/"):
        path = f"/pairs/{cast.pair.pk}/{end}"
        page = client.get(path).text
        assert f'<a href="{path}" aria-current="page">' in page
        assert page.count('aria-current="page"') == 3  # the tab, and Groups in both menus


def test_meetings_are_listed_in_the_readers_zone(cast, sign_in):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save(update_fields=["time_zone"])
    meeting = held(cast.pair, place="Room 3")
    page = sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/meetings/").text
    assert f"{meeting.starts_at.astimezone(cast.ben.zone):%H:%M}" in page
    assert "Room 3" in page
    assert "All times are Tokyo time." in page


def test_an_ended_pair_is_thanked_only_for_meetings_it_had(cast, sign_in):
    Pair.objects.update(state="ended", ended_on=timezone.localdate())
    client, path = sign_in(cast.ben), f"/pairs/{cast.pair.pk}/"
    assert "Thank you for the time" not in client.get(path).text
    held(cast.pair)
    assert "Thank you for the time you gave each other." in client.get(path).text


def with_everything(cast):
    """A pair page with every part of it: dates ahead, past and unsaid, an agreement, actions,
    a question that waits, halfway lines, goals, an extension asked for, the last weeks."""
    now = timezone.now()
    for days in (1, 8, 15):
        held(cast.pair, days_ago=days)
        booked(cast.pair, days=days)
        add_action(cast, f"Action {days}", days=days)
    signed_agreement(cast)
    answered(cast, CheckIn.Answer.MET_HELPED)
    held(cast.pair, days_ago=3, state="booked")
    for person in (cast.ben, cast.ada):
        line = questions.ask_halfway(cast.pair, person, now=now)
        questions.take_answer(line, Reply("going_well", words="More courage."), now=now)
        questions.ask_fit(cast.pair, person, now=now)
    last_day = timezone.localdate(now) + WEEK
    round_ = Round.objects.create(program=cast.program, number=1)
    Pair.objects.filter(pk=cast.pair.pk).update(ends_on=last_day, round=round_)
    cast.pair.refresh_from_db()


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_a_page_with_everything_on_it_asks_few_questions(
    cast, sign_in, who, django_assert_max_num_queries
):
    with_everything(cast)
    client, path = sign_in(getattr(cast, who)), f"/pairs/{cast.pair.pk}/"
    client.get(path)
    with django_assert_max_num_queries(15):
        page = client.get(path).text
    for words in ("Action 1", "More courage.", "Did you and", "Close and celebrate", "Next"):
        assert words in page


def test_the_page_of_meetings_links_each_and_books_the_next(cast, sign_in):
    past, ahead = held(cast.pair, days_ago=9, place="Room 3"), booked(cast.pair)
    unsaid = held(cast.pair, days_ago=1, state="booked")
    missed = held(cast.pair, days_ago=20, state="missed")
    dayless = held(cast.pair, days_ago=30, has_time=False)
    path = f"/pairs/{cast.pair.pk}/"
    page = sign_in(cast.ben).get(f"{path}meetings/").text
    for meeting in (past, ahead, missed, dayless):
        assert f'href="/meetings/{meeting.pk}/"' in page
    assert f'action="/meetings/{unsaid.pk}/held/"' in page
    assert f'href="{path}book/"' in page
    assert f'href="{path}log/"' in page
    assert "Did not take place" in page
    assert page.count(f"{dayless.starts_at:%-d %B}<") == 1  # Its day, without a time.


def test_an_address_is_shown_once_both_know_of_the_pair(cast, sign_in):
    mei = enroll(cast.program, make_person("Mei Chen"))
    offered = make_pair(cast.program, cast.ada_enrolled, mei, state=Pair.State.OFFERED)
    client = sign_in(cast.ada)
    assert "Write to" in client.get(f"/pairs/{cast.pair.pk}/").text
    assert "Write to" not in client.get(f"/pairs/{offered.pk}/").text


def test_a_concern_has_one_link_on_the_page(cast, sign_in):
    page = sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text.partition("<main")[2]
    assert page.count(f'href="/pairs/{cast.pair.pk}/report-concern/"') == 1
    assert page.count("Report a concern") == 1
