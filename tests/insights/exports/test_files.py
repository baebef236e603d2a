"""Figures as CSV, Excel and JSON: the same lines in each, equal to `figures`, hidden stays hidden."""

import csv
import datetime as dt
import io
import json

import pytest
from django.urls import reverse

from insights import figures
from insights.exports import schema
from insights.exports.columns import COLUMNS
from insights.measures import MEASURES
from insights.weeks import WEEK
from matching.exports.cells import unquoted
from profiles.models import AuditEvent
from tests.insights.report import world
from tests.matching.exports.reading import body, cells, sheets

pytestmark = pytest.mark.django_db
NAMES = [column.name for column in COLUMNS]
NUMBERS = ("value", "numerator", "denominator", "people", "counted_on")
A_DAY = dt.date(1899, 12, 30)


@pytest.fixture
def program(cast):
    program = world.running_in_may(cast.program)
    world.figures(program)
    for value, n in (("Sales", 9), ("Product", 8)):
        world.freeze(program, "rhythm", world.LAST, n, 12, 12, "department", value)
    return program


def take(sign_in, person, ending, **data):
    answer = sign_in(person).post(reverse(f"export-figures-{ending}"), data)
    assert answer.status_code == 200
    return body(answer)


def csv_lines(sign_in, person, **data):
    text = take(sign_in, person, "csv", **data).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert not rows or list(rows[0]) == NAMES
    return rows


def json_lines(sign_in, person, **data):
    return json.loads(take(sign_in, person, "json", **data))["lines"]


def xlsx_lines(sign_in, person, **data):
    first = sheets(take(sign_in, person, "xlsx", **data))[0]
    assert first[0] == NAMES
    return first[1:]


def wholes(lines):
    return {line["measure"]: line for line in lines if not line["cut"]}


def test_every_number_is_that_of_the_page(cast, program, sign_in):
    lines = wholes(json_lines(sign_in, cast.cora, program=program.pk))
    shown = figures.shown(program)
    assert set(lines) == set(shown) == set(world.of_program())
    for slug, one in shown.items():
        line = lines[slug]
        assert line["hidden"] == one.hidden
        assert line["week"] == world.LAST.isoformat()
        if one.hidden:
            assert [line[name] for name in NUMBERS] == [None] * 5
        else:
            told = (one.value, one.numerator, one.denominator, one.people)
            assert tuple(line[name] for name in NUMBERS[:4]) == told
            assert line["counted_on"] == one.counted_on.isoformat()


def test_groups_are_those_of_the_page_and_the_rest_is_hidden(cast, program, sign_in):
    lines = json_lines(sign_in, cast.cora, program=program.pk, measure="rhythm", cut="department")
    groups = figures.cuts(MEASURES["rhythm"], program, "department")
    told = {(line["group_title"], line["people"]) for line in lines if line["cut"]}
    assert told == {(one.label, one.people) for one in groups} | {("All others, hidden", None)}
    (rest,) = [line for line in lines if line["cut"] and line["hidden"]]
    assert [rest[name] for name in NUMBERS] == [None] * 5


def test_a_distribution_has_a_line_for_each_answer(cast, program, sign_in):
    figure = program_fit(program)
    figure.spread = {"good": 18, "not_sure": 2}
    figure.save()
    lines = json_lines(sign_in, cast.cora, program=program.pk, measure="fit", cut="every")
    spread = {line["group"]: line["numerator"] for line in lines if line["cut"] == "spread"}
    assert spread == {"good": 18, "not_sure": 2}
    without = json_lines(sign_in, cast.cora, program=program.pk, measure="fit")
    assert [line["cut"] for line in without] == [""]


def program_fit(program):
    return figures.Frozen.objects.get(program=program, measure="fit", week=world.LAST)


def test_the_three_files_say_the_same(cast, program, sign_in):
    chosen = {"program": program.pk, "cut": "every", "weeks": "all"}
    as_json = json_lines(sign_in, cast.cora, **chosen)
    as_csv = csv_lines(sign_in, cast.cora, **chosen)
    as_xlsx = xlsx_lines(sign_in, cast.cora, **chosen)
    assert len(as_json) == len(as_csv) == len(as_xlsx) > 40
    for told, line, cells_of in zip(as_json, as_csv, as_xlsx, strict=True):
        assert {name: unquoted(text) for name, text in line.items()} == {
            name: plain(value) for name, value in told.items()
        }
        assert by_excel(told) == [cell for cell in cells_of if cell]


