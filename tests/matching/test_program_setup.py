"""HR's pages of one program: new, details, audience, coordinators, policy, start, finish."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import engine, policies, programs
from matching.models import AudienceMember, Coordinator, Policy, Program
from profiles.models import AuditEvent
from tests.people import enroll, make_hr, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
DETAILS = {
    "name": "Spring Mentoring", "summary": "Grow together", "sign_up_opens": "2027-04-12",
    "sign_up_closes": "2027-05-07", "matching_on": "2027-05-18", "starts_on": "2027-05-20",
    "ends_on": "2027-11-19", "meeting_minutes": "45", "weeks_between_meetings": "2", "extension_weeks": "13",
}  # fmt: skip
AUDIENCE = {"kind": "rules", "sign_up": "open"}


@pytest.fixture
def hana(db):
    return make_hr()


@pytest.fixture
def client(hana, sign_in):
    return sign_in(hana)


def url(name, program):
    return reverse(name, args=[program.pk])


@pytest.mark.parametrize("format_", list(Program.Format))
def test_a_preset_makes_a_working_draft(format_, client):
    response = client.post(reverse("new-program"), {"format": format_})
    assert response.url == reverse("new-program-details", args=[format_])
    form = client.get(response.url).context["form"]
    assert form["sign_up_closes"].value() > form["sign_up_opens"].value()
    response = client.post(response.url, DETAILS)
    program = Program.objects.get()
    assert response.url == url("hr-program", program)
    assert (program.state, program.format) == ("draft", format_)
    assert policies.engine_policy(policies.current(program)) == engine.Policy.for_format(format_)
    assert AuditEvent.objects.filter(action="program.created").count() == 1
    page = client.get(response.url).content.decode()
    assert "Start the program" in page
    for word in ("People", "Rules", "Weights", "Dates", "Invitations", "Completed", "Incomplete"):
        assert word in page


def test_unknown_formats_are_not_there(client):
    assert client.get("/hr/programs/new/circus/").status_code == 404
    assert "Choose a kind of program" in client.post(reverse("new-program")).content.decode()


BAD_DETAILS = [
    ({"name": ""}, "Enter a name"),
    ({"name": "x" * 121}, "The name must be 120 characters or fewer"),
    ({"name": "a\x00b"}, "There is a problem"),
    ({"sign_up_closes": "2027-04-01"}, "Sign-up must close after it opens"),
    ({"matching_on": "2027-05-01"}, "Matching must be after sign-up closes"),
    ({"ends_on": "2027-05-20"}, "The end must be after the start"),
    ({"starts_on": "tomorrow"}, "Enter a date like 2027-05-24"),
    ({"meeting_minutes": "5"}, "Enter a whole number from 10 to 240"),
    ({"weeks_between_meetings": "99999999999999999999"}, "Enter a whole number from 1 to 12"),
]


@pytest.mark.parametrize(("fields", "words"), BAD_DETAILS)
def test_bad_details_are_explained_and_kept(fields, words, client):
    program = make_program("Before")
    for address in (
        url("hr-program-details", program),
        reverse("new-program-details", args=["buddy"]),
    ):
        page = client.post(address, DETAILS | fields).content.decode()
        assert words in page
        assert "Grow together" in page
    assert Program.objects.get().name == "Before"


def test_dates_can_be_changed(client):
    program = make_program()
    client.post(url("hr-program-details", program), DETAILS)
    program.refresh_from_db()
    assert program.matching_on == dt.date(2027, 5, 18)
    assert "matching_on" in AuditEvent.objects.get(action="program.changed").data["fields"]


def test_rules_make_the_audience(client):
    program = make_program()
    make_person("Ana Ruiz", department="Sales", level=5)
    data = AUDIENCE | {"departments": ["Sales"], "level_min": "3", "max_size": "40"}
    client.post(url("hr-program-audience", program), data)
    program.refresh_from_db()
    assert program.audience["departments"] == ["Sales"]
    assert (program.audience["level_min"], program.max_size) == (3, 40)
    form = client.get(url("hr-program-audience", program)).context["form"]
    assert form["level_min"].value() == 3


def test_a_list_is_kept_by_address_or_number(client, hana):
    program = make_program()
    make_person("Ana Ruiz", email="ana@example.com")
    make_person("Bo Lie", employee_number="E-77")
    data = AUDIENCE | {"kind": "list", "members": "ANA@example.com\ne-77\n"}
    client.post(url("hr-program-audience", program), data)
    assert AudienceMember.objects.count() == 2
    data["members"] = "ana@example.com"
    client.post(url("hr-program-audience", program), data)
    assert [row.profile.name for row in AudienceMember.objects.all()] == ["Ana Ruiz"]


BAD_AUDIENCE = [
    ({"kind": ""}, "Choose who it exists for"),
    ({"kind": "list"}, "Enter at least one person"),
    (
        {"members": "nobody@example.com"},
        "Nobody here has this address or number: nobody@example.com",
    ),
    ({"departments": ["Circus"]}, "Choose from the list"),
    ({"level_min": "5", "level_max": "2"}, "The highest level must be the lowest or more"),
    ({"level_min": "eleven"}, "Enter a whole number from 1 to 10"),
    ({"started_after": "2027-05-01", "started_before": "2027-01-01"}, "The second date must be"),
    ({"max_size": "1"}, "Enter a whole number from 2 to 1000000"),
]


@pytest.mark.parametrize(("fields", "words"), BAD_AUDIENCE)
def test_a_bad_audience_is_explained(fields, words, client):
    program = make_program()
    page = client.post(url("hr-program-audience", program), AUDIENCE | fields).content.decode()
    assert words in page
    program.refresh_from_db()
    assert program.audience == {}


def test_hr_names_the_coordinators(client):
    program = make_program()
    cora = make_person("Cora Lind")
    client.post(url("hr-program-coordinators", program), {"people": cora.user.email})
    assert Coordinator.objects.get().user == cora.user
    client.post(url("hr-program-coordinators", program), {"people": ""})
    assert not Coordinator.objects.exists()
    assert AuditEvent.objects.filter(action="program.coordinators").count() == 2


def policy_data(client, program):
    form = client.get(url("hr-program-policy", program)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value is not False}


def test_saving_the_policy_makes_a_version(client):
    program = make_program()
    data = policy_data(client, program) | {"weight_hours": "33", "rule_same_department": "on"}
    del data["rule_level_gap"]
    client.post(url("hr-program-policy", program), data)
    policy = policies.engine_policy(policies.current(program))
    assert policies.current(program).version == 2
    assert policy.weights["hours"] == 33
    assert "same_department" in policy.rules
    assert "level_gap" not in policy.rules
    assert {"self", "exclusion", "forbidden"} <= policy.rules


def test_hr_switches_on_what_is_off_at_first(client):
    program = make_program()
    on = {"allow_mutual": "on", "weight_response": "5", "weight_closeness": "7"}
    client.post(url("hr-program-policy", program), policy_data(client, program) | on)
    policy = policies.engine_policy(policies.current(program))
    assert policy.allow_mutual
    assert (policy.weights["response"], policy.weights["closeness"]) == (5, 7)


def test_saving_an_unchanged_policy_makes_none(client):
    program = make_program()
    for _ in range(2):
        client.post(url("hr-program-policy", program), policy_data(client, program))
    assert Policy.objects.count() == 1


def test_hr_chooses_what_a_run_makes_best(client):
    program = make_program()
    data = policy_data(client, program)
    assert (data["fairness"], data["floor_lower"], data["floor_higher"]) == ("floors", 20, 30)
    data |= {"fairness": "balanced", "floor_lower": "25"}
    client.post(url("hr-program-policy", program), data)
    policy = policies.engine_policy(policies.current(program))
    assert (policy.fairness, policy.floors) == ("balanced", (25, 30))


BAD_POLICY = [
    ({"fairness": "nice"}, "Choose what counts"),
    ({"floor_lower": "101"}, "Enter a whole number from 0 to 100"),
    ({"floor_lower": "50", "floor_higher": "49"}, "The higher floor must be the lower one or more"),
    ({"weight_skills": "-1"}, "Enter a whole number from 0 to 100"),
    ({"weight_skills": "many"}, "Enter a whole number from 0 to 100"),
    ({"level_from": "3", "level_to": "1"}, "The second level difference must be the first or more"),
    ({"max_hours_apart": "99"}, "Enter a whole number from 0 to 12"),
    (
        {f"weight_{code}": "0" for code in policies.FACTORS},
        "At least one weight must be more than 0",
    ),
]


@pytest.mark.parametrize(("fields", "words"), BAD_POLICY)
def test_a_bad_policy_is_explained_and_not_saved(fields, words, client):
    program = make_program()
    data = policy_data(client, program) | fields
    assert words in client.post(url("hr-program-policy", program), data).content.decode()
    assert Policy.objects.count() == 1


def test_a_draft_exists_for_nobody_until_it_starts(client, sign_in):
    program = make_program(state=Program.State.DRAFT)
    emil = make_person("Emil Novak")
    assert sign_in(emil).get(url("program", program)).status_code == 404
    sign_in(make_hr("Hugo Lang")).post(url("start-program", program))
    assert sign_in(emil).get(url("program", program)).status_code == 200


def test_starting_and_finishing_twice_is_harmless(client, sign_in):
    program = make_program(state=Program.State.DRAFT)
    for name in ("start-program", "start-program", "finish-program", "finish-program"):
        client.post(url(name, program))
    program.refresh_from_db()
    assert program.state == "finished"
    assert (
        AuditEvent.objects.filter(action__in=["program.started", "program.finished"]).count() == 2
    )


def test_a_program_finishes_by_itself_once_no_pair_is_open():
    today = timezone.now().date()
    past = {"starts_on": today - dt.timedelta(days=90), "ends_on": today - dt.timedelta(days=1)}
    over, busy = make_program("Over", **past), make_program("Busy", **past)
    make_program("Going on")
    ada, ben = enroll(busy, make_person("Ada Obi"), "mentor"), enroll(busy, make_person("Ben Ito"))
    make_pair(busy, ada, ben)
    assert programs.finish_due(today=today) == 1
    assert programs.finish_due(today=today) == 0
    over.refresh_from_db()
    assert over.state == "finished"


def test_the_list_asks_the_same_queries_for_one_and_three(client, django_assert_max_num_queries):
    assert "Create your first program" in client.get(reverse("hr-programs")).content.decode()
    counts = []
    for names in (["One"], ["Two", "Three"]):
        for name in names:
            program = make_program(name)
            enroll(program, make_person(f"Mentee of {name}"))
        with django_assert_max_num_queries(15) as queries:
            client.get(reverse("hr-programs"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
