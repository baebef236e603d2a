import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import path_desk, path_progress
from community.models import CheckQuestion, Path, PathStep
from profiles.models import AuditEvent
from tests.community.paths.build import finish, full_path, make_path, make_step
from tests.people import make_person

pytestmark = pytest.mark.django_db
NEW = {"name": "Coding together", "summary": "Pairs.", "goals": "- pair", "badge": "Pair"}
READ = {"title": "Why", "minutes": "4", "body": "# One\r\ntwo"}
QUESTION = {
    "text": "What now?",
    "choice_0": "Ask",
    "why_0": "Yes.",
    "choice_1": "Tell",
    "why_1": "No.",
    "right": "1",
}


@pytest.fixture
def desk(cast, sign_in):
    return sign_in(cast.hana)


def titles(path):
    return list(path.steps.current().values_list("title", flat=True))


def test_from_nothing_to_a_path_people_take(cast, sign_in, desk):
    assert "No paths yet" in desk.get("/hr/paths/").text
    desk.post("/hr/paths/new/", NEW)
    path = Path.objects.get()
    assert (path.slug, path.state) == ("coding-together", "draft")
    answer = desk.post(f"/hr/paths/{path.pk}/publish/", follow=True)
    assert "Add at least one step first." in answer.text
    desk.post(f"/hr/paths/{path.pk}/steps/new/reading/", READ)
    desk.post(f"/hr/paths/{path.pk}/steps/new/check/", {"title": "Check", "minutes": "3"})
    answer = desk.post(f"/hr/paths/{path.pk}/publish/", follow=True)
    assert "Add a question to “Check” first" in answer.text
    check = path.steps.get(kind="check")
    desk.post(f"/hr/steps/{check.pk}/questions/add/", QUESTION)
    question = check.questions.get()
    assert (question.choices, question.right) == (["Ask", "Tell"], 1)
    answer = desk.post(f"/hr/paths/{path.pk}/publish/", follow=True)
    assert "Coding together is published." in answer.text
    reading = path.steps.get(kind="reading")
    assert reading.body == "# One\ntwo"
    assert "<h3>One</h3>" in sign_in(cast.ada).get(reading.get_absolute_url()).text
    acts = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert acts == [path_desk.ADDED, path_desk.PUBLISHED]


def test_published_twice_is_noted_once(cast, desk):
    path = full_path(state="draft")
    for _n in range(2):
        desk.post(f"/hr/paths/{path.pk}/publish/")
    assert AuditEvent.objects.count() == 1
    for _n in range(2):
        desk.post(f"/hr/paths/{path.pk}/retire/")
    path.refresh_from_db()
    assert path.state == "retired"
    assert AuditEvent.objects.count() == 2


def test_a_name_that_is_taken_gets_an_address_of_its_own(desk):
    for name in ("Mine", "Mine", "中文", "New"):
        desk.post("/hr/paths/new/", NEW | {"name": name})
    assert set(Path.objects.values_list("slug", flat=True)) == {
        "mine-2", "mine-3", "path", "new-2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter a name"),
        ("name", "x" * 121, "Name must be 120 characters or fewer"),
        ("summary", "x" * 401, "must be 400 characters or fewer"),
        ("goals", "x" * 10_000, "must be 4,000 characters or fewer"),
        ("badge", "x" * 61, "Badge must be 60 characters or fewer"),
        ("name", "a\x00b", "Enter text without control characters"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(desk, field, value, words):
    page = desk.post("/hr/paths/new/", NEW | {field: value}).text
    assert words in page
    assert "Pair" in page
    assert not Path.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"title": ""}, "Enter a title"),
        ({"minutes": "0"}, "Enter a whole number from 1 to 600"),
        ({"minutes": "many"}, "Enter a whole number from 1 to 600"),
        ({"body": ""}, "Enter the text"),
        ({"body": "x" * 20_001}, "Text must be 20,000 characters or fewer"),
    ],
)
def test_a_step_that_does_not_fit_is_asked_for_again(desk, data, words):
    path = make_path()
    page = desk.post(f"/hr/paths/{path.pk}/steps/new/reading/", READ | data).text
    assert words in page
    assert not path.steps.exists()


def test_a_kind_nobody_knows_is_not_there(desk):
    path = make_path()
    assert desk.get(f"/hr/paths/{path.pk}/steps/new/video/").status_code == 404


def test_a_step_from_the_library_needs_something_of_it(desk):
    path = make_path()
    words = {"title": "A book", "minutes": "9", "resource": "77"}
    page = desk.post(f"/hr/paths/{path.pk}/steps/new/resource/", words).text
    assert "Choose what to read" in page


