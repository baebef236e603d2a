"""The whole way through the three question pages and the check."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import drafts
from matching.models import Enrollment, Invitation, JoinDraft, Program, Wish
from outbox.models import Message
from profiles.models import DoNotMatch, Goal, Offer, Skill
from tests.people import enroll, make_goal, make_offer, make_person, make_program, make_skill

pytestmark = pytest.mark.django_db
HOURS = ["33", "34", "57"]


@pytest.fixture
def program(db):
    return make_program()


@pytest.fixture
def priya(db):
    return make_person("Priya Nair", mentoring_limit=2)


def url(page, program):
    return reverse(page, args=[program.pk])


def answer(client, program, page, **data):
    return client.post(url(page, program), data)


def mentee_answers(client, program, **rhythm):
    answer(client, program, "join-role", role="mentee")
    skill = make_skill("Negotiation")
    answer(client, program, "join-skills", goals=[skill.pk], sentence="Lead a workshop")
    data = {"hours": HOURS, "time_zone": "Asia/Kolkata"} | rhythm
    return answer(client, program, "join-rhythm", **data)


def test_a_mentee_joins_in_four_pages(program, priya, sign_in):
    client = sign_in(priya)
    sofia, jon = make_person("Sofia Rossi"), make_person("Jon Bell")
    response = mentee_answers(client, program, wishes=[sofia.pk, jon.pk])
    assert response.url == url("join-check", program)
    assert not Enrollment.objects.exists()
    page = client.get(response.url).content.decode()
    assert "Lead a workshop" in page
    assert "Sofia Rossi, Jon Bell" in page
    response = answer(client, program, "join-check")
    assert response.url == url("joined", program)
    row = Enrollment.objects.get()
    assert (row.profile, row.role, row.state) == (priya, "mentee", "active")
    goal = Goal.objects.get()
    assert (goal.skill.name, goal.sentence, goal.priority) == ("Negotiation", "Lead a workshop", 1)
    priya.refresh_from_db()
    assert (priya.weekly_hours, priya.time_zone) == ([33, 34, 57], "Asia/Kolkata")
    assert priya.time_zone_confirmed
    assert list(Wish.objects.values_list("wished__name", "rank")) == [
        ("Sofia Rossi", 1),
        ("Jon Bell", 2),
    ]
    assert [m.kind for m in Message.objects.all()] == ["joined"]
    assert not JoinDraft.objects.exists()
    assert "1 of 4 done" in client.get(response.url).content.decode()


def test_a_mentor_says_what_they_offer_and_for_how_many(program, priya, sign_in):
    client = sign_in(priya)
    make_offer(priya, "Writing", level=2)
    answer(client, program, "join-role", role="mentor")
    known = Skill.objects.get(name="Writing").pk
    answer(client, program, "join-skills", offers=[known, "new:Kite building"])
    data = {"hours": HOURS, "time_zone": "UTC", "capacity": "3"}
    answer(client, program, "join-rhythm", **data)
    answer(client, program, "join-check", level_0="2", level_1="5")
    row = Enrollment.objects.get()
    assert (row.role, row.capacity) == ("mentor", 3)
    priya.refresh_from_db()
    assert priya.mentoring_limit == 3
    assert dict(Offer.objects.values_list("skill__name", "level")) == {
        "Writing": 2,
        "Kite building": 5,
    }
    assert Skill.objects.get(name="Kite building").status == "proposed"


def test_both_roles_are_possible(program, priya, sign_in):
    client = sign_in(priya)
    answer(client, program, "join-role", role="both")
    goal, offer = make_skill("SQL").pk, make_skill("Sales").pk
    answer(client, program, "join-skills", goals=[goal], sentence="Move into data", offers=[offer])
    answer(client, program, "join-rhythm", hours=HOURS, time_zone="UTC", capacity="1")
    answer(client, program, "join-check", level_0="4")
    assert set(Enrollment.objects.values_list("role", flat=True)) == {"mentor", "mentee"}


def test_the_pages_are_filled_in_from_the_profile(program, sign_in):
    person = make_person("Mei Lin", weekly_hours=[9, 10], time_zone="Asia/Tokyo")
    make_goal(person, "Negotiation", sentence="Sell to Japan")
    client = sign_in(person)
    answer(client, program, "join-role", role="mentee")
    assert "Sell to Japan" in client.get(url("join-skills", program)).content.decode()
    client.cookies["tz"] = "Europe/Paris"
    form = client.get(url("join-rhythm", program)).context["form"]
    assert form["hours"].value() == [9, 10]
    assert form["time_zone"].value() == "Europe/Paris"


def test_what_was_typed_waits_for_the_person(program, priya, sign_in):
    client = sign_in(priya)
    answer(client, program, "join-role", role="mentee")
    answer(client, program, "join-skills", goals=[make_skill("SQL").pk], sentence="Half a sentence")
    draft = JoinDraft.objects.get()
    assert draft.answers["sentence"] == "Half a sentence"
    assert drafts.missing(draft.answers) == "join-rhythm"
    assert client.get(url("join-check", program)).url == url("join-rhythm", program)
    assert not Goal.objects.exists()


BAD = [
    ("join-role", {}, "Choose how you want to take part"),
    ("join-role", {"role": "boss"}, "Choose how you want to take part"),
    ("join-skills", {}, "Choose at least one skill"),
    ("join-skills", {}, "Enter your goal in one sentence"),
    ("join-skills", {"sentence": "x" * 281}, "Goal must be 280 characters or fewer"),
    ("join-skills", {"goals": ["99999999999999999999"]}, "Choose skills from the list"),
    ("join-skills", {"goals": ["new:\x00"], "sentence": "a\x00b"}, "There is a problem"),
    ("join-rhythm", {}, "Choose at least two hours a week when you can meet"),
    ("join-rhythm", {"hours": ["9"]}, "Choose at least two hours a week when you can meet"),
    ("join-rhythm", {"hours": ["9", "900"]}, "Choose at least two hours a week when you can meet"),
    ("join-rhythm", {"hours": HOURS, "time_zone": "Moon/Base"}, "Choose your time zone"),
    (
        "join-rhythm",
        {"hours": HOURS, "time_zone": "UTC", "wishes": ["-1"]},
        "Choose people from the list",
    ),
]


@pytest.mark.parametrize(("page", "data", "words"), BAD)
def test_bad_answers_are_explained_and_kept(page, data, words, program, priya, sign_in):
    client = sign_in(priya)
    skill = make_skill("SQL")
    JoinDraft.objects.create(
        program=program,
        profile=priya,
        answers={"role": "mentee", "goals": [str(skill.pk)], "sentence": "Old"},
    )
    response = client.post(url(page, program), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    assert "There is a problem" in page
    assert JoinDraft.objects.get().answers["sentence"] == "Old"
    if 0 < len(data.get("sentence", "")) < 280:
        assert data["sentence"].replace("\x00", "") in page


def test_too_many_goals_are_refused(program, priya, sign_in):
    client = sign_in(priya)
    answer(client, program, "join-role", role="mentee")
    skills = [make_skill(name).pk for name in ("A", "B", "C", "D")]
    response = answer(client, program, "join-skills", goals=skills, sentence="All of it")
    assert "You can choose 3 skills at most" in response.content.decode()


def test_wishing_and_excluding_the_same_person_is_refused(program, priya, sign_in):
    client = sign_in(priya)
    sofia = make_person("Sofia Rossi")
    response = mentee_answers(client, program, wishes=[sofia.pk], exclusions=[sofia.pk])
    assert "You asked not to be matched with Sofia Rossi" in response.content.decode()


def test_exclusions_are_kept_privately_and_can_be_taken_back(program, priya, sign_in):
    client = sign_in(priya)
    sofia, jon = make_person("Sofia Rossi"), make_person("Jon Bell")
    DoNotMatch.objects.create(author=priya, other=jon)
    mentee_answers(client, program, exclusions=[sofia.pk])
    answer(client, program, "join-check")
    assert list(DoNotMatch.objects.values_list("author", "other")) == [(priya.pk, sofia.pk)]
    assert "Priya" not in sign_in(sofia).get(url("program", program)).content.decode()


def test_joining_twice_is_harmless(program, priya, sign_in):
    client = sign_in(priya)
    mentee_answers(client, program)
    answer(client, program, "join-check")
    assert answer(client, program, "join-check").url == url("joined", program)
    assert Enrollment.objects.count() == Message.objects.count() == 1


def test_a_second_sign_up_is_explained(program, priya, sign_in):
    enroll(program, priya)
    page = sign_in(priya).get(url("join-role", program)).content.decode()
    assert "You are in already" in page
    assert url("join-check", program) in page


def test_answers_can_be_changed_and_a_role_taken_back(program, priya, sign_in):
    client = sign_in(priya)
    make_goal(priya, "Negotiation")
    priya.weekly_hours = [1, 2]
    priya.save()
    enroll(program, priya, "mentor")
    mentee = enroll(program, priya)
    answer(client, program, "join-role", role="mentee")
    answer(client, program, "join-check")
    mentee.refresh_from_db()
    assert mentee.state == "active"
    assert Enrollment.objects.get(role="mentor").state == "withdrawn"


def test_goals_of_another_program_stay(program, priya, sign_in):
    client = sign_in(priya)
    make_goal(priya, "Painting")
    enroll(make_program("Other"), priya)
    mentee_answers(client, program)
    answer(client, program, "join-check")
    assert set(Goal.objects.values_list("skill__name", flat=True)) == {"Negotiation", "Painting"}


def test_with_acceptance_people_wait(priya, sign_in):
    program = make_program(sign_up=Program.SignUp.ACCEPTANCE)
    client = sign_in(priya)
    mentee_answers(client, program)
    response = client.post(url("join-check", program), follow=True)
    assert Enrollment.objects.get().state == "applied"
    assert "We have your answers" in response.content.decode()


TODAY = timezone.now().date()
CLOSED = [
    ({"sign_up_opens": TODAY + dt.timedelta(days=5)}, "Sign-up opens"),
    ({"sign_up_closes": TODAY - dt.timedelta(days=2)}, "Sign-up has closed"),
    ({"max_size": 1}, "All places are taken"),
    ({"state": "finished"}, "This program has finished"),
]


@pytest.mark.parametrize(("fields", "words"), CLOSED)
@pytest.mark.parametrize("page", ["join-role", "join-skills", "join-rhythm", "join-check"])
def test_closed_and_full_are_pages_with_a_next_step(page, fields, words, priya, sign_in):
    program = make_program(**fields)
    enroll(program, make_person("Jon Bell"))
    response = sign_in(priya).get(url(page, program))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "Go to Home" in response.content.decode()


def test_the_last_place_may_go_while_somebody_checks(priya, sign_in):
    program = make_program(max_size=1)
    client = sign_in(priya)
    mentee_answers(client, program)
    enroll(program, make_person("Jon Bell"))
    response = answer(client, program, "join-check")
    assert "All places are taken" in response.content.decode()
    assert JoinDraft.objects.count() == 1
    assert Enrollment.objects.count() == 1


def test_outside_the_audience_there_is_nothing(priya, sign_in):
    program = make_program(audience={"departments": ["Legal"]})
    client = sign_in(priya)
    for page in ("program", "join-role", "join-skills", "join-rhythm", "join-check", "joined"):
        assert client.get(url(page, program)).status_code == 404
        assert client.post(url(page, program)).status_code in {404, 405}
    assert program.name not in client.get("/").content.decode()


def test_joining_answers_the_invitation(program, priya, sign_in):
    Invitation.objects.create(program=program, profile=priya)
    client = sign_in(priya)
    mentee_answers(client, program)
    answer(client, program, "join-check")
    assert Invitation.objects.get().state == "joined"


def test_somebody_hr_put_in_joins_by_answering(priya, sign_in):
    program = make_program(sign_up=Program.SignUp.ACCEPTANCE)
    enroll(program, priya, state="notified", by_default=True, visible_from=timezone.now())
    client = sign_in(priya)
    mentee_answers(client, program)
    answer(client, program, "join-check")
    assert Enrollment.objects.get().state == "active"


def test_reverse_programs_say_learn_from(priya, sign_in):
    program = make_program(format=Program.Format.REVERSE)
    page = sign_in(priya).get(url("join-role", program)).content.decode()
    assert "Learn from a colleague" in page
    assert "reverse mentor" not in page.lower()
