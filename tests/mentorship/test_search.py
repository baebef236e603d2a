"""One search over everything the reader may see, the palette's answer, and nothing beyond."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import found_by
from community.models import Group, GroupWord, Path, Session
from mentorship.search import Hit, everything
from profiles import search as words
from tests.community.groups.world import make_group, put_in
from tests.community.library.world import make_link
from tests.people import make_offer, make_person, make_skill

NOW = timezone.now()
DAY = dt.timedelta(days=1)


def look(reader, query, pages=()):
    return everything(query, reader=reader, pages=pages, now=NOW)


def titles(reader, query, pages=()):
    return {str(p.label): [str(h.title) for h in p.hits] for p in look(reader, query, pages).parts}


def group(lead, name, **fields):
    return make_group(lead, "community", name=name, topic="Talk", skills=(), **fields)


def session(host, title, days=3, **fields):
    at = NOW + days * DAY
    fields = {"state": "published", "kind": "lunch", "outcome": "Know it", "host": host} | fields
    made = Session.objects.create(
        title=title, starts_at=at, ends_at=at + dt.timedelta(hours=1), **fields
    )
    found_by.index_session(made)
    return made


@pytest.fixture
def world(cast):
    make_link("Negotiation basics")
    group(cast.ada, "Negotiation circle")
    group(cast.ada, "Negotiators only", entry="invited")
    session(cast.ada, "Negotiating with suppliers")
    session(cast.ada, "Negotiation that was", -9, state="held")
    session(cast.ada, "Negotiation not decided", state="proposed")
    Path.objects.create(slug="nego", name="Negotiate well", state="published")
    Path.objects.create(slug="draft", name="Negotiate in draft")
    return cast


def test_parts_in_order_with_what_the_reader_may_see(world):
    pages = [Hit("My negotiations", "/x/"), Hit("Settings", "/settings/")]
    found = titles(world.emil, "nego", pages)
    assert list(found) == ["Groups", "Sessions", "Library", "Paths", "Pages and actions"]
    assert found["Groups"] == ["Negotiation circle"]
    assert found["Library"] == ["Negotiation basics"]
    assert found["Sessions"] == ["Negotiating with suppliers", "Negotiation that was"]
    assert found["Paths"] == ["Negotiate well"]
    assert found["Pages and actions"] == ["My negotiations"]


def test_a_member_finds_the_group_by_invitation(world):
    put_in(Group.objects.get(name="Negotiators only"), world.ben)
    assert titles(world.ben, "negotiators")["Groups"] == ["Negotiators only"]
    assert titles(world.emil, "negotiators")["Groups"] == ["Negotiation circle"]


def test_at_most_five_of_a_kind(world):
    for number in range(7):
        session(world.ada, f"Budget talk {number}", number + 1)
    (part,) = look(world.emil, "budget").parts
    assert [hit.title for hit in part.hits] == [f"Budget talk {n}" for n in range(5)]


def test_people_by_the_beginning_of_a_name_whatever_its_marks(cast):
    zoe = make_person("Zoë Łukasz", job_title="Analyst", site="Oslo")
    words.refresh(zoe)
    (part,) = look(cast.emil, "zoe luk").parts
    assert [(hit.title, hit.line) for hit in part.hits] == [("Zoë Łukasz", "Analyst · Oslo")]


def test_nobody_is_near_by_the_end_of_a_word_alone(cast):
    """Half of the pieces of "negotation" stand in "automation" too."""
    words.refresh(make_person("Jakub Nowak", job_title="Automation technician"))
    words.refresh(make_person("Jakub Negotian", job_title="Buyer"))
    (part,) = look(cast.emil, "negotation").parts
    assert [hit.title for hit in part.hits] == ["Jakub Negotian"]


def test_a_typo_is_answered_with_the_word_that_was_meant(cast):
    skill = make_skill("Budgeting")
    words.refresh(skill)
    make_offer(cast.ada, "Budgeting")
    found = look(cast.emil, "budgetting")
    assert found.instead == "Budgeting"


@pytest.mark.parametrize(
    ("typed", "part", "meant"),
    [
        ("negotaition circl", "Groups", "Negotiation circle"),
        ("negotation", "Groups", "Negotiation circle"),
        ("suplyers", "Sessions", "Negotiating with suppliers"),
        ("negotation bsics", "Library", "Negotiation basics"),
    ],
)
def test_a_typo_finds_what_is_spelled_like_it_in_every_part(world, typed, part, meant):
    assert meant in titles(world.emil, typed)[part]


def test_did_you_mean_leads_to_what_there_is(world, sign_in):
    client = sign_in(world.emil)
    page = client.get("/search/?q=suplyers").text
    assert 'Did you mean <a href="/search/?q=suppliers">suppliers</a>?' in " ".join(page.split())
    assert titles(world.emil, "suppliers")["Sessions"] == ["Negotiating with suppliers"]


def test_a_typo_gives_away_nothing_hidden(world):
    secret = group(world.ada, "Xylophones", entry="invited")
    session(world.ada, "Xylophone rehearsal", group=secret)
    session(world.ada, "Xylophones not decided", state="proposed")
    found = look(world.emil, "xylophonne")
    assert (found.parts, found.instead) == ([], "")
    assert titles(world.ada, "xylophonne") == {
        "Groups": ["Xylophones"],
        "Sessions": ["Xylophone rehearsal"],
    }


def test_nothing_near_where_something_has_the_words(world):
    group(world.ada, "Negotiatoin")
    assert titles(world.emil, "negotiatoin") == {"Groups": ["Negotiatoin"]}


def test_a_short_word_must_begin_one(world):
    group(world.ada, "Art of SQL")
    assert titles(world.emil, "sql rat") == {}


@pytest.mark.parametrize("query", ["", "   ", "\u200b", "!!!", "%", "_"])
def test_signs_alone_find_nothing(world, query):
    assert look(world.emil, query).parts == []


def test_the_page_the_palette_and_what_is_empty(world, sign_in):
    client = sign_in(world.emil)
    assert "The beginning of a word is enough" in client.get("/search/").text
    page = client.get("/search/?q=nego").text
    assert "Negotiation circle" in page
    assert "<h1>" in page
    part = client.get("/search/?q=nego", headers={"HX-Request": "true"})
    assert "Negotiation circle" in part.text
    assert "<h1>" not in part.text
    assert "HX-Request" in part["Vary"]
    assert "Nothing for “qqqqqq”" in client.get("/search/?q=qqqqqq").text
    long = client.get("/search/?q=" + "a" * 81).text
    assert "Search words must be 80 characters or fewer" in long
    assert "a" * 81 in long
    assert "<script>alert" not in client.get("/search/?q=<script>alert(1)</script>").text


def test_actions_and_pages_are_found_by_their_words(world, sign_in):
    page = sign_in(world.emil).get("/search/?q=start+gr").text
    assert "Start a group" in page
    assert "/hr/" not in page
    assert "Skills" in sign_in(world.hana).get("/search/?q=skil").text


@pytest.mark.parametrize("query", ["negotatoin", "negotatoin bsics xx suplyers"])
def test_what_is_near_costs_no_more_than_fifteen_queries(world, sign_in, query):
    client = sign_in(world.emil)
    client.get("/search/?q=costs")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/search/?q={query}").status_code == 200
    assert len(asked) <= 15, len(asked)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_stays_within_twelve_queries(world, sign_in, number):
    for n in range(number):
        group(world.ada, f"Costs {n}")
        session(world.ada, f"Costs {n}")
        make_link(f"Costs {n}")
    client = sign_in(world.emil)
    client.get("/search/?q=costs")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/search/?q=costs").status_code == 200
    assert len(asked) <= 12


def test_a_word_nobody_else_may_read_hides_no_other(world):
    """Known words of hidden rows compete with others; those of open rows are found all the same."""
    for number, name in enumerate(("Suppliess", "Suppliets", "Supplierz")):
        session(world.ada, name, number + 1, state="proposed")
    assert titles(world.emil, "supplierss")["Sessions"] == ["Negotiating with suppliers"]


def test_words_of_groups_that_are_gone_are_forgotten(world):
    made = group(world.ada, "Xylophones")
    assert GroupWord.objects.filter(word="xylophones").exists()
    assert found_by.forget() == 0
    made.delete()
    assert found_by.forget() == 1
    assert not GroupWord.objects.filter(word="xylophones").exists()
    assert GroupWord.objects.filter(word="suppliers").exists()
