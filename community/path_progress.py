"""What a person does on a path: steps done, the path finished, the badge shown or not.

Every act is safe to repeat: a step is done once, and a path finished once.
"""

import datetime as dt

from django.db import transaction

from community.models import PathProgress, PathStep, StepDone
from profiles.models import Profile


class NotFinishedError(Exception):
    """There is no badge to show yet."""


@transaction.atomic
def finish_step(step: PathStep, profile: Profile, *, now: dt.datetime) -> bool:
    """True when this was the one that finished the path."""
    key = {"path_id": step.path_id, "profile": profile}
    PathProgress.objects.get_or_create(**key, defaults={"started_at": now, "last_at": now})
    # Two steps done in two tabs: the second sees what the first has done.
    progress = PathProgress.objects.select_for_update().get(**key)
    StepDone.objects.get_or_create(progress=progress, step=step, defaults={"at": now})
    progress.last_at = now
    is_last = progress.finished_at is None and not _left(progress)
    if is_last:
        progress.finished_at = now
    progress.save(update_fields=["last_at", "finished_at"])
    return is_last


def _left(progress: PathProgress) -> bool:
    steps = PathStep.objects.current().filter(path_id=progress.path_id)
    return steps.exclude(done__progress=progress).exists()


def show_badge(progress: PathProgress, *, shows: bool) -> None:
    rows = PathProgress.objects.filter(pk=progress.pk, finished_at__isnull=False)
    if not rows.update(shows_badge=shows):
        raise NotFinishedError
