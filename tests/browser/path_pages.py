"""States of the path pages that have no row of their own in the access table."""

from community.models import PathStep
from tests.access.paths import a_draft, a_finished_path, a_path
from tests.browser.opening import opened, sent


def _step(kind):
    return PathStep.objects.current().get(kind=kind)


def _on(prepare, build):
    def page(cast):
        prepare(cast)
        return build(cast)

    return page


def _slug(kind):
    return {"slug": "a-path", "pk": _step(kind).pk}


def wrong_answers(cast):
    step = _step("check")
    data = {f"question_{question.pk}": "0" for question in step.questions.all()}
    return sent(cast.ada, "answer-check", *_slug("check").values(), data=data)


def new_path_with_errors(cast):
    return sent(cast.hana, "new-path", data={"name": ""})


PATH_PAGES = {
    "no paths": lambda c: opened(c.ada, "paths"),
    "no paths of mine": lambda c: opened(c.ada, "my-paths"),
    "no paths on the desk": lambda c: opened(c.hana, "hr-paths"),
    "a finished path": _on(a_finished_path, lambda c: opened(c.ada, "path", "a-path")),
    "a reading": _on(a_path, lambda c: opened(c.ada, "path-step", *_slug("reading").values())),
    "an exercise": _on(a_path, lambda c: opened(c.ben, "path-step", *_slug("exercise").values())),
    "an exercise left empty": _on(
        a_path, lambda c: sent(c.ada, "answer-exercise", *_slug("exercise").values())
    ),
    "a check answered wrong": _on(a_path, wrong_answers),
    "a check left empty": _on(
        a_path, lambda c: sent(c.ada, "answer-check", *_slug("check").values())
    ),
    "words of exercises": _on(a_path, lambda c: opened(c.ben, "path-words", "a-path")),
    "a draft in preview": _on(a_draft, lambda c: opened(c.hana, "path", "draft")),
    "a new path with errors": new_path_with_errors,
    "a question with errors": _on(
        a_path, lambda c: sent(c.hana, "add-question", _step("check").pk)
    ),
    "my profile with a badge": _on(a_finished_path, lambda c: opened(c.ada, "my-profile")),
}
