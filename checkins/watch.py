"""What this room gives to the overview: pairs that ask for help, quiet pairs, how pairs are doing.

HR and coordinators get the pairs they look after, never a pair of their own; a coordinator hears
only of calls for help whose author ticked the box.
"""

import datetime as dt

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import health
from checkins.models import CheckIn
from matching.models import Pair
from profiles.access import is_hr
from profiles.contributions import Figure, NeedsYou, Overview
from profiles.models import User

# A share of fewer people says more about persons than about the program.
FEWEST = 5
A_WEEK = dt.timedelta(days=7)


def overview(reader: User | None, *, now: dt.datetime) -> Overview:
    for_hr = reader is None or is_hr(reader)
    pairs = health.watched_by(reader) if reader else Pair.objects.active()
    counts = health.counts(pairs, now=now, for_hr=for_hr)
    return Overview(
        needs=_needs(counts),
        figures=[_active(counts), *_answers(pairs, now=now)],
    )


def _needs(counts: dict[int, int]) -> list[NeedsYou]:
    asked = counts[health.CRY]
    quiet = sum(counts[concern] for concern in health.COULD_USE_A_HAND)
    found = []
    if asked:
        title = ngettext("%(n)d pair asks for help", "%(n)d pairs ask for help", asked)
        line = _("Somebody should write to them today.")
        found.append(_entry(5, title, asked, line, "help", icon="life-buoy"))
    if quiet:
        title = ngettext("%(n)d pair could use a hand", "%(n)d pairs could use a hand", quiet)
        line = _("No first meeting for two weeks, quiet for three, or two dates called off.")
        found.append(_entry(40, title, quiet, line, "quiet", icon="activity"))
    return found


def _entry(rank: int, title: str, n: int, line: str, show: str, *, icon: str) -> NeedsYou:
    url = reverse("hr-health") + f"?show={show}"
    return NeedsYou(rank, title % {"n": n}, line, _("Look at them"), url, n, icon)


def _active(counts: dict[int, int]) -> Figure:
    n, fine = sum(counts.values()), counts[health.FINE]
    note = _("%(n)s need nothing from you") % {"n": fine} if n else _("none yet")
    return Figure(30, _("Active pairs"), n, note=note, url=reverse("hr-health") + "?show=all")


def _answers(pairs: QuerySet[Pair], *, now: dt.datetime) -> list[Figure]:
    """Of the questions of the last seven days, and of the pairs that met in three weeks."""
    asked = CheckIn.objects.filter(pair__in=pairs.order_by())
    counted = asked.aggregate(
        asked=Count("pk", filter=Q(asked_at__gt=now - A_WEEK)),
        answered=Count("pk", filter=Q(asked_at__gt=now - A_WEEK, answered_at__isnull=False)),
        people=Count("author", distinct=True, filter=Q(asked_at__gt=now - A_WEEK)),
        met=Count(
            "pair",
            distinct=True,
            filter=Q(answer__in=CheckIn.MET, answered_at__gt=now - health.QUIET),
        ),
    )
    found = []
    if counted["met"]:
        found.append(Figure(35, _("Met lately"), counted["met"], note=_("pairs, in three weeks")))
    if counted["people"] >= FEWEST:
        share = round(100 * counted["answered"] / counted["asked"])
        note = _("%(n)s of %(all)s, in seven days") % {
            "n": counted["answered"],
            "all": counted["asked"],
        }
        found.append(Figure(40, _("Weekly answers"), share, unit="%", note=note))
    return found
