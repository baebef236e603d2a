"""Bands between two sides: widths, order, and the odd inputs."""

from itertools import pairwise

import pytest

from charts import Flow, flow
from charts.flows import HEIGHT, LINE
from charts.shapes import Area, Rect, Words


def of(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def inside(drawing):
    for rect in of(drawing, Rect):
        assert rect.y >= 0
        assert rect.y + rect.height <= drawing.height
    for words in of(drawing, Words):
        assert 0 <= words.y <= drawing.height
    return True


def test_nothing_and_only_zeros_are_an_empty_drawing():
    assert flow([]).is_empty
    assert flow([Flow("a", "b", 0)]).is_empty


def test_one_flow_is_as_high_as_all():
    drawing = flow([Flow("Sales", "Legal", 7)])
    assert [rect.height for rect in of(drawing, Rect)] == [HEIGHT, HEIGHT]
    assert [words.text for words in of(drawing, Words)] == ["Sales 7", "Legal 7"]
    assert inside(drawing)


def test_sides_add_up_and_bands_have_the_color_of_their_source():
    drawing = flow([Flow("a", "x", 3), Flow("a", "y", 1), Flow("b", "x", 4)], first="From")
    a, b, x, y = of(drawing, Rect)
    assert (a.height, b.height) == (HEIGHT / 2, HEIGHT / 2)
    assert (x.height, y.height) == (HEIGHT * 7 / 8, HEIGHT / 8)
    assert [area.kind for area in of(drawing, Area)] == ["f1", "f1", "f2"]
    assert inside(drawing)


def test_a_tiny_flow_keeps_room_for_its_name():
    drawing = flow([Flow("a", "x", 1), Flow("b", "x", 10**9), Flow("c", "x", 1)])
    ys = [words.y for words in of(drawing, Words)][:3]
    assert all(after - before >= 18 for before, after in pairwise(ys))
    assert "b 1B" in [words.text for words in of(drawing, Words)]
    assert inside(drawing)


def test_huge_and_equal_flows():
    drawing = flow([Flow(str(n), str(n), 1e15) for n in range(4)])
    assert {rect.height for rect in of(drawing, Rect)} == {HEIGHT / 4}
    assert inside(drawing)


def test_a_fifth_source_a_negative_flow_and_no_number_are_refused():
    with pytest.raises(ValueError, match="4 series"):
        flow([Flow(str(n), "x", 1) for n in range(5)])
    with pytest.raises(ValueError, match="0 or more"):
        flow([Flow("a", "x", -1)])
    with pytest.raises(ValueError, match="finite"):
        flow([Flow("a", "x", float("nan"))])


def test_a_long_name_takes_two_lines_beside_its_bar():
    drawing = flow([Flow("Customer Service", "Sales", 12), Flow("Legal", "Sales", 1)])
    said = of(drawing, Words)
    assert [words.text for words in said] == ["Customer", "Service 12", "Legal 1", "Sales 13"]
    assert said[1].y - said[0].y == LINE
    assert said[2].y - said[1].y >= LINE
    bar = of(drawing, Rect)[0]
    assert (said[0].y + said[1].y) / 2 - 4 == pytest.approx(bar.y + bar.height / 2, abs=0.01)
    assert inside(drawing)
