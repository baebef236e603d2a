"""What people write in exercises: every function takes the author and reaches nobody else's.

The only module that knows the table; HR, coordinators, mentors and superusers have no way here
(`tests/community/paths/test_answers_are_private.py`).
"""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.models import Path, PathStep
from community.models.exercises import ExerciseAnswer
from profiles.held import Held
from profiles.models import Profile

LONGEST = ExerciseAnswer.LONGEST
MAXIMUM_ID = 2**63
# The author's own download, and what an erasure of the author deletes.
HELD = Held(
    ExerciseAnswer,
    _("What you wrote in exercises"),
    mine=("author",),
    shown=("path=step__path__name", "exercise=step__title", "text", "created_at", "changed_at"),
    gone=("author",),
)


def of(author: Profile, path: Path) -> QuerySet[ExerciseAnswer]:
    """All of a path, also in steps that are no longer part of it."""
    rows = ExerciseAnswer.objects.filter(author=author, step__path=path).select_related("step")
    return rows.order_by("step__position", "pk")


def get(author: Profile, step: PathStep) -> ExerciseAnswer | None:
    return ExerciseAnswer.objects.filter(author=author, step=step).first()


def save(
    author: Profile, step: PathStep, text: str, *, seen: dt.datetime | None, now: dt.datetime
) -> ExerciseAnswer | None:
    """None when the author has changed it elsewhere since `seen`: nothing is overwritten."""
    written, is_new = ExerciseAnswer.objects.get_or_create(
        author=author, step=step, defaults={"text": text, "created_at": now, "changed_at": now}
    )
    if is_new or written.text == text:
        return written
    rows = ExerciseAnswer.objects.filter(pk=written.pk, changed_at=seen) if seen else None
    if rows is None or not rows.update(text=text, changed_at=now):
        return None
    return get(author, step)


def delete(author: Profile, step_id: int, *, path: Path) -> bool:
    if step_id >= MAXIMUM_ID:
        return False
    rows = ExerciseAnswer.objects.filter(author=author, step_id=step_id, step__path=path)
    return bool(rows.delete()[0])
