"""The report: figures by hand, what is hidden stays hidden everywhere, and the exports agree."""

import csv
import io
import random

import pytest
from django.urls import reverse

from matching.models import Proposal, Unmatched, Wish
from matching.reports import fairness, fairness_file, fairness_words
from matching.reports.people import Person
from matching.reports.shares import wilson
from tests.matching.reports.test_hiding import attack
from tests.matching.rounds_world import make_world, mentee

NAMES = ("department", "site", "level", "year")


def person(department="Sales", site="Oslo", *, fit=70.0, wished=None, asked=()):
    groups = {"department": department, "site": site, "level": "4", "year": "2020"}
    return Person(groups, fit, wished, 0, asked)


def line(report, label, name="department"):
    section = report.chosen(name)
    return next(each for each in section.lines if each.label == label)


@pytest.mark.parametrize(
    ("hits", "n", "expected"),
    [(9, 10, (59.6, 98.2)), (0, 10, (0, 27.8)), (10, 10, (72.2, 100)), (81, 100, (72.2, 87.5))],
)
def test_wilsons_interval_is_that_of_the_tables(hits, n, expected):
    share = wilson(hits, n)
    assert (round(share.low, 1), round(share.high, 1)) == expected


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (2, 1), (-1, 3)])
def test_a_share_of_nobody_is_refused(hits, n):
    with pytest.raises(ValueError, match="somebody"):
        wilson(hits, n)


def test_each_group_has_its_figures_and_its_difference():
    found = [person(fit=80.0) for _ in range(10)]
    found += [person("Support", fit=60.0) for _ in range(6)] + [person("Support", fit=None)] * 4
    report = fairness.over(found)
    sales, support = line(report, "Sales"), line(report, "Support")
    assert report.everybody.matched.value == 80
    assert support.figures.matched.value == 60
    assert (sales.figures.fit, support.figures.fit) == (80, 60)
    assert round(support.difference.value) == -20
    assert support.difference.low < -20 < support.difference.high


def test_the_sentence_names_who_is_behind_and_what_they_asked_for():
    found = [person() for _ in range(90)] + [person("Legal") for _ in range(60)]
    found += [person("Support") for _ in range(20)]
    found += [person("Support", fit=None, asked=("Rust",)) for _ in range(9)]
    found += [person("Support", fit=None, asked=("Chess",)) for _ in range(2)]
    report = fairness.over(found)
    assert fairness_words.sentence(report, report.chosen("department")) == (
        "Matched share is 100% in all groups but Support (65%)."
        " 11 of 11 people waiting in Support asked for Rust or Chess."
    )
    assert line(report, "Support").is_behind


def test_the_sentence_says_when_it_is_only_chance():
    found = [person() for _ in range(9)] + [person(fit=None)]
    found += [person("Legal") for _ in range(8)] + [person("Legal", fit=None)] * 2
    report = fairness.over(found)
    assert fairness_words.sentence(report, report.chosen("department")) == (
        "Matched share by department is between 80 and 90%. No group differs by more than chance."
    )


def test_the_fit_of_a_handful_matched_is_hidden_with_what_would_give_it_away():
    """Of ten in Support three are matched: their fit would follow from everybody's less Sales'."""
    found = [person() for _ in range(20)] + [person("Legal") for _ in range(9)]
    found += [person("Support") for _ in range(3)] + [person("Support", fit=None) for _ in range(7)]
    report = fairness.over(found)
    fits = {each.label: each.figures.fit for each in report.chosen("department").lines}
    assert fits["Support"] is None
    assert list(fits.values()).count(None) == 2
    assert all(each.figures for each in report.chosen("department").lines)


def random_people(dice):
    return [
        Person(
            {
                "department": dice.choice("ABCDEFG"[: dice.randint(2, 7)]),
                "site": dice.choice("RST"),
                "level": str(min(dice.randint(1, 9), dice.randint(1, 9))),
                "year": str(2027 - int(12 * dice.random() ** 2)),
            },
            dice.choice([None, 50.0, 80.0]),
            dice.choice([None, None, True, False]),
            0,
        )
        for _ in range(dice.choice([8, 25, 60, 150]))
    ]


def measured(found, report, has, of):
    """The people a measure speaks of, by dimension, and the groups it is hidden for."""
    some = [one for one in found if of(one)]
    groups = {name: [one.groups[name] for one in some] for name in NAMES}
    closed = {
        section.name: {each.label for each in section.lines if not has(each.figures)}
        for section in report.sections
    }
    return groups, closed


