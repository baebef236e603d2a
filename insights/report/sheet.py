"""A page of A4 upright, with the letters and colors of our papers, tagged for those who hear it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.prefs import ViewerPreferences

from checkins import certificate_letters as letters
from insights.report.tags import TaggedOutput, Tags

FAMILY = "FiraGO"
INK, MUTED, LINE = (37, 35, 47), (85, 82, 95), (221, 220, 227)
SUNKEN, ACT = (245, 245, 249), (68, 73, 198)
WIDTH, HEIGHT, MARGIN = 210, 297, 16
INSIDE = WIDTH - 2 * MARGIN
# Millimeters of a line for each point of the letters.
LEADING = 0.47
Color = tuple[int, int, int]


class Sheet(FPDF):
    """Nothing ever breaks onto a page of its own: what does not fit is said to be on the web."""

    def __init__(self) -> None:
        super().__init__("portrait", "mm", "A4")
        self.set_auto_page_break(False)
        self.set_margins(MARGIN, MARGIN)
        for style, code in (("", letters.REGULAR), ("B", letters.BOLD)):
            self.add_font(FAMILY, style, letters.font_file(code))
        self.set_text_shaping(True)
        self.c_margin = 0
        self.struct_builder = self.tags = Tags()
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def file(self) -> bytes:
        return bytes(self.output(output_producer_class=TaggedOutput))

    def begin(self, name: str) -> None:
        self.add_page()
        self.set_font(FAMILY, "", 10)
        self.start_section(name)

    @contextmanager
    def tagged(self, kind: str, *, alt: str = "", scope: str = "") -> Iterator[None]:
        """An element around what is drawn meanwhile; `alt` stands in the place of a picture."""
        self.tags.open(kind, page=self.page, alt=alt, scope=scope)
        yield
        self.tags.close()

    @contextmanager
    def marked(self, kind: str = "P") -> Iterator[None]:
        """One piece of the element that is open; within a group it gets one of its own."""
        if self.tags.is_group:
            with self.tagged(kind), self.marked(kind):
                yield
            return
        number = self.tags.mark(page=self.page)
        self.pages[self.page].struct_parents = self.tags.parents_of(self.page)
        self._out(f"{self.tags.kind} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Lines, areas and page numbers: nothing to hear."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def words(
        self,
        words: str,
        size: float,
        *,
        style: Literal["", "B"] = "",
        color: Color = INK,
        x: float = MARGIN,
        width: float = INSIDE,
        align: Literal["L", "R"] = "L",
        most: int = 20,
        tag: str = "P",
    ) -> None:
        """Words over at most so many lines; the next thing stands below them. Without a tag
        they are nothing to hear."""
        self.set_font(FAMILY, style, size)
        self.set_text_color(*color)
        self.set_x(x)
        lines = self.split(words, width)[:most]
        with self.marked(tag) if tag else self.artifact():
            self.multi_cell(
                width,
                size * LEADING,
                "\n".join(lines),
                align=align,
                new_x=XPos.LMARGIN,
                new_y=YPos.NEXT,
            )

    def split(self, words: str, width: float) -> list[str]:
        """The lines the words take in the letters that are set."""
        found = self.multi_cell(
            width, 1, words, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return [str(line) for line in found]  # type: ignore[union-attr]
