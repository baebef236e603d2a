"""What paths put on Home and on people's pages."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Path, PathProgress
from matching import training
from profiles.contributions import Section, Task
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit

RECENT = dt.timedelta(days=14)


def home_tasks(visit: Visit) -> list[Task]:
    """What a program asks for, and what this person has begun within two weeks: one query."""
    me, recent = visit.profile, visit.now - RECENT
    asked = training.asking(me).filter(training_key=OuterRef("slug")).values("program__name")
    mine = PathProgress.objects.filter(path=OuterRef("pk"), profile=me)
    paths: Any = Path.objects.readable_by(me).with_size().with_done(me)
    paths = paths.annotate(asked_by=Subquery(asked[:1]), last_at=Subquery(mine.values("last_at")))
    wanted = Q(asked_by__isnull=False) | Q(last_at__gte=recent)
    return [_task(path) for path in paths.filter(wanted, finished_on=None).order_by("name", "pk")]


def _task(path: Any) -> Task:
    """`path` as annotated above."""
    n = path.total_minutes - path.done_minutes
    if path.begun_on:
        title = ngettext(
            "Continue “%(name)s”: %(n)d minute left", "Continue “%(name)s”: %(n)d minutes left", n
        )
    else:
        title = ngettext("Start “%(name)s”: %(n)d minute", "Start “%(name)s”: %(n)d minutes", n)
    line = path.summary
    if path.asked_by:
        line = _("%(program)s asks for it before your first pair.") % {"program": path.asked_by}
    return Task(
        rank=Rank.TRAINING_ASKED if path.asked_by else Rank.PATH_BEGUN,
        title=title % {"name": path.name, "n": n},
        line=line,
        verb=_("Continue") if path.begun_on else _("Start"),
        url=path.get_absolute_url(),
        icon="footprints",
    )


def own_sections(person: Profile, *, reader: Profile, now: dt.datetime) -> list[Section]:
    """All badges, with whether colleagues see them."""
    return badge_sections(list(badges_of(person).select_related("path")), is_own=True)


def badges_of(person: Profile) -> "QuerySet[PathProgress]":
    rows = PathProgress.objects.filter(profile=person, finished_at__isnull=False)
    return rows.exclude(path__badge="").order_by("finished_at", "pk")


def badge_sections(badges: list[PathProgress], *, is_own: bool) -> list[Section]:
    if not badges:
        return []
    context: dict[str, object] = {"badges": badges, "is_own": is_own}
    return [Section(rank=40, template="community/paths/badges.html", context=context)]
