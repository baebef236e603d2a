"""The certificate of participation: one A4 page across, made of letters, lines and circles.

    of(ending)   # → the bytes of a PDF

What it says comes from the pair: names, program, dates, meetings and hours as the page of the
ending counts them. Nobody is graded.
"""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from checkins import certificate_letters as letters
from checkins.close_page import Ending, span
from checkins.role_words import role_in

FAMILY = "FiraGO"
INK, MUTED, LINE = (37, 35, 47), (85, 82, 95), (221, 220, 227)
MENTEE, MENTOR, ACT = (196, 226, 222), (246, 214, 190), (68, 73, 198)
WIDTH, HEIGHT, MARGIN = 297, 210, 12
INSIDE = WIDTH - 4 * MARGIN
LARGEST, SMALLEST = 46, 20


def of(ending: Ending) -> bytes:
    paper = FPDF("landscape", "mm", "A4")
    paper.set_auto_page_break(False)
    for style, code in (("", letters.REGULAR), ("B", letters.BOLD)):
        paper.add_font(FAMILY, style, letters.font_file(code))
    paper.set_text_shaping(True)
    _describe(paper, ending)
    paper.add_page()
    _frame(paper)
    _head(paper)
    _name(paper, letters.name_of(ending.me))
    _body(paper, ending)
    _foot(paper, ending)
    return bytes(paper.output())


def _describe(paper: FPDF, ending: Ending) -> None:
    """What readers and screen readers announce before the first word."""
    title = _("Certificate of participation")
    name = letters.name_of(ending.me)
    paper.set_title(f"{title}: {name}" if name else title)
    paper.set_author(_company())
    paper.set_subject(letters.printable(ending.pair.program.name))
    paper.set_lang(translation.get_language() or "en")
    paper.set_creator("mentorship")


def _frame(paper: FPDF) -> None:
    """Two circles that meet, cut by the frame, and a double line around the page."""
    paper.set_fill_color(255, 255, 255)
    with paper.rect_clip(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN):
        with paper.local_context(fill_opacity=0.55):
            paper.set_fill_color(*MENTEE)
            paper.circle(MARGIN + 2, HEIGHT - MARGIN - 14, 46, style="F")
            paper.set_fill_color(*MENTOR)
            paper.circle(MARGIN + 40, HEIGHT - MARGIN + 12, 34, style="F")
        with paper.local_context(fill_opacity=0.55):
            paper.set_fill_color(*MENTOR)
            paper.circle(WIDTH - MARGIN - 10, MARGIN + 4, 48, style="F")
            paper.set_fill_color(*MENTEE)
            paper.circle(WIDTH - MARGIN - 66, MARGIN - 14, 40, style="F")
    paper.set_draw_color(*INK)
    paper.set_line_width(0.5)
    paper.rect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.25)
    paper.rect(MARGIN + 2, MARGIN + 2, WIDTH - 2 * MARGIN - 4, HEIGHT - 2 * MARGIN - 4)


def _head(paper: FPDF) -> None:
    paper.set_y(38)
    _line(paper, _("Mentoring at %(company)s") % {"company": _company()}, 12, color=MUTED)
    paper.set_y(51)
    _line(paper, _("Certificate of participation"), 28, style="B")


def _name(paper: FPDF, name: str) -> None:
    """As large as fits on one line, else on two; a line to write on where no letter can be set."""
    paper.set_y(80)
    if not name:
        paper.set_draw_color(*INK)
        paper.line(WIDTH / 2 - 60, 98, WIDTH / 2 + 60, 98)
        paper.set_y(100)
        _line(paper, _("Name"), 10, color=MUTED)
        return
    size = LARGEST
    while size > SMALLEST and _width(paper, name, size) > INSIDE:
        size -= 1
    _line(paper, name, size, style="B", color=ACT)


def _body(paper: FPDF, ending: Ending) -> None:
    paper.set_y(max(paper.get_y(), 104) + 4)
    for text in _sentences(ending):
        _line(paper, text, 15)
    paper.ln(5)
    _line(paper, ending.summary.words, 20, style="B")
    grown = [_grown(growth) for growth in ending.summary.growth if letters.printable(growth.skill)]
    if grown:
        _line(paper, " · ".join(grown[:3]), 12, color=MUTED)


def _sentences(ending: Ending) -> list[str]:
    pair = ending.pair
    program = letters.printable(pair.program.name) or str(pair.program.get_format_display())
    partner = letters.name_of(ending.partner)
    took_part = _("took part in %(program)s as %(role)s") % {
        "program": program,
        "role": role_in(pair, ending.me),
    }
    if partner:
        return [
            took_part,
            _("with %(partner)s, %(span)s") % {"partner": partner, "span": span(pair)},
        ]
    return [took_part, span(pair)]


def _grown(growth: object) -> str:
    return _("%(skill)s from %(start)s to %(now)s of 5") % {
        "skill": letters.printable(getattr(growth, "skill", "")),
        "start": getattr(growth, "start", ""),
        "now": getattr(growth, "now", ""),
    }


def _foot(paper: FPDF, ending: Ending) -> None:
    ended = ending.pair.ended_on or ending.pair.ends_on
    paper.set_y(HEIGHT - MARGIN - 24)
    day = {"day": date_format(ended, "j F Y"), "company": _company()}
    _line(
        paper, _("Issued by the mentoring program of %(company)s, %(day)s") % day, 10, color=MUTED
    )
    _line(paper, _("It says who took part and how often two people met. Nobody is graded."), 10,
          color=MUTED)  # fmt: skip


def _line(
    paper: FPDF,
    text: str,
    size: float,
    *,
    style: str = "",
    color: tuple[int, int, int] = INK,
) -> None:
    """Centered text, over as many lines as it needs."""
    paper.set_font(FAMILY, style, size)
    paper.set_text_color(*color)
    paper.set_x((WIDTH - INSIDE) / 2)
    paper.multi_cell(INSIDE, size * 0.5, text, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _width(paper: FPDF, text: str, size: float) -> float:
    paper.set_font(FAMILY, "B", size)
    return float(paper.get_string_width(text))


def _company() -> str:
    return letters.printable(settings.COMPANY_NAME) or _("the company")