def plain(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def by_excel(told):
    """Days are numbers there, and a truth is 1 or 0."""
    found = []
    for column in COLUMNS:
        value = told[column.name]
        if column.kind == "date" and value:
            found.append(str((dt.date.fromisoformat(value) - A_DAY).days))
        elif isinstance(value, bool):
            found.append(str(int(value)))
        elif isinstance(value, float):
            found.append(f"{value:.16G}")
        elif value not in (None, ""):
            found.append(str(value))
    return found


def test_definitions_stand_beside_the_figures_in_every_file(cast, program, sign_in):
    fit = MEASURES["fit"]
    book = take(sign_in, cast.cora, "xlsx", program=program.pk)
    _figures, definitions, read_me = sheets(book)
    assert [row[0] for row in definitions[1:]] == list(MEASURES)
    assert next(row for row in definitions if row[0] == "fit")[2] == str(fit.definition)
    assert [row[0] for row in read_me[1:]] == NAMES
    data = json.loads(take(sign_in, cast.cora, "json", program=program.pk))
    assert {one["measure"]: one["definition"] for one in data["definitions"]} == {
        slug: str(measure.definition) for slug, measure in MEASURES.items()
    }
    lines = csv_lines(sign_in, cast.cora, program=program.pk, measure="fit")
    assert [line["definition"] for line in lines] == [str(fit.definition)]


def test_a_name_that_is_a_formula_stays_a_text(cast, program, sign_in):
    name = "=HYPERLINK(1)"
    type(program).objects.filter(pk=program.pk).update(name=name)
    world.freeze(program, "fit", world.LAST, 6, 8, 8, "department", "+49")
    chosen = {"program": program.pk, "measure": "fit", "cut": "every"}
    lines = csv_lines(sign_in, cast.cora, **chosen)
    assert {line["program"] for line in lines} == {"'" + name}
    assert "'+49" in {line["group"] for line in lines}
    book = take(sign_in, cast.cora, "xlsx", **chosen)
    assert not [cell for cell in cells(book).values() if cell.find("{*}f") is not None]
    assert json_lines(sign_in, cast.cora, **chosen)[0]["program"] == name


def test_all_weeks_and_the_latest(cast, program, sign_in):
    lines = json_lines(sign_in, cast.cora, program=program.pk, measure="fit", weeks="all")
    assert [line["week"] for line in lines] == [
        (world.LAST - ago * WEEK).isoformat() for ago in (2, 1, 0)
    ]
    latest = json_lines(sign_in, cast.cora, program=program.pk, measure="fit")
    assert [line["week"] for line in latest] == [world.LAST.isoformat()]


def test_a_coordinator_takes_their_own_programs_and_hr_the_company_too(cast, program, sign_in):
    world.figures(None)
    world.figures(cast.other_program)
    of = {line["program"] for line in json_lines(sign_in, cast.cora)}
    assert of == {"Spring Mentoring"}
    of = {line["program"] for line in json_lines(sign_in, cast.hana)}
    assert of == {"", "Spring Mentoring", "Autumn Buddies"}
    assert {line["program"] for line in json_lines(sign_in, cast.hana, program="company")} == {""}


@pytest.mark.parametrize("chosen", ["company", "other", "draft"])
def test_what_somebody_may_not_read_is_refused_in_words(cast, program, sign_in, chosen):
    type(program).objects.filter(pk=cast.other_program.pk).update(
        state="draft" if chosen == "draft" else "running"
    )
    value = "company" if chosen == "company" else cast.other_program.pk
    reader = cast.hana if chosen == "draft" else cast.cora
    page = sign_in(reader).post(reverse("export-figures-csv"), {"program": value})
    assert "Choose a program from the list" in page.text
    assert not AuditEvent.objects.filter(action="insights.exported").exists()


def test_cohorts_are_taken_together(cast, program, sign_in):
    type(program).objects.filter(pk=cast.other_program.pk).update(copied_from=program)
    world.figures(cast.other_program)
    lines = json_lines(sign_in, cast.hana, program=f"cohorts-{program.pk}", measure="fit")
    assert {line["program_id"] for line in lines} == {program.pk, cast.other_program.pk}


def test_taking_a_file_is_in_the_audit(cast, program, sign_in):
    take(sign_in, cast.cora, "xlsx", program=program.pk, measure="fit", weeks="all")
    event = AuditEvent.objects.get(action="insights.exported")
    assert (event.actor, event.object_type, event.object_id) == (
        cast.cora.user,
        "matching.program",
        program.pk,
    )
    assert event.data == {
        "format": "xlsx",
        "programs": [program.pk],
        "measure": "fit",
        "cut": "",
        "every_week": True,
    }


def test_nothing_to_take_is_a_file_of_headings(cast, sign_in):
    assert csv_lines(sign_in, cast.cora) == []
    assert json_lines(sign_in, cast.cora) == []
    assert xlsx_lines(sign_in, cast.cora) == []


def test_the_json_keeps_what_its_schema_says(cast, program, sign_in):
    data = json.loads(take(sign_in, cast.cora, "json", cut="every", weeks="all"))
    described = sign_in(cast.cora).get(reverse("export-schema"))
    assert described["Content-Type"] == "application/schema+json"
    assert described.json() == schema.of(data["$schema"])
    fits(data, described.json())


def fits(value, form, at="$"):
    """As much of JSON Schema as ours uses."""
    kinds = form["type"] if isinstance(form["type"], list) else [form["type"]]
    assert any(is_kind(value, kind) for kind in kinds), f"{at}: {value!r} is no {kinds}"
    if "enum" in form:
        assert value in form["enum"], at
    if value is not None and "minimum" in form:
        assert value >= form["minimum"], at
    if value and form.get("format") == "date":
        assert dt.date.fromisoformat(value), at
    if isinstance(value, dict):
        assert set(form["required"]) <= set(value), at
        if not form.get("additionalProperties", True):
            assert set(value) == set(form["properties"]), at
        for name, inner in form["properties"].items():
            fits(value[name], inner, f"{at}.{name}")
    if isinstance(value, list):
        for n, each in enumerate(value):
            fits(each, form["items"], f"{at}[{n}]")


def is_kind(value, kind):
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    types = {"string": str, "boolean": bool, "null": type(None), "object": dict, "array": list}
    return isinstance(value, types[kind])
