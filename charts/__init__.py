"""Numbers in, the geometry of a small chart out: what server-drawn SVG needs and nothing else.

    drawing = bars([Row("Engineering", 96, "96%"), Row("Support", 81, "81%")])
    figure = Figure("Support waits most", drawing, alt="Matched: …", table=Table([...], [...]))
    {% include "components/charts/figure.html" with figure=figure only %}

Pure: no Django, no database, no clock. A drawing is 480 units wide; the template scales it. Values
must be finite (ValueError); bars and columns must be 0 or more.
"""

from charts.bars import Row, Twin, bars, paired_bars
from charts.dots import Dot, dots
from charts.figure import Figure, Table
from charts.flows import Flow, flow
from charts.histogram import binned, histogram
from charts.lines import Series, line, slope
from charts.scale import Scale, compact, ticks
from charts.shapes import Drawing

__all__ = [
    "Dot",
    "Drawing",
    "Figure",
    "Flow",
    "Row",
    "Scale",
    "Series",
    "Table",
    "Twin",
    "bars",
    "binned",
    "compact",
    "dots",
    "flow",
    "histogram",
    "line",
    "paired_bars",
    "slope",
    "ticks",
]
