"""What each piece of a page is, for those who hear it: headings, paragraphs, tables, pictures with
words in their place.

fpdf2 keeps a flat list of pictures with words; this is the same list with elements within elements.
It hangs on the inside of fpdf2, whose version is locked, and tests read the file again.

    tags = Tags()
    tags.open("TR", page=1)
    tags.open("TD", page=1)
    number = tags.mark(page=1)       # → "/TD <</MCID number>> BDC … EMC" in the page
    tags.close()
"""

from collections import Counter
from collections.abc import Iterator
from typing import cast

from fpdf.output import OutputProducer, PDFPage
from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFObject

# What holds elements and no words of its own.
GROUPS = {"/Document", "/Table", "/TR"}


class Element(StructElem):
    """`a` are the attributes, as they stand in the file."""

    __slots__ = ("_page", "a")

    def __init__(self, kind: str, parent: StructElem, *, page: int, alt: str, scope: str) -> None:
        super().__init__(f"/{kind}", parent, [], page, alt=alt or None)
        self._page = page
        self.a = f"<</O /Table /Scope /{scope}>>" if scope else None


class Tags(StructureTreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[StructElem] = [self.doc_struct_elem]
        self._marks = Counter[int]()

    def __iter__(self) -> Iterator[PDFObject]:
        yield self.struct_tree_root
        yield self.doc_struct_elem
        yield self.struct_tree_root.parent_tree
        yield from self.elements

    @property
    def is_group(self) -> bool:
        """Whether words need an element of their own here."""
        return self._open[-1].s in GROUPS

    @property
    def kind(self) -> str:
        return self._open[-1].s

    def open(self, kind: str, *, page: int, alt: str = "", scope: str = "") -> None:
        parent = self._open[-1]
        element = Element(kind, parent, page=page, alt=alt, scope=scope)
        parent.k.append(element)
        self.elements.append(element)
        self._open.append(element)

    def close(self) -> None:
        self._open.pop()

    def mark(self, *, page: int) -> int:
        """The next number of this page, which belongs to the element that is open."""
        number = self._marks[page]
        self._marks[page] += 1
        self._open[-1].k.append(number)
        self.struct_tree_root.parent_tree.nums[self.parents_of(page)].append(self._open[-1])
        return number

    def parents_of(self, page: int) -> int:
        """Under which number a page finds the elements of its marks."""
        return self.spid_per_page_number.setdefault(page, len(self.spid_per_page_number))


class TaggedOutput(OutputProducer):
    """fpdf2 tells only elements of the first level which page they are on."""

    def _add_structure_tree(self) -> PDFObject | None:
        root: PDFObject | None = super()._add_structure_tree()
        pages = [one for one in self.pdf_objs if isinstance(one, PDFPage)]
        for element in cast(Tags, self.fpdf.struct_builder).elements:
            element.pg = pages[element._page - 1]  # type: ignore[assignment]
        return root
