"""What HR does to the steps of a path, and what follows for those who are on it.

Places are numbered without gaps. A step taken out keeps its row: nobody loses what they wrote.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef

from community.models import CheckQuestion, Path, PathProgress, PathStep


class LastStepError(Exception):
    """A published path has a step, and its check a question."""


def locked(path_id: int) -> Path:
    """Changes of one path come one after the other."""
    return Path.objects.select_for_update().get(pk=path_id)


@transaction.atomic
def add(step: PathStep, *, now: dt.datetime) -> PathStep:
    """At the end; before the check, when the last step is one and this is none."""
    path = locked(step.path_id)
    steps = list(path.steps.current())
    place = len(steps)
    if steps and steps[-1].is_check and not step.is_check:
        place -= 1
    step.save()
    _number([*steps[:place], step, *steps[place:]])
    changed(path, now=now)
    return step


@transaction.atomic
def change(step: PathStep, *, now: dt.datetime) -> None:
    path = locked(step.path_id)
    step.save(update_fields=["title", "minutes", "body", "resource", "session"])
    changed(path, now=now)


@transaction.atomic
def move(step: PathStep, by: int, *, now: dt.datetime) -> None:
    """One place up (-1) or down (1); at the edge it stays."""
    path = locked(step.path_id)
    steps = list(path.steps.current())
    places = {one.pk: n for n, one in enumerate(steps)}
    here = places.get(step.pk)
    if here is None or not 0 <= here + by < len(steps):
        return
    steps.insert(here + by, steps.pop(here))
    _number(steps)
    changed(path, now=now)


@transaction.atomic
def remove(step: PathStep, *, now: dt.datetime) -> None:
    path = locked(step.path_id)
    others = list(path.steps.current().exclude(pk=step.pk))
    if not others and path.state == Path.State.PUBLISHED:
        raise LastStepError
    PathStep.objects.filter(pk=step.pk).update(position=None)
    _number(others)
    changed(path, now=now)
    settle(path, now=now)


def _number(steps: list[PathStep]) -> None:
    for place, step in enumerate(steps, start=1):
        if step.position != place:
            PathStep.objects.filter(pk=step.pk).update(position=place)


def changed(path: Path, *, now: dt.datetime) -> None:
    """From here on it is the company's own: updates of the product leave it alone."""
    if path.is_shipped:
        Path.objects.filter(pk=path.pk).update(changed_here_at=now)


def settle(path: Path, *, now: dt.datetime) -> None:
    """Whoever has done all that is left has finished."""
    steps = path.steps.current()
    left = steps.exclude(done__progress=OuterRef("pk"))
    if not steps.exists():
        return
    open_ones = PathProgress.objects.filter(path=path, finished_at__isnull=True)
    open_ones.filter(~Exists(left)).update(finished_at=now)


@transaction.atomic
def add_question(question: CheckQuestion, *, now: dt.datetime) -> None:
    path = locked(question.step.path_id)
    last = question.step.questions.aggregate(last=Max("position"))["last"] or 0
    question.position = last + 1
    question.save()
    changed(path, now=now)


@transaction.atomic
def change_question(question: CheckQuestion, *, now: dt.datetime) -> None:
    path = locked(question.step.path_id)
    question.save(update_fields=["text", "choices", "whys", "right"])
    changed(path, now=now)


@transaction.atomic
def remove_question(question: CheckQuestion, *, now: dt.datetime) -> None:
    path = locked(question.step.path_id)
    others = question.step.questions.exclude(pk=question.pk)
    if path.state == Path.State.PUBLISHED and not others.exists():
        raise LastStepError
    CheckQuestion.objects.filter(pk=question.pk).delete()
    later = CheckQuestion.objects.filter(step=question.step, position__gt=question.position)
    later.update(position=F("position") - 1)
    changed(path, now=now)
