import datetime as dt

import pytest
from django.utils import timezone

from community import exercises
from community.models import ExerciseAnswer, Resource, Session
from tests.community.library.world import make_link
from tests.community.paths.build import (
    full_path,
    make_path,
    make_question,
    make_step,
    right_answers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def path():
    return full_path()


def url(step, act=""):
    return f"/paths/{step.path.slug}/steps/{step.pk}/{act}"


def test_done_leads_to_the_next_step(cast, sign_in, path):
    first, second, _check = path.steps.current()
    client = sign_in(cast.ada)
    page = client.get(url(first)).text
    assert "<strong>words</strong>" in page
    assert "Step 1 of 3" in page
    answer = client.post(url(first, "done/"))
    assert answer.headers["Location"] == url(second)
    # Twice is once.
    client.post(url(first, "done/"))
    progress = path.progress.get(profile=cast.ada)
    assert progress.done.count() == 1
    assert progress.finished_at is None


def test_the_last_one_leads_to_the_badge(cast, sign_in, path):
    first, second, check = path.steps.current()
    client = sign_in(cast.ada)
    client.post(url(check, "check/"), right_answers(check))
    client.post(url(second, "answer/"), {"text": "My boss."})
    answer = client.post(url(first, "done/"), follow=True)
    assert "You have finished “Become a mentor”." in answer.text
    assert "Show it on my page" in answer.text


def test_after_the_end_the_first_one_left_is_next(cast, sign_in, path):
    first, _second, check = path.steps.current()
    answer = sign_in(cast.ada).post(url(check, "check/"), right_answers(check))
    assert answer.headers["Location"] == url(first)


def test_a_check_is_not_done_by_pressing_done(cast, sign_in, path):
    check = path.steps.last()
    assert sign_in(cast.ada).post(url(check, "done/")).headers["Location"] == url(check)
    assert not path.progress.exists()


def test_a_check_with_no_question_yet_holds_nobody_up(cast, sign_in, path):
    check = path.steps.last()
    check.questions.all().delete()
    client = sign_in(cast.ada)
    assert "Done, next" in client.get(url(check)).text
    client.post(url(check, "done/"))
    assert path.progress.get().done.get().step_id == check.pk


def test_wrong_answers_are_explained_and_kept_and_may_be_sent_again(cast, sign_in, path):
    check = path.steps.last()
    one, two = check.questions.all()
    client = sign_in(cast.ada)
    page = client.post(url(check, "check/"), {f"question_{one.pk}": "0", f"question_{two.pk}": "0"})
    assert "1 of 2 right." in page.text
    assert "Look again." in page.text
    assert page.text.count("checked") == 2
    assert not path.progress.exists()
    client.post(url(check, "check/"), right_answers(check))
    assert path.progress.get().done.get().step_id == check.pk
    assert "stays passed" in client.get(url(check)).text


@pytest.mark.parametrize("value", ["", "7", "-1", "x", "0 or 1", "٠"])
def test_an_answer_that_is_none_is_asked_for_again(cast, sign_in, path, value):
    check = path.steps.last()
    one = check.questions.first()
    page = sign_in(cast.ada).post(url(check, "check/"), {f"question_{one.pk}": value})
    assert "Choose an answer" in page.text
    assert "There is a problem" in page.text
    assert not path.progress.exists()


def test_an_exercise_keeps_the_persons_own_words(cast, sign_in, path):
    exercise = path.steps.get(kind="exercise")
    client = sign_in(cast.ada)
    client.post(url(exercise, "answer/"), {"text": "  My boss.\r\nShe waited. "})
    assert exercises.get(cast.ada, exercise).text == "My boss.\nShe waited."
    assert "She waited." in client.get(url(exercise)).text
    assert "She waited." in client.get("/paths/become-a-mentor/words/").text
    assert "She waited." not in sign_in(cast.hana).get(url(exercise)).text


def test_done_on_paper_needs_no_words(cast, sign_in, path):
    exercise = path.steps.get(kind="exercise")
    client = sign_in(cast.ada)
    assert "Done on paper, next" in client.get(url(exercise)).text
    client.post(url(exercise, "done/"))
    assert path.progress.get().done.get().step_id == exercise.pk
    assert exercises.get(cast.ada, exercise) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter a few words"),
        ("  \n ", "Enter a few words"),
        ("x" * 4001, "4,000 characters or fewer"),
        ("a\x00b", "Enter text without control characters"),
    ],
)
def test_words_that_cannot_be_kept_are_asked_for_again(cast, sign_in, path, text, words):
    exercise = path.steps.get(kind="exercise")
    page = sign_in(cast.ada).post(url(exercise, "answer/"), {"text": text})
    assert words in page.text
    if text.startswith("x"):
        assert text in page.text
    assert not path.progress.exists()


