from django.template.loader import render_to_string

from charts import Figure, Row, Table, bars


def figure(**kwargs):
    shown = {
        "title": "Two mentors carry most",
        "drawing": bars([Row("Ada <b>", 2.5, "2.5")]),
        "alt": "Ada 2.5",
        "table": Table(["Mentor", "People"], [["Ada <b>", "2.5"]]),
    } | kwargs
    return render_to_string("components/charts/figure.html", {"figure": Figure(**shown)})


def test_a_figure_has_message_words_and_numbers():
    html = figure(sub="People per mentor")
    assert "Two mentors carry most" in html
    assert 'role="img" aria-label="Ada 2.5"' in html
    assert "<details" in html
    assert '<th scope="col" class="num-end">People</th>' in html
    assert "Ada &lt;b&gt;" in html
    assert "<b>" not in html


def test_the_drawing_is_attributes_only():
    html = figure()
    assert " style=" not in html
    assert 'width="368.0" height="12"' in html


def test_numbers_keep_their_point_in_every_language(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    html = figure(drawing=bars([Row(str(n), 1, "1") for n in range(40)]))
    assert 'viewBox="0 0 480 1986"' in html


def test_a_figure_without_data_says_so():
    assert "No mentor yet" in figure(drawing=bars([]), empty="No mentor yet")
    assert "nothing to draw" in figure(drawing=bars([]))
    assert "<svg" not in figure(drawing=bars([])).replace('class="icon"', "")