def test_steps_move_and_a_new_one_comes_before_the_check(desk):
    path = full_path()
    desk.post(f"/hr/paths/{path.pk}/steps/new/reading/", READ)
    assert titles(path) == ["Read this", "Write this", "Why", "Check this"]
    new = path.steps.get(title="Why")
    desk.post(f"/hr/steps/{new.pk}/up/")
    assert titles(path) == ["Read this", "Why", "Write this", "Check this"]
    first = path.steps.get(title="Read this")
    desk.post(f"/hr/steps/{first.pk}/up/")
    desk.post(f"/hr/steps/{first.pk}/down/")
    assert titles(path) == ["Why", "Read this", "Write this", "Check this"]
    desk.post(f"/hr/steps/{new.pk}/remove/")
    assert titles(path) == ["Read this", "Write this", "Check this"]
    assert [step.position for step in path.steps.current()] == [1, 2, 3]
    assert desk.post(f"/hr/steps/{new.pk}/up/").status_code == 404


def test_the_last_step_and_the_last_question_of_a_published_path_stay(desk):
    path = make_path()
    step = make_step(path, "check")
    desk.post(f"/hr/steps/{step.pk}/questions/add/", QUESTION)
    question = step.questions.get()
    answer = desk.post(f"/hr/questions/{question.pk}/remove/", follow=True)
    assert "needs a question" in answer.text
    assert "needs a step" in desk.post(f"/hr/steps/{step.pk}/remove/", follow=True).text
    assert step.questions.exists()
    assert path.steps.current().exists()
    Path.objects.update(state="draft")
    desk.post(f"/hr/questions/{question.pk}/remove/")
    desk.post(f"/hr/steps/{step.pk}/remove/")
    assert not path.steps.current().exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "Enter the question"),
        ({"choice_0": "", "why_0": ""}, "Enter answer 1"),
        ({"why_1": ""}, "Enter why answer 2 is right or wrong"),
        ({"why_2": "Because"}, "Enter answer 3"),
        ({"right": "4"}, "The right answer must be one you have entered"),
        ({"right": "9"}, "Choose which answer is right"),
        ({"choice_0": "x" * 301}, "Answer 1 must be 300 characters or fewer"),
    ],
)
def test_a_question_that_does_not_fit_is_asked_for_again(desk, data, words):
    step = make_step(make_path(), "check")
    page = desk.post(f"/hr/steps/{step.pk}/questions/add/", QUESTION | data).text
    assert words in page
    assert not CheckQuestion.objects.exists()


def test_an_answer_left_empty_in_the_middle_is_left_out(desk):
    step = make_step(make_path(), "check")
    words = QUESTION | {"choice_3": "Wait", "why_3": "Sometimes.", "right": "3"}
    desk.post(f"/hr/steps/{step.pk}/questions/add/", words)
    question = step.questions.get()
    assert question.choices == ["Ask", "Tell", "Wait"]
    assert question.choices[question.right] == "Wait"
    page = desk.get(f"/hr/questions/{question.pk}/").text
    assert ">\nWait</textarea>" in page
    desk.post(f"/hr/questions/{question.pk}/", QUESTION)
    question.refresh_from_db()
    assert question.choices == ["Ask", "Tell"]


def test_questions_belong_to_checks_alone(desk):
    step = make_step(make_path(), "reading")
    assert desk.get(f"/hr/steps/{step.pk}/questions/").status_code == 404


def test_few_people_are_no_number_and_nobody_is_named(cast, desk):
    path = full_path()
    people = [make_person(f"Person{n} Example") for n in range(10)]

    def numbers():
        found = path_desk.desk().get(pk=path.pk)
        return found.begun, found.finished

    now = timezone.now()
    for person in people[:4]:
        finish(path, person)
    assert numbers() == (None, None)
    finish(path, people[4])
    assert numbers() == (5, 5)
    # Six have begun, five have finished: one would be told apart.
    path_progress.finish_step(path.steps.first(), people[5], now=now)
    assert numbers() == (6, None)
    for person in people[6:]:
        path_progress.finish_step(path.steps.first(), person, now=now)
    assert numbers() == (10, 5)
    page = desk.get(f"/hr/paths/{path.pk}/").text
    assert "Example" not in page


def test_a_change_of_what_ships_is_said_and_can_be_taken_back(desk):
    path = full_path(shipped_digest="abc")
    step = path.steps.first()
    desk.post(f"/hr/steps/{step.pk}/", READ)
    path.refresh_from_db()
    assert path.changed_here_at
    assert "changed here" in desk.get("/hr/paths/").text
    desk.post(f"/hr/paths/{path.pk}/restore/")
    path.refresh_from_db()
    assert path.changed_here_at is None
    assert path.steps.current().count() == 9
    assert PathStep.objects.get(pk=step.pk).position is None


def test_what_does_not_ship_has_no_original(desk):
    path = full_path()
    desk.post(f"/hr/paths/{path.pk}/restore/")
    assert path.steps.current().count() == 3


def test_more_paths_ask_no_more(desk):
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            full_path(slug=name, name=name)
        desk.get("/hr/paths/")
        with CaptureQueriesContext(connection) as queries:
            desk.get("/hr/paths/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
