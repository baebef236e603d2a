"""Paths for the tests, with visible defaults."""

from django.utils import timezone

from community import path_progress
from community.models import CheckQuestion, Path, PathStep


def make_path(name="Become a mentor", *, slug="become-a-mentor", state="published", **fields):
    fields = {"badge": "Trained mentor", "summary": "One hour."} | fields
    return Path.objects.create(slug=slug, name=name, state=state, **fields)


def make_step(path, kind="reading", title="Read this", **fields):
    place = path.steps.current().count() + 1
    fields = {"minutes": 5, "body": "Some **words**.", "position": place} | fields
    return PathStep.objects.create(path=path, kind=kind, title=title, **fields)


def make_question(step, text="What now?", right=0, **fields):
    fields = {"choices": ["Ask", "Tell"], "whys": ["Asking helps.", "Telling does not."]} | fields
    place = step.questions.count() + 1
    return CheckQuestion.objects.create(step=step, position=place, text=text, right=right, **fields)


def full_path(**fields):
    """A reading, an exercise and a check with two questions: 15 minutes."""
    path = make_path(**fields)
    make_step(path, "reading", "Read this")
    make_step(path, "exercise", "Write this")
    check = make_step(path, "check", "Check this")
    make_question(check, "First?")
    make_question(check, "Second?", right=1)
    return path


def finish(path, profile, *, now=None):
    for step in path.steps.current():
        path_progress.finish_step(step, profile, now=now or timezone.now())
    return path.progress.get(profile=profile)


def right_answers(step):
    return {f"question_{q.pk}": str(q.right) for q in step.questions.all()}
