"""What paths put on Home and on people's pages."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import path_outline
from community.models import Path, PathProgress
from matching import training
from matching.models import Program
from profiles.contributions import Section, Task
from profiles.models import Profile
from profiles.visits import Visit

RECENT = dt.timedelta(days=14)


def home_tasks(visit: Visit) -> list[Task]:
    """What a program asks for, and what this person has begun within two weeks."""
    asked = {one.key: program for program, one in training.asked_of(visit.profile)}
    begun = PathProgress.objects.filter(
        profile=visit.profile, finished_at=None, last_at__gte=visit.now - RECENT
    )
    slugs = {*asked, *begun.values_list("path__slug", flat=True)}
    if not slugs:
        return []
    paths = Path.objects.readable_by(visit.profile).filter(slug__in=slugs).order_by("name", "pk")
    left = path_outline.minutes_left(visit.profile, list(paths))
    return [_task(path, *left[path.pk], asked.get(path.slug)) for path in paths]


def _task(path: Path, is_begun: bool, minutes: int, program: Program | None) -> Task:
    names = {"name": path.name, "n": minutes}
    if is_begun:
        title = ngettext(
            "Continue “%(name)s”: %(n)d minute left",
            "Continue “%(name)s”: %(n)d minutes left",
            minutes,
        )
    else:
        title = ngettext(
            "Start “%(name)s”: %(n)d minute", "Start “%(name)s”: %(n)d minutes", minutes
        )
    line = path.summary
    if program:
        line = _("%(program)s asks for it before your first pair.") % {"program": program.name}
    return Task(
        rank=25 if program else 45,
        title=title % names,
        line=line,
        verb=_("Continue") if is_begun else _("Start"),
        url=path.get_absolute_url(),
        icon="footprints",
    )


def person_sections(person: Profile, *, reader: Profile, now: dt.datetime) -> list[Section]:
    """The badges this person shows to colleagues."""
    return _badges(person, only_shown=True)


def own_sections(person: Profile, *, reader: Profile, now: dt.datetime) -> list[Section]:
    """All badges, with whether colleagues see them."""
    return _badges(person, only_shown=False)


def _badges(person: Profile, *, only_shown: bool) -> list[Section]:
    rows = PathProgress.objects.filter(profile=person, finished_at__isnull=False)
    rows = rows.exclude(path__badge="").select_related("path").order_by("finished_at", "pk")
    badges = list(rows.filter(shows_badge=True) if only_shown else rows)
    if not badges:
        return []
    context: dict[str, object] = {"badges": badges, "is_own": not only_shown}
    return [Section(rank=40, template="community/paths/badges.html", context=context)]
