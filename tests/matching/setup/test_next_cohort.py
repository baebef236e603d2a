"""The next cohort: everything about the program, nobody of its people."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checkins.models import CheckIn
from matching import cohorts, policies
from matching.models import (
    AudienceMember,
    Coordinator,
    Enrollment,
    Invitation,
    PairRule,
    Policy,
    Program,
    Wish,
)  # fmt: skip
from profiles.models import AuditEvent, DoNotMatch
from tests.access.setup import COHORT
from tests.matching.rounds_world import make_world
from tests.people import make_hr, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 24)
DATES = {
    "sign_up_opens": dt.date(2027, 1, 4), "sign_up_closes": dt.date(2027, 1, 22),
    "matching_on": dt.date(2027, 1, 27), "starts_on": dt.date(2027, 2, 1),
    "last_start_on": dt.date(2027, 3, 1), "ends_on": dt.date(2027, 7, 30),
}  # fmt: skip


@pytest.fixture
def hana(db):
    return make_hr()


def url(program):
    return reverse("next-cohort", args=[program.pk])


def posted(client, program, **fields):
    return client.post(url(program), COHORT | fields)


def test_dates_follow_the_old_end_on_the_same_weekdays():
    program = make_program(**DATES)
    dates = cohorts.shifted(program, today=TODAY)
    assert dates["starts_on"] == dt.date(2027, 8, 2)
    moved = {dates[name] - day for name, day in DATES.items()}
    assert moved == {dt.timedelta(weeks=26)}
    # Long after the end, sign-up does not open in the past.
    late = cohorts.shifted(program, today=dt.date(2030, 1, 1))
    assert late["sign_up_opens"] == dt.date(2030, 1, 7)
    Program.objects.filter(pk=program.pk).update(last_start_on=None)
    program.refresh_from_db()
    assert cohorts.shifted(program, today=TODAY)["last_start_on"] is None


def test_hr_moves_all_dates_at_once(hana, sign_in):
    program = make_program(**DATES)
    client = sign_in(hana)
    form = client.get(url(program) + "?start=2028-03-01").context["form"]
    assert form["starts_on"].value() == dt.date(2028, 3, 1)
    assert form["ends_on"].value() - form["starts_on"].value() == dt.timedelta(days=179)
    page = client.get(url(program) + "?start=soon").content.decode()
    assert "Enter a date like 2027-05-24" in page
    page = client.get(url(program) + "?start=0001-01-01").content.decode()
    assert "The new start must be within twenty years" in page


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("Spring Mentoring", "Spring Mentoring 2"),
        ("Spring Mentoring 2027", "Spring Mentoring 2028"),
        ("Buddies 9", "Buddies 10"),
        ("2027 Leaders, wave 1", "2027 Leaders, wave 2"),
        ("x" * 120, "x" * 118 + " 2"),
        ("y" * 119 + "9", "y" * 118 + "10"),
    ],
)
def test_the_name_counts_on(name, following):
    assert cohorts.next_name(Program(name=name)) == following


def full_world():
    """A program with a person in every table that can hold one."""
    world = make_world(summary="Grow.", sponsor_message="Do it.", max_size=40, sign_up="acceptance")
    program, ben = world.program, world.mentees["Ben"]
    Program.objects.filter(pk=program.pk).update(
        audience={"departments": ["Finance"]}, meeting_minutes=50, weeks_between_meetings=3
    )
    Policy.objects.create(
        program=program, version=2, document={"format": "mentoring", "hours_full": 7}
    )
    world.run()
    other = world.mentors["Ada"].profile
    Wish.objects.create(enrollment=ben, wished=other, rank=1)
    DoNotMatch.objects.create(author=ben.profile, other=world.mentors["Jonas"].profile)
    Invitation.objects.create(program=program, profile=make_person("Ida Invited"))
    AudienceMember.objects.create(program=program, profile=ben.profile)
    PairRule.objects.create(
        program=program, mentor=other, mentee=ben.profile, kind="forbid", scope="always",
        reason="They asked.",
    )  # fmt: skip
    pair = make_pair(program, world.mentors["Ada"], ben)
    now = timezone.now()
    CheckIn.objects.create(
        kind=CheckIn.Kind.WEEKLY,
        pair=pair, author=ben.profile, period="2027-W21", asked_at=now, closes_at=now,
        answer="met_helped", answered_at=now, words="It was good.",
    )  # fmt: skip
    world.program.refresh_from_db()
    return world


def rows_by_table() -> dict[str, int]:
    models = [model for app in ("profiles", "matching", "checkins", "community", "outbox")
              for model in apps.get_app_config(app).get_models()]  # fmt: skip
    return {model._meta.label: model._default_manager.count() for model in models}


def test_what_is_copied_and_that_no_person_is(sign_in):
    world = full_world()
    before, client = rows_by_table(), sign_in(world.hana)
    answer = posted(client, world.program, summary="Grow.", meeting_minutes="50")
    draft = Program.objects.get(name="Next")
    assert answer.url == reverse("program-setup", args=[draft.pk])
    after = rows_by_table()
    new = {name: n - before[name] for name, n in after.items() if n != before[name]}
    assert new == {
        "matching.Program": 1, "matching.Policy": 1, "matching.Coordinator": 1,
        "profiles.AuditEvent": 1,
    }  # fmt: skip
    assert (draft.state, draft.copied_from) == ("draft", world.program)
    assert (draft.audience, draft.sign_up, draft.max_size) == (
        {"departments": ["Finance"]}, "acceptance", 40,
    )  # fmt: skip
    assert (draft.format, draft.time_zone, draft.summary) == ("mentoring", "UTC", "Grow.")
    assert draft.starts_on == dt.date(2030, 5, 20)
    assert policies.engine_policy(policies.current(draft)).hours_full == 7
    assert policies.current(draft).version == 1
    assert [row.user for row in draft.coordinators.all()] == [world.cora.user]
    event = AuditEvent.objects.get(action="program.next_cohort")
    assert (event.object_id, event.data) == (draft.pk, {"from": world.program.pk, "policy": 2})
    assert not Enrollment.objects.filter(program=draft).exists()


def test_the_rule_of_two_comes_along(hana, sign_in):
    program = make_program(**DATES, two_reviewers=True)
    assert sign_in(hana).get(url(program)).context["form"]["two_reviewers"].value() is True


def test_bad_dates_save_nothing_and_keep_what_was_typed(hana, sign_in):
    program = make_program(**DATES)
    page = posted(sign_in(hana), program, name="", ends_on="2030-01-01").content.decode()
    for words in ("There is a problem", "Enter a name", "The end must be after the start"):
        assert words in page
    assert 'value="2030-05-07"' in page
    assert Program.objects.count() == 1


def checks_of(program) -> str:
    return " ".join(check.words for check in cohorts.checks(program))


def a_draft(hana, **fields):
    """The next cohort of a program with these fields, on Monday dates."""
    before = make_program(**(DATES | fields))
    dates = cohorts.shifted(before, today=TODAY)
    return cohorts.start_next(before, cohorts.blank(before, dates), by=hana.user)


def test_what_to_check(hana):
    draft = a_draft(
        hana,
        summary="Grow in 2026.",
        sponsor_message="See you in 2027, says Mei.",
        audience={"departments": ["Product", "Falconry"]},
    )
    found = checks_of(draft)
    assert "Nobody here belongs to Falconry any more." in found
    assert "Product" not in found
    assert "The sentence about it speaks of 2026." in found
    assert "sponsor" not in found
    assert "Only HR runs it: no coordinator is named." in found
    assert "Holidays of your sites are not known here" in found
    Program.objects.filter(pk=draft.pk).update(
        sign_up_opens=dt.date(2027, 5, 1), matching_on=dt.date(2027, 8, 1)
    )
    draft.refresh_from_db()
    found = checks_of(draft)
    assert "The opening of sign-up is on Saturday, 1 May 2027, a day off for many." in found
    assert "The matching day is on Sunday, 1 August 2027, a day off for many." in found


def test_coordinators_who_left_are_not_copied_but_named(hana):
    before = make_program(**DATES)
    for name in ("Gil Gone", "Eve Here"):
        Coordinator.objects.create(program=before, user=make_person(name).user)
    gone = Coordinator.objects.get(user__profile__name="Gil Gone").user
    gone.is_active = False
    gone.save()
    dates = cohorts.shifted(before, today=TODAY)
    draft = cohorts.start_next(before, cohorts.blank(before, dates), by=hana.user)
    assert [row.user.profile.name for row in draft.coordinators.all()] == ["Eve Here"]
    assert "No longer here to coordinate: Gil Gone." in checks_of(draft)


def test_rules_that_match_nobody_and_lists(hana):
    nobody = a_draft(hana, audience={"level_min": 9, "level_max": 10, "sites": ["Mars"]})
    assert "The rules of who it is for match nobody." in checks_of(nobody)
    listed = a_draft(hana, audience_kind="list")
    assert "The list of 0 people is not copied" in checks_of(listed)
    invited = a_draft(hana, audience_kind="invitation")
    assert "nobody is invited to it yet" in checks_of(invited)
    assert "match nobody" not in checks_of(invited)


def test_checks_end_with_the_start(hana, sign_in):
    draft = a_draft(hana)
    page = sign_in(hana).get(reverse("program-setup", args=[draft.pk])).content.decode()
    assert "To check, since this was copied from Spring Mentoring" in page
    Program.objects.filter(pk=draft.pk).update(state="running")
    page = sign_in(hana).get(reverse("program-setup", args=[draft.pk])).content.decode()
    assert "To check" not in page


def test_the_set_up_of_a_cohort_asks_a_constant_number_of_questions(hana, sign_in):
    draft = a_draft(hana, audience={"departments": ["A", "B", "C", "D"], "sites": ["E", "F"]})
    client, address = sign_in(hana), reverse("program-setup", args=[draft.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= 15, [q["sql"][:120] for q in queries]