def test_nothing_written_in_another_tab_is_lost(cast, sign_in, path):
    exercise = path.steps.get(kind="exercise")
    client, now = sign_in(cast.ada), timezone.now()
    first = exercises.save(cast.ada, exercise, "First", seen=None, now=now)
    later = now + dt.timedelta(minutes=1)
    exercises.save(cast.ada, exercise, "In another tab", seen=first.changed_at, now=later)
    stale = {"text": "From here", "seen": first.changed_at.isoformat()}
    page = client.post(url(exercise, "answer/"), stale)
    assert "You changed this in another tab" in page.text
    assert "In another tab" in page.text
    assert "From here" in page.text
    seen = {"text": "From here", "seen": later.isoformat()}
    assert client.post(url(exercise, "answer/"), seen).status_code == 302
    assert exercises.get(cast.ada, exercise).text == "From here"


@pytest.mark.parametrize("seen", ["", "nonsense", "2027-99-99T00:00", "9" * 41])
def test_a_mark_that_is_none_overwrites_nothing(cast, sign_in, path, seen):
    exercise = path.steps.get(kind="exercise")
    exercises.save(cast.ada, exercise, "First", seen=None, now=timezone.now())
    page = sign_in(cast.ada).post(url(exercise, "answer/"), {"text": "New", "seen": seen})
    assert page.status_code == 200
    assert exercises.get(cast.ada, exercise).text == "First"


def test_words_can_be_deleted_also_of_a_step_that_has_left(cast, sign_in, path):
    exercise = path.steps.get(kind="exercise")
    client = sign_in(cast.ada)
    client.post(url(exercise, "answer/"), {"text": "My boss."})
    type(exercise).objects.filter(pk=exercise.pk).update(position=None)
    page = client.get("/paths/become-a-mentor/words/").text
    assert "no longer part of the path" in page
    client.post(f"/paths/become-a-mentor/words/{exercise.pk}/delete/")
    assert not ExerciseAnswer.objects.exists()
    assert path.progress.get().done.count() == 1


def test_nobody_deletes_the_words_of_another(cast, sign_in, path):
    exercise = path.steps.get(kind="exercise")
    exercises.save(cast.ada, exercise, "Hers", seen=None, now=timezone.now())
    sign_in(cast.ben).post(f"/paths/become-a-mentor/words/{exercise.pk}/delete/")
    assert exercises.get(cast.ada, exercise).text == "Hers"


def test_a_step_of_another_path_is_not_there(cast, sign_in, path):
    other = make_step(make_path("Other", slug="other"))
    client = sign_in(cast.ada)
    assert client.get(f"/paths/become-a-mentor/steps/{other.pk}/").status_code == 404
    assert client.post(f"/paths/become-a-mentor/steps/{other.pk}/done/").status_code == 404
    assert client.get(f"/paths/become-a-mentor/steps/{2**64}/").status_code == 404


def test_an_act_of_another_kind_leads_back(cast, sign_in, path):
    first = path.steps.first()
    client = sign_in(cast.ada)
    for act in ("answer/", "check/"):
        assert client.post(url(first, act), {"text": "x"}).headers["Location"] == url(first)
    assert not path.progress.exists()


def test_what_the_library_has_is_linked_and_what_it_lost_is_said(cast, sign_in, path):
    book = make_link("A book", kind="book")
    step = make_step(path, "resource", "Read a book", resource=book)
    client = sign_in(cast.ada)
    assert "A book" in client.get(url(step)).text
    Resource.objects.update(state="retired")
    page = client.get(url(step)).text
    assert "taken out of the library" in page
    assert "books.example" not in page
    assert "Done, next" in page


def test_a_session_is_shown_in_the_readers_zone(cast, sign_in, path):
    starts_at = dt.datetime(2030, 5, 6, 8, 0, tzinfo=dt.UTC)
    session = Session.objects.create(
        kind="training", state="published", title="Practice together", outcome="Ask.",
        host=cast.cora, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1),
    )  # fmt: skip
    step = make_step(path, "session", "Come along", session=session)
    client = sign_in(cast.ada)
    page = client.get(url(step)).text
    assert "Monday, 6 May 2030, 10:00 (Madrid time)" in page
    Session.objects.update(state="cancelled")
    assert "has been called off" in client.get(url(step)).text


def test_questions_ask_no_more_of_the_database(cast, sign_in, path, django_assert_max_num_queries):
    check = path.steps.last()
    make_question(check, "Third?")
    client = sign_in(cast.ada)
    client.get(url(check))
    with django_assert_max_num_queries(8):
        client.get(url(check))
