"""Who reaches which path: published ones are for everybody; one taken out for those who had begun
it; a draft, like the desk, for HR alone."""

from django.http import Http404

from community.models import CheckQuestion, Path, PathProgress, PathStep
from community.models.paths import PathQuerySet
from profiles.access import is_hr
from profiles.models import Profile, User

MAXIMUM_ID = 2**63


def readable_paths(profile: Profile) -> PathQuerySet:
    return Path.objects.readable_by(profile)


def get_path(user: User, profile: Profile, slug: str) -> Path:
    """To read; HR also sees what is not published."""
    rows = Path.objects.all() if is_hr(user) else readable_paths(profile)
    return _found(rows.filter(slug=slug).first())


def get_path_to_take(profile: Profile, slug: str) -> Path:
    """To work on: nobody makes progress on a draft."""
    return _found(readable_paths(profile).filter(slug=slug).first())


def get_step(path: Path, pk: int) -> PathStep:
    """A step that is part of the path today."""
    rows = path.steps.current().select_related("resource", "session")
    step = rows.filter(pk=pk).first() if pk < MAXIMUM_ID else None
    if step is None:
        raise Http404
    step.path = path
    return step


def get_own_progress(profile: Profile, slug: str) -> PathProgress:
    rows = PathProgress.objects.filter(profile=profile, path__slug=slug).select_related("path")
    progress = rows.first()
    if progress is None:
        raise Http404
    return progress


def get_managed_path(user: User, pk: int) -> Path:
    if not is_hr(user) or pk >= MAXIMUM_ID:
        raise Http404
    return _found(Path.objects.filter(pk=pk).first())


def get_managed_step(user: User, pk: int) -> PathStep:
    rows = PathStep.objects.current().select_related("path", "resource", "session")
    step = rows.filter(pk=pk).first() if is_hr(user) and pk < MAXIMUM_ID else None
    if step is None:
        raise Http404
    return step


def get_managed_check(user: User, pk: int) -> PathStep:
    step = get_managed_step(user, pk)
    if not step.is_check:
        raise Http404
    return step


def get_managed_question(user: User, pk: int) -> CheckQuestion:
    rows = CheckQuestion.objects.select_related("step__path")
    rows = rows.filter(pk=pk, step__position__isnull=False)
    question = rows.first() if is_hr(user) and pk < MAXIMUM_ID else None
    if question is None:
        raise Http404
    return question


def _found(path: Path | None) -> Path:
    if path is None:
        raise Http404
    return path
