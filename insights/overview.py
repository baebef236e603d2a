"""The figures in their sections, as cards of a page."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charts import Scale
from charts.shapes import through
from insights import figures
from insights.figures import Shown
from insights.measures import Measure
from matching.models import Program

Words = str | Promise
SECTIONS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (gettext_lazy("Who takes part"), ("participation", "leaders", "match_rate")),
    (
        gettext_lazy("Whether pairs meet"),
        ("first_meeting_7", "first_meeting_21", "rhythm", "meetings", "hours"),
    ),
    (gettext_lazy("What people say"), ("response", "fit", "satisfaction", "worth_it")),
    (
        gettext_lazy("What people learn"),
        ("skill_growth", "goals_reached", "crossing_departments", "crossing_sites"),
    ),
    (
        gettext_lazy("Knowledge around the pairs"),
        (
            *("sessions_attended", "sessions_useful", "library_use"),
            *("library_fresh", "kudos", "stories"),
        ),
    ),
    (
        gettext_lazy("Innovation and problem solving"),
        ("projects_with_outcome", "problems_solved"),
    ),
)
MAIN = ("match_rate", "first_meeting_21", "rhythm", "fit", "satisfaction")
SPARK_WIDTH, SPARK_HEIGHT = 72, 24
TREND = dt.timedelta(weeks=13)


@dataclass(frozen=True)
class Card:
    shown: Shown
    number: str
    note: str
    trend: str
    stale: str
    spark: str

    @property
    def measure(self) -> Measure:
        return self.shown.measure


@dataclass(frozen=True)
class Section:
    title: Words
    cards: list[Card]


@dataclass(frozen=True)
class Line:
    """One program of the list, with its main figures in words."""

    program: Program
    cells: list[str]


def sections(shown: Mapping[str, Shown]) -> list[Section]:
    found = []
    for title, slugs in SECTIONS:
        cards = [card(shown[slug]) for slug in slugs if slug in shown]
        if cards:
            found.append(Section(title, cards))
    return found


def card(shown: Shown) -> Card:
    return Card(
        shown=shown,
        number=figures.words(shown.measure, shown.value),
        note=note(shown),
        trend=trend(shown),
        stale=stale(shown),
        spark=_spark(shown),
    )


def lines(programs: Iterable[Program], week: dt.date | None) -> list[Line]:
    rows = list(programs)
    found = figures.of_programs(rows, MAIN, week) if week else {}
    nothing: dict[str, Shown] = {}
    return [
        Line(program, [_cell(found.get(program.pk, nothing).get(slug)) for slug in MAIN])
        for program in rows
    ]


def _cell(shown: Shown | None) -> str:
    return figures.words(shown.measure, shown.value) if shown else "–"


def note(shown: Shown) -> str:
    """Numerator and denominator, and how many people that is."""
    if shown.hidden:
        return _("Not told yet: it takes five people.")
    people = ngettext("%(n)s person", "%(n)s people", shown.people) % {"n": f"{shown.people:,}"}
    if shown.measure.unit == "share":
        of = {"n": f"{shown.numerator:,.0f}", "all": f"{shown.denominator:,.0f}"}
        said = _("%(n)s of %(all)s") % of
        return said if shown.denominator == shown.people else f"{said} · {people}"
    return people


def trend(shown: Shown) -> str:
    """Against a quarter ago, or the first week told."""
    if shown.value is None or len(shown.history) < 2 or shown.measure.unit in ("count", "hours"):
        return ""
    since = (shown.week or shown.history[-1][0]) - TREND
    week, before = next((one for one in shown.history if one[0] >= since), shown.history[0])
    change = shown.value - before
    if shown.measure.unit == "share":
        points = round(100 * shown.value) - round(100 * before)
        words = ngettext("%(n)s point", "%(n)s points", abs(points)) % {"n": _signed(points)}
        is_same = not points
    else:
        words, is_same = _signed(round(change, 1)), not round(change, 1)
    day = {"day": date_format(week, "j M")}
    return _("as on %(day)s") % day if is_same else _("%(n)s since %(day)s") % (day | {"n": words})


def _signed(change: float) -> str:
    """With a minus sign, not a hyphen."""
    return f"+{change}" if change > 0 else f"−{abs(change)}"


def stale(shown: Shown) -> str:
    """Why a figure is older than its week."""
    if shown.hidden or not shown.is_stale or shown.counted_on is None:
        return ""
    day = {"day": date_format(shown.counted_on, "j F")}
    return _("As of the week of %(day)s: it changes when five people’s part has.") % day


def _spark(shown: Shown) -> str:
    values = [value for _week, value in shown.history]
    if len(values) < 3 or shown.hidden:
        return ""
    up = Scale(min(values), max(values), SPARK_HEIGHT - 2, 2)
    across = Scale(0, len(values) - 1, 2, SPARK_WIDTH - 2)
    flat = up.low == up.high
    places = [
        (across.at(n), SPARK_HEIGHT / 2 if flat else up.at(value)) for n, value in enumerate(values)
    ]
    return through(places)
