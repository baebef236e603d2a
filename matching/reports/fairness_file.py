"""The fairness report as CSV: every section, with the same groups hidden as on the page."""

import csv
import io

from django.utils.translation import gettext as _

from matching.reports.fairness import Line, Report, Section
from profiles.imports.showing import quoted


def written(report: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_head())
    for section in report.sections:
        for line in section.lines:
            writer.writerow(_line(section, line))
    return out.getvalue()


def _head() -> list[str]:
    return [
        _("By"),
        _("Group"),
        _("People"),
        _("Matched %"),
        _("Matched % from"),
        _("Matched % to"),
        _("Difference to everyone"),
        _("Difference from"),
        _("Difference to"),
        _("Average fit"),
        _("Got a wished person %"),
        _("Rounds waited"),
        _("Note"),
    ]


def _line(section: Section, line: Line) -> list[str]:
    """Numbers as numbers; a name can never be read as a formula."""
    names = [quoted(section.label), quoted(line.label)]
    found, apart = line.figures, line.difference
    if found is None or apart is None:
        note = _("Fewer than 5 people") if line.is_small else _("Hidden with a small group")
        return [*names, *[""] * 10, note]
    numbers = [found.matched.value, found.matched.low, found.matched.high]
    numbers += [apart.value, apart.low, apart.high]
    rest = [found.fit, found.wished]
    return [
        *names,
        str(found.n),
        *(f"{number:.0f}" for number in numbers),
        *("" if number is None else f"{number:.0f}" for number in rest),
        f"{found.waited:.1f}",
        "",
    ]
