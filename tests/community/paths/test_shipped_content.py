"""The five paths we write: complete, honest about time, within the limits of the tables."""

import re

import pytest

from community import path_files
from community.markdown import to_html
from community.models import CheckQuestion, Path, PathStep
from matching import training

PATHS = {path.slug: path for path in path_files.all_paths()}
STEPS = [(path.slug, step) for path in PATHS.values() for step in path.steps]
# Slow and fast, for pages that ask to stop and think.
SLOWEST, FASTEST = 90, 220
HARD_WORDS = re.compile(
    r"\b(programme|behaviour|organis|colour|leverag|synerg|stakeholder map)", re.I
)


def test_there_are_five():
    assert set(PATHS) == {
        "become-a-mentor",
        "get-the-most-from-being-mentored",
        "mentoring-upwards",
        "share-what-you-know",
        "your-first-ten-weeks",
    }
    assert set(training.USUAL.values()) <= set(PATHS)


def test_mentor_training_takes_an_hour():
    assert sum(step.minutes for step in PATHS["become-a-mentor"].steps) == 60


@pytest.mark.parametrize("slug", sorted(set(PATHS) - {"your-first-ten-weeks"}))
def test_a_path_has_readings_exercises_and_a_check_at_its_end(slug):
    steps = PATHS[slug].steps
    kinds = [step.kind for step in steps]
    assert 6 <= len(steps) <= 9
    assert kinds[-1] == "check"
    assert kinds.count("check") == 1
    assert kinds.count("exercise") >= 2
    assert len(steps[-1].questions) >= 5


def test_a_newcomer_has_one_short_step_a_week():
    steps = PATHS["your-first-ten-weeks"].steps
    assert [step.title.split(":")[0] for step in steps] == [f"Week {n}" for n in range(1, 11)]
    assert all(step.minutes <= 10 for step in steps)


@pytest.mark.parametrize(("slug", "step"), STEPS, ids=lambda value: getattr(value, "key", value))
def test_a_reading_takes_the_minutes_it_says(slug, step):
    words = len(step.body.split())
    if step.kind == "reading":
        assert words / FASTEST <= step.minutes <= words / SLOWEST


@pytest.mark.parametrize(("slug", "step"), STEPS, ids=lambda value: getattr(value, "key", value))
def test_every_step_fits_its_table_and_reads_well(slug, step):
    row = PathStep(
        path=Path(slug=slug), kind=step.kind, title=step.title, body=step.body,
        minutes=step.minutes, key=step.key,
    )  # fmt: skip
    row.clean_fields(exclude=["path"])
    assert not HARD_WORDS.search(step.body)
    html = to_html(step.body)
    assert "**" not in html
    assert "- [" not in html
    for question in step.questions:
        CheckQuestion(
            text=question.text, choices=list(question.choices), whys=list(question.whys),
            right=question.right, position=1,
        ).clean_fields(exclude=["step"])  # fmt: skip
        assert 2 <= len(question.choices) <= CheckQuestion.MOST


@pytest.mark.parametrize("slug", sorted(PATHS))
def test_the_right_answer_does_not_always_stand_in_the_same_place(slug):
    places = {question.right for step in PATHS[slug].steps for question in step.questions}
    assert len(places) != 1


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    folder = tmp_path / "broken"
    folder.mkdir()
    head = "---\nname: A\nbadge: B\nsummary: C\n---\n"
    (folder / "path.md").write_text(head)
    check = "---\nkind: check\ntitle: T\nminutes: 3\n---\nIntro\n\n## Asked?\n- [x] One\n"
    (folder / "010-check.md").write_text(check)
    with pytest.raises(path_files.ContentError, match="one right answer and a reason"):
        path_files.read(folder)
    (folder / "010-check.md").write_text("---\nkind: reading\ntitle: T\n---\nText")
    with pytest.raises(path_files.ContentError, match="minutes is missing"):
        path_files.read(folder)
    (folder / "010-check.md").write_text("no front")
    with pytest.raises(path_files.ContentError, match="must begin with"):
        path_files.read(folder)
