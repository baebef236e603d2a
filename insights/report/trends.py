"""A figure week by week, as a chart with its message.

trends.figure(report.figures["rhythm"])   # None while fewer than two weeks can be told
"""

import datetime as dt
from collections.abc import Callable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import Figure, Series, Table, compact, line
from insights import figures
from insights.figures import Shown
from insights.measures import Measure
from insights.weeks import WEEK

# A change smaller than this share of the figure is none.
SAME = 0.02


def weeks(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + n * WEEK for n in range((last - first) // WEEK + 1)]


def figure(one: Shown) -> Figure | None:
    """A week in which nothing could be told is a gap."""
    if len(one.history) < 2:
        return None
    told = dict(one.history)
    shown = weeks(one.history[0][0], max(one.week or one.history[-1][0], one.history[-1][0]))
    labels = [date_format(week, "j M") for week in shown]
    values = [told.get(week) for week in shown]
    last = one.history[-1][1]
    drawing = line(
        labels,
        [Series("", drawn(one.measure, values), figures.words(one.measure, last))],
        words=tick(one.measure),
    )
    return Figure(message(one), drawing, alt=_alt(one), table=_table(one, shown, values))


def drawn(measure: Measure, values: Sequence[float | None]) -> list[float | None]:
    """Shares are drawn in hundredths, so that the ticks are round."""
    by = 100 if measure.unit == "share" else 1
    return [None if value is None else value * by for value in values]


def tick(measure: Measure) -> Callable[[float], str]:
    return (lambda value: f"{compact(value)}%") if measure.unit == "share" else compact


def message(one: Shown) -> str:
    """ "Rhythm kept: 82%, up from 70% in the week of 3 May"."""
    (week, first), (_week, last) = one.history[0], one.history[-1]
    values = {
        "title": one.measure.title,
        "last": figures.words(one.measure, last),
        "first": figures.words(one.measure, first),
        "week": date_format(week, "j F"),
    }
    if abs(last - first) <= SAME * max(abs(first), abs(last)):
        return _("%(title)s: %(last)s, as in the week of %(week)s") % values
    if last > first:
        return _("%(title)s: %(last)s, up from %(first)s in the week of %(week)s") % values
    return _("%(title)s: %(last)s, down from %(first)s in the week of %(week)s") % values


def _alt(one: Shown) -> str:
    values = [
        f"{date_format(week, 'j F')}: {figures.words(one.measure, value)}"
        for week, value in one.history
    ]
    return _("%(title)s, week by week. %(values)s.") % {
        "title": one.measure.title,
        "values": ", ".join(values),
    }


def _table(one: Shown, shown: list[dt.date], values: Sequence[float | None]) -> Table:
    rows = [
        [date_format(week, "j F Y"), figures.words(one.measure, value)]
        for week, value in zip(shown, values, strict=True)
    ]
    return Table([_("Week of"), str(one.measure.title)], rows)
