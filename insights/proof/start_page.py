"""The effect of starting, in words: a sentence for each outcome and one chart a unit."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charts import Dot, Figure, Table, dots
from insights.proof import verdicts
from insights.proof.starts import Measured

TITLES: dict[str, str | Promise] = {
    "came": gettext_lazy("Took part in a session meanwhile"),
    "skills": gettext_lazy("Own rating of their skills, 1 to 5"),
    "fit": gettext_lazy("Fit after the first meeting, 0 to 1"),
    "together": gettext_lazy("Still together eight weeks after their start"),
}


@dataclass(frozen=True)
class Line:
    title: str
    sentence: str
    cells: tuple[str, ...] = ()


def lines(found: list[Measured]) -> list[Line]:
    return [_line(one) for one in found]


def _line(one: Measured) -> Line:
    title = str(TITLES[one.name])
    if one.apart is None:
        return Line(title, _("Shown once it is known of five people in each wave."))
    low, high = _signed(one, one.apart.low), _signed(one, one.apart.high)
    names = {"low": low, "high": high, "n": one.first + one.second}
    cells = (
        _value(one, one.first_value), str(one.first),
        _value(one, one.second_value), str(one.second),
        _("%(value)s (%(low)s to %(high)s)") % {"value": _signed(one, one.apart.value), **names},
    )  # fmt: skip
    if one.apart.is_more:
        words = _("More in the first wave: %(low)s to %(high)s, counted on %(n)s people.")
    elif one.apart.is_less:
        words = _("Less in the first wave: %(low)s to %(high)s, counted on %(n)s people.")
    else:
        words = _("No difference shown yet: %(low)s to %(high)s, counted on %(n)s people.")
    return Line(title, words % names, cells)


def columns() -> list[str]:
    return [_("First wave"), _("People"), _("Second wave"), _("People"), _("Difference, 95%")]


def figures(found: list[Measured]) -> list[Figure]:
    """Points of a percent and points of a scale are two charts: they share no axis."""
    shares = [one for one in found if one.is_share and one.apart]
    means = [one for one in found if not one.is_share and one.apart]
    drawn = [
        (
            shares,
            _("First wave less second, in points of a percent. The line is the 95% interval."),
        ),
        (means, _("First wave less second, on the scale itself. The line is the 95% interval.")),
    ]
    return [_figure(rows, sub) for rows, sub in drawn if rows]


def _figure(rows: list[Measured], sub: str) -> Figure:
    points = [
        Dot(
            str(TITLES[one.name]), one.apart.value, one.apart.low, one.apart.high,
            _signed(one, one.apart.value), _shown_as(one),
        )
        for one in rows
        if one.apart
    ]  # fmt: skip
    more = [str(TITLES[one.name]) for one in rows if one.apart and one.apart.is_more]
    title = _("The two waves do not differ by more than chance")
    if more:
        title = _("More in the first wave: %(what)s") % {"what": _(", ").join(more)}
    elif any(one.apart and one.apart.is_less for one in rows):
        title = _("Less in the first wave than in the second")
    return Figure(
        title,
        dots(points, reference=0, reference_words=_("No difference")),
        alt="; ".join(f"{point.label} {point.words}" for point in points),
        table=Table(
            [_("Outcome"), *columns()], [[line.title, *line.cells] for line in lines(rows)]
        ),
        sub=sub,
    )


def _shown_as(one: Measured) -> str:
    if one.apart is None or not (one.apart.is_more or one.apart.is_less):
        return "s1"
    return "s3" if one.apart.is_more else "s2"


def _value(one: Measured, value: float) -> str:
    return f"{value:.0f}%" if one.is_share else f"{value:.2f}"


def _signed(one: Measured, value: float) -> str:
    if one.is_share:
        return verdicts.points(value)
    size = f"{abs(value):.2f}"
    return size if float(size) == 0 else f"+{size}" if value > 0 else f"−{size}"
