"""Every format is a full preset: words, length, places, policy, agendas."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from checkins import role_words
from checkins.agendas import TEMPLATES
from matching import drafts, engine, joining, pairing_words, presets, publishing
from matching.models import Enrollment, Program
from tests.people import TODAY, enroll, make_hr, make_person, make_program, make_skill

pytestmark = pytest.mark.django_db
FORMATS = list(Program.Format)


def test_every_format_is_there_in_all_places():
    for known in (
        presets.PRESETS,
        engine.policy.WEIGHTS,
        TEMPLATES,
        pairing_words.ASKS,
        pairing_words.TELLS,
        role_words.SIDES,
    ):
        assert set(known) == set(FORMATS)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_two_of_a_pair_read_different_words(cast, format_):
    cast.pair.program.format = format_
    by_ada, by_ben = (role_words.words(cast.pair, me) for me in (cast.ada, cast.ben))
    assert by_ada["role"] != by_ben["role"]
    assert "Ben" in by_ada["line"]
    assert "Ada" in by_ben["line"]
    assert role_words.role_in(cast.pair, cast.ada) != role_words.role_in(cast.pair, cast.ben)


@pytest.mark.parametrize(
    ("format_", "words"),
    [
        ("mentoring", "45 minutes every 2 weeks, for 6 months"),
        ("flash", "one meeting of 30 minutes"),
        ("coaching", "6 meetings of 60 minutes"),
        ("handover", "3 to 5 meetings of 60 minutes"),
    ],
)
def test_the_rhythm_says_how_often(format_, words):
    preset = presets.PRESETS[format_]
    program = make_program(
        format=format_, meeting_minutes=preset.minutes, weeks_between_meetings=preset.weeks_between
    )
    assert presets.rhythm(program) == words


@pytest.mark.parametrize(
    ("format_", "weeks"), [("flash", 4), ("coaching", 14), ("handover", 8), ("group", 26)]
)
def test_a_pair_has_the_weeks_of_its_format(format_, weeks):
    program = make_program(
        format=format_, today=TODAY, starts_on=TODAY, ends_on=TODAY + dt.timedelta(weeks=26)
    )
    later = TODAY + dt.timedelta(days=3)
    starts_on, ends_on = publishing.dates(program, later)
    assert starts_on == later
    until = program.ends_on if format_ == "group" else later + dt.timedelta(weeks=weeks)
    assert ends_on == until


def test_a_handover_ends_by_the_last_day_of_the_expert():
    program = make_program(format="handover", today=TODAY, starts_on=TODAY)
    mentor = enroll(program, make_person("Ada Obi"), "mentor")
    mentor.leaves_on = TODAY + dt.timedelta(weeks=3)
    assert publishing.dates(program, TODAY, mentor=mentor)[1] == mentor.leaves_on
    mentor.leaves_on = TODAY - dt.timedelta(weeks=3)
    assert publishing.dates(program, TODAY, mentor=mentor)[1] == TODAY + dt.timedelta(days=1)


HOURS = {"hours": ["33", "34"], "time_zone": "Europe/Madrid"}


def _rhythm(sign_in, person, program, **answers):
    draft = drafts.draft_for(program, person)
    skill = make_skill()
    drafts.keep(draft, role="mentor", offers=[str(skill.pk)])
    return sign_in(person).post(reverse("join-rhythm", args=[program.pk]), HOURS | answers)


@pytest.mark.parametrize(
    ("format_", "places", "words"),
    [
        ("group", "2", "Enter a whole number from 3 to 6"),
        ("group", "7", "Enter a whole number from 3 to 6"),
        ("flash", "11", "Enter a whole number from 1 to 10"),
        ("coaching", "6", "Enter a whole number from 1 to 5"),
        ("mentoring", "6", "Enter a whole number from 1 to 5"),
    ],
)
def test_a_mentor_gives_as_many_places_as_the_format_has(sign_in, format_, places, words):
    program, ada = make_program(format=format_), make_person("Ada Obi")
    page = _rhythm(sign_in, ada, program, capacity=places)
    assert words in page.text


def test_the_places_of_a_group_begin_with_three(sign_in):
    program, ada = make_program(format="group"), make_person("Ada Obi")
    _rhythm(sign_in, ada, program, capacity="9")
    page = sign_in(ada).get(reverse("join-rhythm", args=[program.pk]))
    assert page.context["form"]["capacity"].value() == 3
    _rhythm(sign_in, ada, program, capacity="5")
    joining.join(program, ada, levels={}, now=timezone.now())
    assert Enrollment.objects.get(program=program, profile=ada).capacity == 5
    ada.refresh_from_db()
    assert ada.mentoring_limit == 5


def test_whoever_hands_over_says_until_when(sign_in):
    today = dt.datetime.now(tz=dt.UTC).date()
    program, ada = make_program(format="handover"), make_person("Ada Obi")
    assert "Enter a date" in _rhythm(sign_in, ada, program, capacity="1").text
    past = _rhythm(sign_in, ada, program, capacity="1", leaves_on=today.isoformat())
    assert "Your last day must be after today" in past.text
    last = today + dt.timedelta(days=40)
    response = _rhythm(sign_in, ada, program, capacity="1", leaves_on=last.isoformat())
    assert response.url == reverse("join-check", args=[program.pk])
    assert "Your last day at work" in sign_in(ada).get(response.url).text
    joining.join(program, ada, levels={}, now=timezone.now())
    assert Enrollment.objects.get(program=program, profile=ada).leaves_on == last


def test_nobody_else_is_asked_for_a_last_day(sign_in):
    program, ada = make_program(), make_person("Ada Obi")
    response = _rhythm(sign_in, ada, program, capacity="1", leaves_on="2020-01-01")
    assert response.url == reverse("join-check", args=[program.pk])
    joining.join(program, ada, levels={}, now=timezone.now())
    assert Enrollment.objects.get(program=program, profile=ada).leaves_on is None


@pytest.mark.parametrize(
    ("format_", "hours"), [("mentoring", 2), ("flash", 1), ("coaching", 2), ("handover", 3)]
)
def test_the_time_it_takes_is_that_of_the_format(format_, hours):
    preset = presets.PRESETS[format_]
    program = make_program(
        format=format_, meeting_minutes=preset.minutes, weeks_between_meetings=preset.weeks_between
    )
    assert presets.hours_a_month(program) == hours


def test_a_program_of_single_talks_asks_for_no_rhythm(sign_in):
    client = sign_in(make_hr())
    fields = {
        kind: set(client.get(reverse("new-program-details", args=[kind])).context["form"].fields)
        for kind in ("flash", "coaching")
    }
    assert fields["coaching"] - fields["flash"] == {"weeks_between_meetings", "extension_weeks"}
