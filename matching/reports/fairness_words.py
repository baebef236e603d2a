"""The fairness report in one sentence, as a chart and as rows of a table."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Dot, Figure, Table, dots
from matching.reports import hiding
from matching.reports.fairness import Figures, Line, Report, Section
from matching.reports.shares import Share

MOST_NAMED = 3


@dataclass(frozen=True)
class Row:
    """One line of the table; `hidden` says why it has no cells."""

    label: str
    cells: list[str]
    hidden: str = ""
    is_behind: bool = False


def columns() -> list[str]:
    return [
        _("People"),
        _("Matched, 95% interval"),
        _("Difference to everyone, points"),
        _("Average fit"),
        _("Got a wished person"),
        _("Rounds waited"),
    ]


def sentence(report: Report, section: Section) -> str:
    """What the section says, first thing on the page."""
    shown = section.shown
    if not shown or report.everybody is None:
        return _("Every group here is too small to be shown.")
    behind = [line for line in shown if line.is_behind][:MOST_NAMED]
    rest = [line for line in shown if not line.is_behind]
    if not behind:
        return _between(shown, section) + " " + _("No group differs by more than chance.")
    names = _(" and ").join(f"{line.label} ({_share(line)}%)" for line in behind)
    if not rest:
        return _("Fewer people are matched than elsewhere in %(names)s.") % {"names": names}
    said = _("Matched share is %(range)s in all groups but %(names)s.")
    asked = " ".join(text for line in behind if (text := _asked(report, section, line)))
    return f"{said % {'range': _range(rest), 'names': names}} {asked}".strip()


def _between(shown: list[Line], section: Section) -> str:
    return _("Matched share by %(what)s is %(range)s.") % {
        "what": section.label.lower(),
        "range": _range(shown),
    }


def _range(lines: list[Line]) -> str:
    shares = sorted(_share(line) for line in lines)
    if shares[0] == shares[-1]:
        return _("%(share)s%%") % {"share": shares[0]}
    return _("between %(low)s and %(high)s%%") % {"low": shares[0], "high": shares[-1]}


def _share(line: Line) -> int:
    return round(line.figures.matched.value) if line.figures else 0


def _asked(report: Report, section: Section, line: Line) -> str:
    """What those left over there asked for in vain; nothing about a handful."""
    some = [one for one in report.people if one.groups[section.name] == line.label]
    left = [one for one in some if one.fit is None]
    skills = [skill for skill, _n in Counter(s for one in left for s in one.asked).most_common(2)]
    n = sum(bool({*one.asked} & {*skills}) for one in left)
    if n < hiding.FEW:
        return ""
    names = {"n": n, "all": len(left), "group": line.label, "skills": _(" or ").join(skills)}
    words = ngettext(
        "%(n)s of %(all)s person waiting in %(group)s asked for %(skills)s.",
        "%(n)s of %(all)s people waiting in %(group)s asked for %(skills)s.",
        len(left),
    )
    return words % names


def rows(section: Section) -> list[Row]:
    return [_row(line) for line in section.lines]


def _row(line: Line) -> Row:
    if line.figures is None or line.difference is None:
        small = _("Hidden: fewer than 5 people")
        near = _("Hidden, so that no small group can be worked out")
        return Row(line.label, [], small if line.is_small else near)
    return Row(line.label, cells(line.figures, line.difference), is_behind=line.is_behind)


def cells(figures: Figures, difference: Share | None = None) -> list[str]:
    apart = _signed_share(difference) if difference else "–"
    return [
        str(figures.n),
        f"{figures.matched.value:.0f}% ({figures.matched.low:.0f}–{figures.matched.high:.0f})",
        apart,
        "–" if figures.fit is None else f"{figures.fit:.0f}",
        "–" if figures.wished is None else f"{figures.wished:.0f}%",
        f"{figures.waited:.1f}",
    ]


def _signed_share(share: Share) -> str:
    low, high = _signed(share.low), _signed(share.high)
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": _signed(share.value), "low": low, "high": high,
    }  # fmt: skip


def _signed(value: float) -> str:
    whole = round(value)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"


def _title(section: Section) -> str:
    shown = sorted(section.shown, key=_share)
    if not shown or _share(shown[0]) == _share(shown[-1]):
        return _("Share with a match by %(what)s") % {"what": section.label.lower()}
    return _("%(label)s has the lowest share with a match, %(share)s%%") % {
        "label": shown[0].label,
        "share": _share(shown[0]),
    }


def figure(report: Report, section: Section) -> Figure:
    shown = [(line, line.figures) for line in section.shown if line.figures]
    usual = report.everybody.matched.value if report.everybody else 0
    points = [
        Dot(
            line.label, found.matched.value, found.matched.low, found.matched.high,
            f"{found.matched.value:.0f}%", "s2" if line.is_behind else "s1",
        )
        for line, found in shown
    ]  # fmt: skip
    return Figure(
        _title(section),
        dots(
            points,
            reference=usual,
            reference_words=_("Everyone %(share)s%%") % {"share": round(usual)},
            bounds=(0, 100),
        ),
        alt="; ".join(f"{point.label} {point.words}" for point in points),
        table=Table(
            [section.label, *columns()],
            [[row.label, *(row.cells or [row.hidden, *[""] * 5])] for row in rows(section)],
        ),
        sub=_("The dot is the group’s share, the line its 95% interval."),
        empty=_("Every group here is too small to be shown."),
    )
