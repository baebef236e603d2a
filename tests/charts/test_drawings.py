"""Every kind of chart: where things stand, and the odd inputs — nothing, one, equal, huge."""

from itertools import pairwise

import pytest

from charts import Dot, Row, Series, Twin, bars, binned, dots, histogram, line, paired_bars, slope
from charts.shapes import Circle, Line, Path, Rect, Words


def of(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def texts(drawing):
    return [shape.text for shape in of(drawing, Words)]


def inside(drawing):
    """Nothing painted leaves the drawing."""
    for shape in drawing.shapes:
        xs, ys = {
            Rect: lambda s: ([s.x, s.x + s.width], [s.y, s.y + s.height]),
            Line: lambda s: ([s.x1, s.x2], [s.y1, s.y2]),
            Circle: lambda s: ([s.x], [s.y]),
            Words: lambda s: ([s.x], [s.y]),
            Path: lambda s: tuple(
                zip(*(map(float, at.split(",")) for at in s.points.split()), strict=True)
            ),
        }[type(shape)](shape)
        assert min(*xs, 0) >= 0
        assert max(xs) <= drawing.width
        assert min(*ys, 0) >= 0
        assert max(ys) <= drawing.height
    return True


ALL = [
    bars([]),
    paired_bars([], "a", "b"),
    dots([]),
    histogram([], [0]),
    line([], []),
    slope("a", "b", []),
]


@pytest.mark.parametrize("drawing", ALL)
def test_nothing_is_an_empty_drawing(drawing):
    assert drawing.is_empty


def test_bars_are_as_long_as_their_values():
    drawing = bars([Row("Ada", 2, "2 of 2"), Row("Cem", 1, "1 of 2")])
    long, short = of(drawing, Rect)
    assert long.width == 2 * short.width
    assert texts(drawing) == ["Ada", "2 of 2", "Cem", "1 of 2"]
    assert inside(drawing)


def test_a_bar_may_stand_in_what_it_could_be():
    could, bar = of(bars([Row("Ada", 1, "1 of 4", outline=4)]), Rect)
    assert (could.kind, could.width) == ("muted-fill", 4 * bar.width)


def test_bars_of_nothing_have_no_length():
    drawing = bars([Row("Ada", 0, "0"), Row("Cem", 0, "0")])
    assert [bar.width for bar in of(drawing, Rect)] == [0, 0]


def test_equal_and_huge_bars_fill_the_width():
    drawing = bars([Row("Ada", 10**15, "much"), Row("Cem", 10**15, "much")])
    assert len({bar.width for bar in of(drawing, Rect)}) == 1
    assert inside(drawing)


def test_a_bar_below_nothing_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        bars([Row("Ada", -1, "-1")])


def test_paired_bars_share_one_scale_and_say_the_gap():
    drawing = paired_bars([Twin("Rust", 8, 2, "8", "2", "6 short")], "Asked", "Offered")
    asked, offered = of(drawing, Rect)
    assert (asked.kind, offered.kind, asked.width) == ("s1", "s2", 4 * offered.width)
    assert offered.y - (asked.y + asked.height) == 2
    assert texts(drawing) == ["Rust", "6 short", "8", "2"]
    assert [key.label for key in drawing.legend] == ["Asked", "Offered"]
    assert inside(drawing)


def test_a_dot_stands_in_its_interval():
    drawing = dots(
        [Dot("Support", 81, 70, 89, "81%"), Dot("Sales", 97, 94, 99, "97%")],
        reference=95,
        reference_words="All 95%",
        bounds=(0, 100),
    )
    for band, dot in zip(
        [each for each in of(drawing, Line) if each.kind == "band"],
        of(drawing, Circle),
        strict=True,
    ):
        assert band.x1 < dot.x < band.x2
    assert "All 95%" in texts(drawing)
    assert inside(drawing)


def test_the_axis_of_a_share_ends_at_its_bounds():
    drawing = dots([Dot("Sales", 100, 99, 100, "100%")], bounds=(0, 100))
    assert "100.2" not in texts(drawing)
    assert inside(drawing)


def test_one_dot_without_an_interval_has_an_axis():
    drawing = dots([Dot("Sales", 50, 50, 50, "50")])
    assert len(of(drawing, Circle)) == 1
    assert inside(drawing)


def test_values_fall_in_their_range():
    assert binned([0, 9.9, 10, 55, 100, 100], [0, 10, 20, 50, 100]) == [2, 1, 0, 3]
    assert binned([-1, 101], [0, 100]) == [0]


def test_a_histogram_has_a_column_per_range_and_an_outline():
    drawing = histogram(
        [1, 0, 4], [0, 10, 20, 30], label="Now", outline=[2, 2, 1], outline_label="Last run"
    )
    low, high = of(drawing, Rect)
    assert high.height == 4 * low.height
    (ghost,) = of(drawing, Path)
    assert ghost.kind == "ghost"
    assert [key.label for key in drawing.legend] == ["Now", "Last run"]
    assert {"0", "10", "20", "30"} <= set(texts(drawing))
    assert inside(drawing)


def test_a_histogram_of_many_ranges_names_some_edges():
    drawing = histogram([10**9] * 100, range(101))
    assert len(texts(drawing)) < 20
    assert inside(drawing)


def test_a_histogram_counts_whole_people():
    drawing = histogram([1], [0, 10])
    assert "0.5" not in texts(drawing)


def test_a_histogram_needs_an_edge_more_than_counts():
    with pytest.raises(ValueError, match="one more edge"):
        histogram([1, 2], [0, 1])


def test_a_line_rises_with_its_values():
    drawing = line(["June", "July"], [Series("Met", [10, 40], "40%")])
    (path,) = of(drawing, Path)
    (_x, first), (_z, last) = (map(float, at.split(",")) for at in path.points.split())
    assert last < first
    assert "Met 40%" in texts(drawing)
    assert inside(drawing)


def test_a_line_of_one_point_is_a_dot():
    drawing = line(["June"], [Series("Met", [3])])
    assert len(of(drawing, Circle)) == 1
    assert inside(drawing)


def test_a_gap_breaks_the_line_and_a_lone_value_is_a_dot():
    values = [1, 2, None, 3, None, None, 4, 5]
    drawing = line([str(n) for n in range(8)], [Series("Met", values, "5")])
    assert [len(path.points.split()) for path in of(drawing, Path)] == [2, 2]
    assert [circle.radius for circle in of(drawing, Circle)] == [3, 5]
    assert inside(drawing)


def test_a_line_that_ends_early_has_its_name_where_it_ends():
    drawing = line(["a", "b", "c"], [Series("Old", [1, 2, 3]), Series("New", [2, 3, None])])
    old, new = of(drawing, Circle)
    assert new.x < old.x
    assert {"Old 3", "New 3"} <= set(texts(drawing))


def test_a_series_of_gaps_is_left_out():
    assert line(["a", "b"], [Series("Met", [None, None])]).is_empty
    both = line(["a", "b"], [Series("Met", [None, None]), Series("Fit", [1, 2])])
    assert [path.kind for path in of(both, Path)] == ["l1"]


def test_a_slope_takes_no_gap():
    with pytest.raises(ValueError, match="no gap"):
        slope("a", "b", [Series("Met", [1, None])])


def test_lines_that_end_together_keep_their_names_apart():
    drawing = line(["a", "b"], [Series(name, [0, 0]) for name in "wxyz"])
    ends = sorted(word.y for word in of(drawing, Words) if word.kind == "label")
    assert all(after - before >= 18 for before, after in pairwise(ends))
    assert inside(drawing)


def test_a_line_of_many_labels_names_four():
    drawing = line([str(n) for n in range(60)], [Series("Met", list(range(60)))])
    lowest = max(word.y for word in of(drawing, Words))
    shown = [word.text for word in of(drawing, Words) if word.y == lowest]
    assert shown[0] == "0"
    assert shown[-1] == "59"
    assert len(shown) <= 4


def test_a_slope_goes_from_start_to_end():
    drawing = slope("start", "end", [Series("SQL", [1.8, 2.9]), Series("Rust", [2, 2])])
    up, flat = [each for each in of(drawing, Line) if each.kind.startswith("l")]
    assert up.y2 < up.y1
    assert flat.y1 == flat.y2
    assert {"SQL 1.8", "2.9", "start", "end"} <= set(texts(drawing))
    assert inside(drawing)


def test_a_slope_of_equal_values_is_level():
    drawing = slope("start", "end", [Series("SQL", [10**12, 10**12])])
    assert inside(drawing)


@pytest.mark.parametrize("draw", [lambda s: line(["a", "b"], s), lambda s: slope("a", "b", s)])
def test_a_fifth_series_is_refused(draw):
    with pytest.raises(ValueError, match="at most 4"):
        draw([Series(str(n), [1, 2]) for n in range(5)])


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 values"):
        line(["a", "b"], [Series("Met", [1])])


def test_words_under_a_line_never_touch_on_a_phone():
    """Letters of a phone are about 10 units wide; "26 Oct" takes 60."""
    for weeks in range(2, 60):
        drawing = line(["26 Oct"] * weeks, [Series("a", [1.0] * weeks)])
        said = [shape for shape in drawing.shapes if getattr(shape, "text", "") == "26 Oct"]
        ends = [one.x + (60 if one.anchor == "start" else 30) for one in said]
        assert all(end <= one.x - 30 for end, one in zip(ends, said[1:], strict=False))
