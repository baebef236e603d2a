import datetime as dt

import pytest

from checkins import agendas
from checkins.agendas import TEMPLATES
from matching.models import Program
from tests.checkins.asked import answered
from tests.checkins.space import held, signed_agreement
from tests.people import TODAY

FORMATS = list(Program.Format)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_has_agendas_in_words_of_its_own(format_):
    count = {"flash": 1, "handover": 5}.get(format_, 6)
    assert len(TEMPLATES[format_]) == count
    assert set(TEMPLATES[format_]) <= set(agendas.STAGES)
    leads = {str(TEMPLATES[format_]["first"].lead) for format_ in FORMATS}
    assert len(leads) == len(FORMATS)


@pytest.mark.parametrize("format_", FORMATS)
def test_shares_make_a_whole(format_):
    for template in TEMPLATES[format_].values():
        assert sum(item.share for item in template.items) == 100
        assert 3 <= len(template.items) <= 5


@pytest.mark.parametrize("shares", [[25, 30, 25, 20], [10, 30, 20, 25, 15], [35, 40, 25]])
def test_minutes_add_up_to_the_agreed_length(shares):
    for total in range(10, 241):
        minutes = agendas.split(total, shares)
        assert sum(minutes) == total
        assert min(minutes) >= 1
        if total % 5 == 0 and total >= 25:
            assert all(count % 5 == 0 for count in minutes)


def test_larger_shares_never_get_fewer_minutes():
    assert agendas.split(45, [10, 30, 20, 25, 15]) == [5, 15, 10, 10, 5]
    assert agendas.split(25, [35, 40, 25]) == [10, 10, 5]


@pytest.mark.django_db
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("goal", ["", "Save 100% of my Fridays."])
def test_every_text_names_both_and_leaves_no_gap(cast, format_, goal):
    cast.program.format = cast.pair.program.format = format_
    for stage in agendas.stages(cast.pair):
        found = agendas.agenda(cast.pair, stage, goal=goal)
        said = [found.title, found.lead, *(f"{step.title} {step.text}" for step in found.steps)]
        assert not any("%(" in text or "“”" in text for text in said)
        assert sum(step.minutes for step in found.steps) == 45
    first = agendas.agenda(cast.pair, "first", goal=goal)
    assert "Ada" in " ".join(step.text for step in first.steps)
    if goal and format_ != "buddy":
        assert any(goal in step.text for step in first.steps)


@pytest.mark.django_db
def test_the_first_meeting_opens_with_two_questions_for_both(cast):
    first = agendas.of_meeting(cast.pair, on=TODAY)
    assert first.stage == "first"
    assert first.steps[0].title == "Two questions, both answer"
    assert "What was hard in your first year here?" in first.steps[0].text


@pytest.mark.django_db
def test_a_signed_agreement_sets_the_length(cast):
    signed_agreement(cast)
    cast.pair.refresh_from_db()
    assert agendas.of_meeting(cast.pair, on=TODAY).minutes == 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("meetings", "days", "stage"),
    [
        (0, 3, "first"),
        (0, 179, "first"),
        (1, 10, "second"),
        (2, 20, "practice"),
        (3, 34, "doors"),
        (5, 90, "halfway"),
        (5, 105, "doors"),
        (9, 150, "doors"),
        (10, 167, "last"),
        (1, 180, "last"),
    ],
)
def test_the_stage_follows_the_meetings_and_the_calendar(cast, meetings, days, stage):
    cast.pair.starts_on, cast.pair.ends_on = TODAY, TODAY + 180 * DAY
    found = agendas.stage(cast.pair, meetings=meetings, on=TODAY + days * DAY)
    assert found == stage


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("format_", "meetings", "days", "stage"),
    [
        ("flash", 0, 3, "first"),
        ("flash", 4, 3, "first"),
        ("coaching", 0, 1, "first"),
        ("coaching", 2, 179, "halfway"),
        ("coaching", 3, 2, "practice"),
        ("coaching", 5, 2, "last"),
        ("coaching", 9, 2, "last"),
        ("handover", 1, 179, "second"),
        ("handover", 2, 170, "practice"),
        ("handover", 2, 176, "last"),
        ("handover", 4, 20, "last"),
    ],
)
def test_where_a_pair_meets_so_many_times_the_count_decides(cast, format_, meetings, days, stage):
    cast.pair.program.format = format_
    cast.pair.starts_on, cast.pair.ends_on = TODAY, TODAY + 180 * DAY
    assert agendas.stage(cast.pair, meetings=meetings, on=TODAY + days * DAY) == stage


@pytest.mark.django_db
def test_only_meetings_before_that_day_count(cast):
    today = dt.datetime.now(tz=dt.UTC).date()
    held(cast.pair, days_ago=2)
    assert agendas.stage_on(cast.pair, on=today) == "second"
    assert agendas.stage_on(cast.pair, on=today - 5 * DAY) == "second"
    held(cast.pair, days_ago=1)
    assert agendas.stage_on(cast.pair, on=today) == "practice"


@pytest.mark.django_db
def test_a_yes_without_a_logged_meeting_is_one_meeting(cast):
    answered(cast, "met_helped")
    assert agendas.stage_on(cast.pair, on=dt.datetime.now(tz=dt.UTC).date()) == "second"


@pytest.mark.django_db
def test_each_agenda_has_a_page(cast, sign_in):
    client = sign_in(cast.ben)
    plan = client.get(f"/pairs/{cast.pair.pk}/plan/").text
    for stage in agendas.STAGES:
        path = f"/pairs/{cast.pair.pk}/plan/{stage}/"
        assert path in plan
        assert "45 minutes in all." in client.get(path).text
    assert client.get(f"/pairs/{cast.pair.pk}/plan/third/").status_code == 404
