"""What HR does with a path, and the numbers of it: how many began, how many finished.

Figures of fewer than FEW people are hidden, and who they are is shown nowhere.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community import path_steps, shipped_paths
from community.models import Path, PathProgress
from profiles import audit
from profiles.models import User

FEW = 5
State = Path.State
ADDED, CHANGED = "path added", "path changed"
PUBLISHED, RETIRED, RESTORED = "path published", "path taken out", "path restored"
# Addresses of pages beside the paths themselves.
TAKEN = {"mine", "new"}


class PathError(Exception):
    """Why it cannot be done, in words for HR."""


def with_numbers(paths: QuerySet[Path]) -> QuerySet[Path]:
    """`begun` and `finished`, None where so few would be known by name."""
    rows = PathProgress.objects.filter(path=OuterRef("pk")).order_by().values("path")
    counted = rows.annotate(all=Count("pk"), over=Count("pk", filter=Q(finished_at__isnull=False)))
    enough = counted.filter(all__gte=FEW).values("all")
    # Nor may the rest be so few: all but three have finished says who has not.
    shown = counted.filter(over__gte=FEW).filter(
        Q(all=F("over")) | Q(all__gte=F("over") + Value(FEW))
    )
    return paths.annotate(
        begun=Subquery(enough, output_field=IntegerField()),
        finished=Subquery(shown.values("over"), output_field=IntegerField()),
    )


def desk() -> QuerySet[Path]:
    return with_numbers(Path.objects.with_size()).order_by("name", "pk")


@transaction.atomic
def create(*, name: str, summary: str, goals: str, badge: str, by: User) -> Path:
    path = Path.objects.create(
        slug=_free_slug(name), name=name, summary=summary, goals=goals, badge=badge
    )
    audit.record(ADDED, path, by=by)
    return path


def _free_slug(name: str) -> str:
    stem = slugify(name)[:50] or "path"
    taken = {*Path.objects.filter(slug__startswith=stem).values_list("slug", flat=True), *TAKEN}
    numbers = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbers) if slug not in taken)


@transaction.atomic
def change(
    path: Path, *, name: str, summary: str, goals: str, badge: str, by: User, now: dt.datetime
) -> None:
    path = path_steps.locked(path.pk)
    path.name, path.summary, path.goals, path.badge = name, summary, goals, badge
    path.save(update_fields=["name", "summary", "goals", "badge"])
    path_steps.changed(path, now=now)
    audit.record(CHANGED, path, by=by)


@transaction.atomic
def publish(path: Path, *, by: User) -> bool:
    """False when it is published already."""
    path = path_steps.locked(path.pk)
    if path.state == State.PUBLISHED:
        return False
    if not path.steps.current().exists():
        raise PathError(_("Add at least one step first"))
    empty = path.steps.current().filter(kind="check", questions__isnull=True).first()
    if empty:
        text = _("Add a question to “%(title)s” first: a check without one asks nothing")
        raise PathError(text % {"title": empty.title})
    return _set(path, State.PUBLISHED, PUBLISHED, by)


@transaction.atomic
def retire(path: Path, *, by: User) -> bool:
    """Nobody begins it any more; those who have begun may finish."""
    path = path_steps.locked(path.pk)
    if path.state != State.PUBLISHED:
        return False
    return _set(path, State.RETIRED, RETIRED, by)


def _set(path: Path, state: str, act: str, by: User) -> bool:
    Path.objects.filter(pk=path.pk).update(state=state)
    audit.record(act, path, by=by)
    return True


@transaction.atomic
def restore(path: Path, *, by: User, now: dt.datetime) -> bool:
    """The words it ships with, instead of what was changed here."""
    text = shipped_paths.newest(path.slug)
    if text is None or not path.is_shipped:
        return False
    shipped_paths.load(text, now=now, over_changes=True)
    audit.record(RESTORED, path, by=by)
    return True
