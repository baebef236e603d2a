"""Bring the paths that ship with the product into the database, and up to date with every update.

load_all(now=now)      # [Loaded("become-a-mentor", "added"), …]; twice is once

Steps are known by their keys, so an update moves, rewords or drops them while what people have
done and written stays. A path HR has changed here is left as it is, and so is the state HR gave it.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from community import path_files, path_steps
from community.models import CheckQuestion, Path, PathStep
from community.path_files import ShippedPath, ShippedStep

ADDED, UPDATED, SAME, KEPT = "added", "updated", "same", "kept"


@dataclass(frozen=True)
class Loaded:
    slug: str
    outcome: str


def load_all(*, now: dt.datetime) -> list[Loaded]:
    return [Loaded(text.slug, load(text, now=now)) for text in path_files.all_paths()]


def newest(slug: str) -> ShippedPath | None:
    folder = path_files.CONTENT / slug
    known = {text.name for text in path_files.CONTENT.iterdir()}
    return path_files.read(folder) if slug in known else None


@transaction.atomic
def load(text: ShippedPath, *, now: dt.datetime, over_changes: bool = False) -> str:
    """`over_changes` gives a path back the words it ships with."""
    path, is_new = Path.objects.get_or_create(
        slug=text.slug,
        defaults={"name": text.name, "state": Path.State.PUBLISHED},
    )
    path = Path.objects.select_for_update().get(pk=path.pk)
    if not (is_new or path.is_shipped) or (path.changed_here_at and not over_changes):
        return KEPT
    if path.shipped_digest == text.digest and not over_changes:
        return SAME
    _write_path(path, text)
    _write_steps(path, text.steps)
    path_steps.settle(path, now=now)
    return ADDED if is_new else UPDATED


def _write_path(path: Path, text: ShippedPath) -> None:
    path.name, path.badge, path.summary = text.name, text.badge, text.summary
    path.goals, path.shipped_digest, path.changed_here_at = text.goals, text.digest, None
    path.save(
        update_fields=["name", "badge", "summary", "goals", "shipped_digest", "changed_here_at"]
    )


def _write_steps(path: Path, steps: tuple[ShippedStep, ...]) -> None:
    path.steps.update(position=None)
    known = {step.key: step for step in path.steps.exclude(key="")}
    for place, text in enumerate(steps, start=1):
        step = known.get(text.key) or PathStep(path=path, key=text.key)
        step.kind, step.title, step.body = text.kind, text.title, text.body
        step.minutes, step.position = text.minutes, place
        step.save()
        step.questions.all().delete()
        CheckQuestion.objects.bulk_create(
            CheckQuestion(
                step=step,
                position=number,
                text=question.text,
                choices=list(question.choices),
                whys=list(question.whys),
                right=question.right,
            )
            for number, question in enumerate(text.questions, start=1)
        )
