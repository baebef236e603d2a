"""The report on paper: two pages of A4, whatever there is to say."""

import io
import re
from collections import Counter

import pytest
from django.urls import reverse
from pypdf import PdfReader

from insights import figures
from insights.report import content, paper
from insights.report.words import Sentences
from tests.insights.report import world

pytestmark = pytest.mark.django_db
A4 = (595, 842)
LONG = Sentences("w" * 280, "so much " * 35, "Ünïcödé, Ελληνικά, עברית and Кириллица. " * 7)


@pytest.fixture
def program(cast):
    return world.running_in_may(cast.program)


def read(program):
    data = paper.of(content.of(program, world.MAY))
    return PdfReader(io.BytesIO(data))


def everything(program):
    """Every measure of a program, for half a year."""
    for slug in world.of_program():
        for ago in range(26):
            world.freeze(program, slug, world.LAST - ago * content.WEEK, 50 - ago, 80, 40)


def pages(pdf):
    return [page.extract_text() for page in pdf.pages]


def size(page):
    return (round(page.mediabox.width), round(page.mediabox.height))


def test_two_pages_of_a4_with_sentences_figures_and_definitions(cast, program):
    world.figures(program)
    world.write(program, cast.cora)
    pdf = read(program)
    assert [size(page) for page in pdf.pages] == [A4, A4]
    first, second = pages(pdf)
    for words in (*vars(world.SAID).values(), "Spring Mentoring", "May 2027", "Rhythm kept", "62%"):
        assert words in first
    assert "30 of 48" in first
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert "Whether pairs meet at all." in second
    assert "Figures as of 30 May 2027" in second


@pytest.mark.parametrize("fill", [lambda program: None, world.figures, everything])
@pytest.mark.parametrize("said", [None, world.SAID, LONG])
def test_always_two_pages(cast, program, fill, said):
    fill(program)
    if said:
        world.write(program, cast.cora, said=said)
    assert len(read(program).pages) == 2


def test_every_figure_has_its_line_when_all_are_there(cast, program):
    everything(program)
    world.write(program, cast.cora, said=LONG)
    second = pages(read(program))[1]
    shown = figures.shown(program, world.LAST)
    for one in shown.values():
        assert str(one.measure.title) in second.replace("\n", " ")
    assert "more on the web page" not in second
    assert "Not shown" not in second


def test_what_is_hidden_is_named_without_a_number(cast, program):
    world.figures(program)
    first, second = pages(read(program))
    assert "Not shown" in second
    assert "Mentees with a mentor" in second
    assert "Not told yet: it takes five people." in first.replace("\n", " ")


def test_no_figures_and_no_sentences_are_said(program):
    first, second = pages(read(program))
    assert "The three sentences are not written yet." in first
    assert "No week of this period has figures yet." in first
    assert "No figure can be shown yet." in second


def test_a_name_no_font_has_is_the_kind_of_program(cast, program):
    type(program).objects.filter(pk=program.pk).update(name="田中")
    program.refresh_from_db()
    world.write(program, cast.cora, said=Sentences("田中", "b", "c"))
    first = pages(read(program))[0]
    assert "Mentoring" in first
    assert "These letters are on the web page only." in first


def test_it_says_what_it_is(cast, program):
    pdf = read(program)
    assert pdf.metadata.title == "Spring Mentoring: May 2027"
    assert pdf.trailer["/Root"]["/Lang"].startswith("en")
    assert [one.title for one in pdf.outline] == ["The report", "Every figure"]


def test_it_comes_as_a_file(cast, program, sign_in):
    world.write(program, cast.cora)
    answer = sign_in(cast.cora).get(reverse("report-pdf", args=[program.pk, "2027-05"]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="spring-mentoring-report-2027-05.pdf"'
    )
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2


def heard(element):
    """The elements right below one."""
    kids = element.get("/K", [])
    return [kid.get_object() for kid in kids if not isinstance(kid, int)]


def test_it_is_tagged_for_those_who_hear_it(cast, program):
    everything(program)
    world.write(program, cast.cora)
    pdf = read(program)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    (document,) = heard(root["/StructTreeRoot"])
    kinds = Counter(one["/S"] for one in heard(document))
    report = content.of(program, world.MAY)
    assert kinds["/H1"] == 1
    assert kinds["/Table"] == 1
    assert kinds["/Figure"] == len(report.courses) == 6
    said = [one["/Alt"] for one in heard(document) if one["/S"] == "/Figure"]
    assert said == [figure.alt for figure in report.courses]


def test_the_table_says_which_cells_head_rows_and_columns(cast, program):
    world.figures(program)
    (document,) = heard(read(program).trailer["/Root"]["/StructTreeRoot"])
    (table,) = [one for one in heard(document) if one["/S"] == "/Table"]
    head, *rows = [
        [(c["/S"], c.get("/A", {}).get("/Scope")) for c in heard(r)] for r in heard(table)
    ]
    assert head == [("/TH", "/Column")] * 4
    assert rows == [[("/TH", "/Row"), *[("/TD", None)] * 3]] * len(rows)
    assert len(rows) == len(content.of(program, world.MAY).told)


def test_every_mark_is_found_again(cast, program):
    """The page, the mark in it and the element it belongs to point at each other."""
    everything(program)
    world.write(program, cast.cora, said=LONG)
    pdf = read(program)
    nums = pdf.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {nums[n]: nums[n + 1] for n in range(0, len(nums), 2)}
    for page in pdf.pages:
        drawn = page.get_contents().get_data().decode("latin1")
        marks = re.findall(r"(/\w+) <</MCID (\d+)>> BDC", drawn)
        mine = [one.get_object() for one in parents[page["/StructParents"]]]
        assert [int(number) for _kind, number in marks] == list(range(len(mine)))
        assert [kind for kind, _number in marks] == [one["/S"] for one in mine]
        for number, one in enumerate(mine):
            assert number in one["/K"]
            assert one.raw_get("/Pg") == page.indirect_reference
        assert drawn.count("BDC") + drawn.count("BMC") == drawn.count("EMC")
        shown = re.sub(r"B[DM]C.*?EMC", "", drawn, flags=re.DOTALL)
        assert not re.search(r"T[jJ]\b|\bre\b|\bS\b|\bf\b", shown)
