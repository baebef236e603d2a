"""A report on two pages of A4: the sentences, five figures and their course; then every figure with
its definition, and what is not shown.

    paper.of(report)   # the bytes of a PDF, always two pages
"""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf import FPDF

from checkins.certificate_letters import printable
from insights.report import paper_figures, paper_table, saying
from insights.report.content import Report
from insights.report.sheet import INK, INSIDE, LINE, MARGIN, MUTED, Sheet


def of(report: Report) -> bytes:
    sheet = Sheet()
    _describe(sheet, report)
    sheet.begin(_("The report"))
    _head(sheet, report)
    _sentences(sheet, report)
    paper_figures.tiles(sheet, report)
    paper_figures.courses(sheet, report)
    _foot(sheet, report, 1)
    sheet.begin(_("Every figure"))
    paper_table.every_figure(sheet, report)
    paper_table.not_shown(sheet, report)
    _foot(sheet, report, 2)
    return sheet.file()


def _describe(sheet: FPDF, report: Report) -> None:
    """What readers and screen readers announce before the first word."""
    sheet.set_title(f"{_program(report)}: {report.label}")
    sheet.set_author(printable(settings.COMPANY_NAME))
    sheet.set_subject(_("Report of a mentoring program"))
    sheet.set_lang(translation.get_language() or "en")
    sheet.set_creator("mentorship")


def _program(report: Report) -> str:
    name = printable(report.program.name)
    return name or str(report.program.get_format_display())


def _head(sheet: Sheet, report: Report) -> None:
    sheet.words(printable(settings.COMPANY_NAME), 9, color=MUTED)
    sheet.words(_program(report), 20, style="B", most=2, tag="H1")
    sheet.words(report.label, 13, color=MUTED)
    sheet.ln(4)


def _sentences(sheet: Sheet, report: Report) -> None:
    """The words of the coordinator; letters no font has are on the web page alone."""
    if report.words is None:
        sheet.words(_("The three sentences are not written yet."), 11, color=MUTED)
        sheet.ln(4)
        return
    for label, text in (
        (_("What went well"), report.words.went_well),
        (_("What did not"), report.words.did_not),
        (_("What we ask for"), report.words.we_ask),
    ):
        sheet.words(label, 9, style="B", color=MUTED, tag="H2")
        sheet.words(printable(text) or _("These letters are on the web page only."), 12, most=5)
        sheet.ln(2)
    sheet.ln(2)


def _foot(sheet: Sheet, report: Report, number: int) -> None:
    sheet.set_draw_color(*LINE)
    sheet.set_line_width(0.15)
    with sheet.artifact():
        sheet.line(MARGIN, 279, MARGIN + INSIDE, 279)
    sheet.set_y(280.5)
    sheet.words(_as_of(report), 8, color=MUTED, most=1)
    sheet.set_y(280.5)
    page = _("Page %(n)d of 2") % {"n": number}
    sheet.words(page, 8, color=INK, align="R", most=1, tag="")


def _as_of(report: Report) -> str:
    if report.last_day is None:
        return _("No week of this period has figures yet.")
    values = {"day": date_format(report.last_day, "j F Y"), "why": saying.rule()}
    return _("Figures as of %(day)s. %(why)s") % values