@pytest.mark.parametrize("seed", range(12))
def test_no_measure_of_the_report_gives_a_few_people_away(seed):
    """The same attack as on the hiding itself, on what the report shows, measure by measure."""
    found = random_people(random.Random(seed))
    report = fairness.over(found)
    for has, of in (
        (lambda f: f is not None, lambda one: True),
        (lambda f: f is not None and f.fit is not None, lambda one: one.fit is not None),
        (lambda f: f is not None and f.wished is not None, lambda one: one.wished is not None),
    ):
        groups, closed = measured(found, report, has, of)
        if groups["site"]:
            assert attack(groups, closed) == []


def test_the_file_hides_the_same_and_no_name_is_a_formula():
    found = [person("=SUM(A1)", fit=80.0) for _ in range(9)] + [person("Legal") for _ in range(6)]
    found += [person("Tiny") for _ in range(2)]
    report = fairness.over(found)
    rows = list(csv.DictReader(io.StringIO(fairness_file.written(report))))
    groups = {row["Group"]: row for row in rows if row["By"] == "Department"}
    assert set(groups) == {"'=SUM(A1)", "Legal", "Tiny"}
    for section in report.sections:
        for each in section.lines:
            shown = next(
                r for r in rows if r["Group"].lstrip("'") == each.label and r["By"] == section.label
            )
            assert (shown["People"] == "") == (each.figures is None)
    assert groups["Tiny"]["Note"] == "Fewer than 5 people"
    assert groups["Tiny"]["People"] == ""


def test_four_people_have_no_report():
    report = fairness.over([person() for _ in range(4)])
    assert (report.everybody, report.sections) == (None, [])


@pytest.fixture
def world(db):
    world = make_world()
    for n in range(8):
        mentee(world.program, f"Fan {n}", ("Rust",), department="Support", site="Rome")
    return world


def test_the_page_its_print_and_its_file(world, sign_in):
    client, number = sign_in(world.hana), world.round.pk
    empty = client.get(reverse("round-fairness", args=[number])).content.decode()
    assert "Nothing matched yet" in empty
    world.run()
    text = client.get(reverse("round-fairness", args=[number])).content.decode()
    assert "Support" in text
    assert "Hidden" in text
    by_site = client.get(reverse("round-fairness", args=[number]), {"by": "site"})
    assert by_site.context["shown"]["section"].name == "site"
    other = client.get(reverse("round-fairness", args=[number]), {"by": "made-up"})
    assert other.context["shown"]["section"].name == "department"
    printed = client.get(reverse("fairness-print", args=[number])).content.decode()
    assert printed.count('<h2 id="by-') == 4
    assert "data-print" in printed
    file = client.get(reverse("fairness-csv", args=[number]))
    assert file["Content-Disposition"] == 'attachment; filename="fairness-round-1.csv"'
    assert file.content.startswith("\ufeffBy,Group".encode())


def test_who_was_matched_wished_and_waited(world):
    run = world.run()
    ben = world.proposal("Ben")
    Wish.objects.create(enrollment=ben.mentee, wished=ben.mentor.profile, rank=1)
    rust = world.mentees["Rust"]
    Wish.objects.create(enrollment=rust, wished=world.mentors["Ada"].profile, rank=1)
    omar = world.mentees["Omar"]
    Wish.objects.create(enrollment=omar, wished=world.hana, rank=1)
    report = fairness.of(world.round)
    assert len(report.people) == 12
    wished = [one.wished for one in report.people if one.wished is not None]
    assert sorted(wished) == [False, True]
    assert sum(one.fit is not None for one in report.people) == run.proposals.count()
    Proposal.objects.filter(pk=ben.pk).update(decision="rejected", reason="skills")
    assert sum(one.fit is not None for one in fairness.of(world.round).people) == 2
    assert Unmatched.objects.filter(run=run).count() == 9


def test_the_queries_do_not_grow(world, sign_in, django_assert_max_num_queries):
    counts, client = [], sign_in(world.hana)
    for n in (1, 3):
        for k in range(n):
            mentee(world.program, f"Lena {n}{k}", ("SQL",), department=f"Team {n}{k}")
        world.run()
        client.get(reverse("round-fairness", args=[world.round.pk]))
        with django_assert_max_num_queries(15) as queries:
            client.get(reverse("round-fairness", args=[world.round.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
