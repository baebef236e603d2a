"""Paths as the trainings a program may ask for (`matching.training`), and as what prepares the one
who guides a pair (`checkins.preparation`)."""

from collections.abc import Collection

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import preparation
from community import path_outline
from community.models import Path, PathProgress
from matching import training
from matching.models import Pair, Program
from matching.training import Training
from profiles.models import Profile


class Paths:
    """The source of trainings: every published path."""

    def offered(self) -> list[Training]:
        total = Sum("steps__minutes", filter=Q(steps__position__isnull=False), default=0)
        rows = Path.objects.published().annotate(total=total).order_by("name", "pk")
        return [
            Training(slug, name, minutes, reverse("path", args=[slug]))
            for slug, name, minutes in rows.values_list("slug", "name", "total")
        ]

    def finished(self, key: str, profiles: Collection[int]) -> set[int]:
        rows = PathProgress.objects.filter(path__slug=key, finished_at__isnull=False)
        return set(rows.filter(profile__in=profiles).values_list("profile_id", flat=True))


# What a buddy and a newcomer go through together, week by week.
TOGETHER = "your-first-ten-weeks"


def for_pair(pair: Pair, reader: Profile) -> list[preparation.Path]:
    """The training of the pair's program, for the one who guides: a mentor, or the junior side of
    a reverse program. A buddy reads along with the newcomer."""
    is_buddy = pair.program.format == Program.Format.BUDDY
    key = training.key_of(pair.program) or (TOGETHER if is_buddy else "")
    path = Path.objects.published().filter(slug=key).first()
    if path is None:
        return []
    outline = path_outline.of(path, reader)
    if not outline.lines:
        return []
    return [preparation.Path(path.name, _line(outline, reader), path.get_absolute_url())]


def _line(outline: path_outline.Outline, reader: Profile) -> str:
    if outline.finished_at:
        day = date_format(outline.finished_at.astimezone(reader.zone), "j F Y")
        return _("Finished on %(day)s") % {"day": day}
    n = outline.minutes_left
    if outline.done:
        return ngettext("%(n)d minute left", "%(n)d minutes left", n) % {"n": n}
    return ngettext("Path, %(n)d minute", "Path, %(n)d minutes", n) % {"n": n}
