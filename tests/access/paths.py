from django.utils import timezone

from community import exercises, path_progress
from tests.access.rows import EVERYONE, HR_ONLY, NO_GET, row
from tests.community.paths.build import finish, full_path, make_path, make_step

HR_ACTS = "L - - - - - - > -"
NO_POST = "L x x x x x x x x"
EVERYONE_ACTS = "L > > > > > > > >"
WORDS = {"title": "A step", "minutes": "5", "body": "Words"}
QUESTION = {
    "text": "What now?", "choice_0": "Ask", "why_0": "Yes.", "choice_1": "Tell", "why_1": "No.",
    "right": "0",
}  # fmt: skip


def a_path(c):
    path = full_path(slug="a-path")
    c.extra["path"] = path
    for step in path.steps.current():
        c.extra[step.kind] = step.pk
    c.extra["question"] = path.steps.last().questions.first().pk
    now = timezone.now()
    reading = path.steps.first()
    path_progress.finish_step(reading, c.ben, now=now)
    exercises.save(c.ben, path.steps.get(kind="exercise"), "Mine", seen=None, now=now)


def a_finished_path(c):
    a_path(c)
    for reader in c.readers().values():
        if reader:
            finish(c.extra["path"], reader)


def a_draft(c):
    path = make_path(slug="draft", state="draft")
    c.extra["path"], c.extra["reading"] = path, make_step(path).pk


def slug(c):
    return c.extra["path"].slug


def on_path(get, post, prepare=a_path, **options):
    return row(get, post, prepare=prepare, slug=slug, **options)


def on_step(get, post, kind="reading", **options):
    return on_path(get, post, pk=lambda c: c.extra[kind], **options)


def desk(get, post, what="path", **options):
    pk = {"path": lambda c: c.extra["path"].pk}.get(what, lambda c: c.extra[what])
    return row(get, post, prepare=a_path, pk=pk, **options)


ROWS = {
    "paths": row(EVERYONE, NO_POST, prepare=a_path),
    "my-paths": row(EVERYONE, NO_POST, prepare=a_path),
    "path": on_path(EVERYONE, NO_POST),
    "path-words": on_path(EVERYONE, NO_POST),
    "delete-words": on_step(NO_GET, EVERYONE_ACTS, "exercise"),
    "show-badge": on_path(NO_GET, EVERYONE_ACTS, a_finished_path),
    # Only Ben has begun it.
    "hide-badge": on_path(NO_GET, "L - - > - - - - -"),
    "path-step": on_step(EVERYONE, NO_POST, "check"),
    "finish-step": on_step(NO_GET, EVERYONE_ACTS),
    "answer-exercise": on_step(NO_GET, EVERYONE_ACTS, "exercise", data=lambda c: {"text": "Mine"}),
    # Nothing is answered: the page asks again.
    "answer-check": on_step(NO_GET, EVERYONE, "check"),
    "hr-paths": row(HR_ONLY, NO_POST, prepare=a_path),
    "new-path": row(HR_ONLY, HR_ACTS, data=lambda c: {"name": "New"}),
    "hr-path": desk(HR_ONLY, NO_POST),
    "edit-path": desk(HR_ONLY, HR_ACTS, data=lambda c: {"name": "Newer"}),
    "publish-path": desk(NO_GET, HR_ACTS),
    "retire-path": desk(NO_GET, HR_ACTS),
    "restore-path": desk(NO_GET, HR_ACTS),
    "add-step": row(
        HR_ONLY, HR_ACTS, prepare=a_path, pk=lambda c: c.extra["path"].pk,
        kind=lambda c: "reading", data=lambda c: WORDS,
    ),
    "edit-step": desk(HR_ONLY, HR_ACTS, "reading", data=lambda c: WORDS),
    "move-step-up": desk(NO_GET, HR_ACTS, "exercise"),
    "move-step-down": desk(NO_GET, HR_ACTS, "reading"),
    "remove-step": desk(NO_GET, HR_ACTS, "reading"),
    "step-questions": desk(HR_ONLY, NO_POST, "check"),
    "add-question": desk(HR_ONLY, HR_ACTS, "check", data=lambda c: QUESTION),
    "edit-question": desk(HR_ONLY, HR_ACTS, "question", data=lambda c: QUESTION),
    "remove-question": desk(NO_GET, HR_ACTS, "question"),
}  # fmt: skip
