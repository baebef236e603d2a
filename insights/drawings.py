"""The charts of one measure, each with its message as the title and its numbers beside it."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Dot, Figure, Flow, Row, Series, Table, bars, dots, flow, line, slope
from insights import figures, groups
from insights.figures import Shown
from insights.groups import TO
from insights.measures import Measure
from matching.reports.shares import wilson

MOST_GROUPS, MOST_FLOWS = 12, 4


def history(shown: Shown) -> Figure | None:
    """Over the weeks in which it was told; None before the second."""
    if len(shown.history) < 2:
        return None
    measure, percent = shown.measure, shown.measure.unit == "share"
    values = [100 * value if percent else value for _week, value in shown.history]
    labels = [date_format(week, "j M") for week, _value in shown.history]
    words = [figures.words(measure, value) for _week, value in shown.history]
    way = _("rose") if values[-1] > values[0] else _("fell")
    said = {"what": measure.title, "first": words[0], "last": words[-1], "way": way}
    same = _("%(what)s: %(last)s, as on the first day told")
    title = (
        same if words[0] == words[-1] else _("%(what)s %(way)s from %(first)s to %(last)s")
    ) % said
    return Figure(
        title,
        line(labels, [Series("", values, words[-1])], words=lambda n: _axis(measure, n)),
        alt=f"{title}.",
        table=Table([_("Week of"), str(measure.title)], list(zip(labels, words, strict=True))),
        sub=_("Week by week"),
    )


def _axis(measure: Measure, value: float) -> str:
    return f"{value:.0f}%" if measure.unit == "share" else f"{value:,.4g}"


def distribution(shown: Shown) -> Figure | None:
    """How the answers are spread: the mean alone hides two camps."""
    measure = shown.measure
    if shown.hidden or not measure.buckets:
        return None
    counts = [(str(label), shown.spread.get(key, 0)) for key, label in measure.buckets]
    total = sum(n for _label, n in counts) or 1
    label, most = max(counts, key=lambda one: one[1])
    title = _("“%(answer)s” is said most, %(share)s of %(n)s") % {
        "answer": label,
        "share": f"{most / total:.0%}",
        "n": f"{total:,.0f}",
    }
    rows = [Row(name, n, f"{n:,.0f} · {n / total:.0%}") for name, n in counts]
    return Figure(
        title,
        bars(rows),
        alt="; ".join(f"{name} {n:,.0f}" for name, n in counts) + ".",
        table=Table([_("Answer"), _("Times")], [(name, f"{n:,.0f}") for name, n in counts]),
        sub=_("Answers"),
    )


def breakdown(whole: Shown, parts: Sequence[Shown], cut: str) -> Figure:
    """The groups that may be told, the largest first."""
    measure = whole.measure
    some = list(parts[:MOST_GROUPS])
    if measure.unit == "share":
        drawing = dots(
            [_dot(part) for part in some],
            reference=100 * whole.value if whole.value is not None else None,
            reference_words=_("Everyone %(share)s")
            % {"share": figures.words(measure, whole.value)},
            bounds=(0, 100),
            words=lambda n: f"{n:.0f}%",
        )
    else:
        values = [(part, max(0.0, part.value or 0)) for part in some]
        drawing = bars(
            [Row(part.label, value, figures.words(measure, part.value)) for part, value in values]
        )
    return Figure(
        _message(measure, parts),
        drawing,
        alt="; ".join(f"{part.label} {figures.words(measure, part.value)}" for part in some) + ".",
        table=_table(measure, parts, cut),
        sub=_("With 95% interval") if measure.unit == "share" else "",
    )


def _dot(part: Shown) -> Dot:
    """The interval counts people, not answers: several answers of one person are no more proof."""
    share = wilson(round((part.value or 0) * part.people), part.people)
    value = 100 * (part.value or 0)
    words = figures.words(part.measure, part.value)
    return Dot(part.label, value, min(share.low, value), max(share.high, value), words)


def _message(measure: Measure, parts: Sequence[Shown]) -> str:
    if not parts:
        return str(measure.title)
    order = sorted(parts, key=lambda part: part.value or 0)
    low, high = order[0], order[-1]
    if figures.words(measure, low.value) == figures.words(measure, high.value):
        return _("The same in every group shown: %(n)s") % {"n": figures.words(measure, low.value)}
    return _("From %(low)s in %(last)s to %(high)s in %(first)s") % {
        "low": figures.words(measure, low.value),
        "last": low.label,
        "high": figures.words(measure, high.value),
        "first": high.label,
    }


def _table(measure: Measure, parts: Sequence[Shown], cut: str) -> Table:
    rows = [
        (
            part.label,
            figures.words(measure, part.value),
            f"{part.numerator:,.0f}",
            f"{part.denominator:,.0f}" if part.denominator else "–",
            f"{part.people:,}",
        )
        for part in parts
    ]
    head = (str(groups.WORDS[cut]), str(measure.title), _("Counted"), _("Out of"), _("People"))
    return Table(head, rows)


def flows(parts: Sequence[Shown], sources: Sequence[Shown]) -> Figure | None:
    """From where to where: the four sources that teach most. What may not be told apart of a source
    goes to "Others"; None where no source may be told."""
    if not sources:
        return None
    largest = list(sources[:MOST_FLOWS])
    told = [(*part.key.partition(TO)[::2], part.people) for part in parts]
    rows = []
    for source in largest:
        mine = [one for one in told if one[0] == source.key]
        rest = source.people - sum(people for _source, _target, people in mine)
        rows += [*mine, *([(source.key, _("Others"), rest)] if rest > 0 else [])]
    first = largest[0]
    return Figure(
        ngettext(
            "%(source)s teaches most: %(n)s person",
            "%(source)s teaches most: %(n)s people",
            first.people,
        )
        % {"source": first.label, "n": first.people},
        flow([Flow(*row) for row in rows], first=_("Mentors"), last=_("Mentees")),
        alt="; ".join(f"{source} to {target} {people}" for source, target, people in rows) + ".",
        table=Table([_("From"), _("To"), _("People")], rows),
        sub=_("People who learn, by where their mentor and they are"),
    )


def growth(whole: Shown, parts: Sequence[Shown]) -> Figure | None:
    """From the start to the last rating, everybody and the largest groups."""
    if whole.hidden:
        return None
    chosen = [(_("Everyone"), whole), *((part.label, part) for part in parts[:3])]
    levels = [
        (label, one.spread["start"] / one.denominator, one.spread["last"] / one.denominator)
        for label, one in chosen
        if one.denominator and {"start", "last"} <= one.spread.keys()
    ]
    if not levels:
        return None
    _label, start, last = levels[0]
    rows = [
        (label, f"{a:.1f}", _middle(one), f"{b:.1f}")
        for (label, a, b), (_l, one) in zip(levels, chosen, strict=False)
    ]
    return Figure(
        _("People put themselves at %(start)s at the start and %(last)s at last")
        % {"start": f"{start:.1f}", "last": f"{last:.1f}"},
        slope(
            _("start"),
            _("last"),
            [Series(label, [a, b]) for label, a, b in levels],
            words=lambda n: f"{n:.1f}",
        ),
        alt="; ".join(f"{label} {a:.1f}, {b:.1f}" for label, a, b in levels) + ".",
        table=Table(["", _("Start"), _("Halfway"), _("Last")], rows),
        sub=_("Average level of 5, in their own view"),
    )


def _middle(shown: Shown) -> str:
    n = shown.spread.get("middle_ratings", 0)
    return f"{shown.spread['middle'] / n:.1f}" if n else "–"
