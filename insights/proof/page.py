"""What HR reads of the tips: a verdict each, one chart, and the receipt of the hold-outs."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Dot, Figure, Table, dots
from checkins import tips
from insights.models import TipLift
from insights.proof import lifts, verdicts
from insights.proof.verdicts import Kind, Verdict

SHOWN_AS = {Kind.MORE: "s3", Kind.LESS: "s2", Kind.NOT_YET: "s1", Kind.NONE: "s1"}


@dataclass(frozen=True)
class Line:
    """One tip. `cells` are empty where too few people are behind it."""

    template: str
    name: str
    words: str
    sentence: str
    verdict: Verdict
    cells: tuple[str, ...] = ()


def lines(found: dict[str, TipLift]) -> list[Line]:
    """Every tip of the code, whether anything is counted for it or not."""
    return [_line(week, words, found.get(f"tip-{week}")) for week, words in tips.TIPS]


def week_of(found: dict[str, TipLift]) -> dt.date | None:
    return max((row.week for row in found.values()), default=None)


def _line(week: int, words: object, row: TipLift | None) -> Line:
    name = _("Week %(week)s") % {"week": week}
    if row is None:
        verdict = verdicts.of(verdicts.Arms(0, 0, 0, 0), sends=0)
    else:
        verdict = verdicts.of(lifts.arms(row), sends=row.sends, share=row.share / 100)
    cells = () if row is None or verdict.apart is None else _cells(row, verdict)
    return Line(f"tip-{week}", name, str(words), verdicts.sentence(verdict), verdict, cells)


def columns() -> list[str]:
    return [
        _("Met, of those sent"),
        _("Met, of those held back"),
        _("Difference, points"),
        _("95% interval"),
        _("Difference after one week"),
    ]


def _cells(row: TipLift, verdict: Verdict) -> tuple[str, ...]:
    early = verdicts.of(lifts.first_week(row), sends=0).apart
    apart = verdict.apart
    if apart is None or early is None:
        return ()
    return (
        _of(row.sent_met, row.sent),
        _of(row.held_met, row.held),
        verdicts.points(apart.value),
        interval(apart.low, apart.high),
        f"{verdicts.points(early.value)} ({interval(early.low, early.high)})",
    )


def _of(some: int, all_: int) -> str:
    return _("%(some)s of %(all)s") % {
        "some": number_format(some, force_grouping=True),
        "all": number_format(all_, force_grouping=True),
    }


def interval(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {
        "low": verdicts.points(low), "high": verdicts.points(high),
    }  # fmt: skip


def headline(shown: list[Line]) -> str:
    """What all tips together come to, first thing on the page."""
    told = [line.verdict for line in shown if line.verdict.apart]
    if not told:
        return _("No tip has reached five people on either side yet, so nothing is shown.")
    more = sum(verdict.kind is Kind.MORE for verdict in told)
    go = sum(verdict.must_go for verdict in told)
    said = ngettext(
        "%(more)s of %(n)s tip shown makes more pairs meet.",
        "%(more)s of %(n)s tips shown make more pairs meet.",
        len(told),
    ) % {"more": more, "n": len(told)}
    if not go:
        return said
    rest = ngettext(
        "%(go)s has gone out 500 times without a lift: change or remove it.",
        "%(go)s have gone out 500 times without a lift: change or remove them.",
        go,
    ) % {"go": go}
    return f"{said} {rest}"


def figure(shown: list[Line]) -> Figure:
    rows = [(line, line.verdict.apart) for line in shown if line.verdict.apart]
    points = [
        Dot(
            line.name, apart.value, apart.low, apart.high,
            verdicts.points(apart.value), SHOWN_AS[line.verdict.kind],
        )
        for line, apart in rows
        if apart
    ]  # fmt: skip
    return Figure(
        headline(shown),
        dots(points, reference=0, reference_words=_("No difference"), bounds=(-100, 100)),
        alt="; ".join(f"{point.label} {point.words}" for point in points),
        table=Table(
            [_("Tip"), *columns()], [[line.name, *line.cells] for line in shown if line.cells]
        ),
        sub=_(
            "Pairs that met within two weeks after the week of the tip: sent less held back, in"
            " points. The line is the 95% interval."
        ),
        empty=_("First figures once five people got a tip and five were held back."),
    )
