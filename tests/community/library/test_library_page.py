"""The front of the library, its lists and its filters."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import library_readers
from community.models import Resource
from tests.community.library.world import make_document, make_link
from tests.people import make_goal, make_skill

PAGE = "/library/"


def asked(client, path=PAGE) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def recommended(item, person, sentence="Worth it."):
    library_readers.recommend(item, by=person, sentence=sentence, now=timezone.now())


def test_an_empty_library_says_what_will_be_here(cast, sign_in):
    page = sign_in(cast.emil).get(PAGE).text
    assert "The library is empty" in page
    assert "/library/suggest/" in page
    assert "found worth your time" not in page


def test_a_shelf_for_each_goal_and_what_is_new(cast, sign_in):
    for number in range(6):
        make_link(f"Negotiation {number}", skills=["Negotiation"])
    long_ago = timezone.now() - dt.timedelta(days=40)
    make_link("An old one", published_at=long_ago)
    page = sign_in(cast.ben).get(PAGE).text
    assert "7 things people here found worth your time." in page
    goals = page[page.index("For your goal: Negotiation") : page.index("New this month")]
    assert goals.count("<article") == 4
    assert "Negotiation 5" in goals
    skill = Resource.objects.first().skills.get().pk
    assert f'href="/library/?skill={skill}">All 6' in goals
    assert "An old one" not in page


def test_without_goals_there_is_no_shelf_for_them(cast, sign_in):
    make_link(skills=["Negotiation"])
    assert "For your goal" not in sign_in(cast.emil).get(PAGE).text


def test_who_recommends_stands_on_the_card(cast, sign_in):
    item = make_link()
    recommended(item, cast.ada)
    assert "Ada recommends this" in sign_in(cast.emil).get(PAGE).text
    recommended(item, cast.dan)
    recommended(item, cast.cora)
    assert "Cora and 2 others recommend this" in sign_in(cast.emil).get(PAGE).text
    cast.cora.is_active = False
    cast.cora.save()
    assert "Dan and 1 other recommend this" in sign_in(cast.emil).get(PAGE).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=lesson", {"Lesson"}),
        ("?kind=lesson&kind=book", {"Lesson", "Book"}),
        ("?minutes=10", {"Short"}),
        ("?minutes=30&minutes=long", {"Book", "Lesson"}),
        ("?kind=book&minutes=10", set()),
        ("?skill={coaching}", {"Book"}),
        ("?q=lesson&kind=lesson", {"Lesson"}),
    ],
)
def test_filters(cast, sign_in, query, found):
    make_document("Lesson", minutes=30)
    make_link("Book", kind="book", minutes=300, skills=["Coaching"])
    make_link("Short", minutes=9, skills=["Negotiation"])
    make_link("Of no known length", minutes=None)
    page = sign_in(cast.emil).get(PAGE + query.format(coaching=make_skill("Coaching").pk))
    assert {item.title for item in page.context["page"]} == found


@pytest.mark.parametrize(
    "query",
    ["?kind=nonsense", "?minutes=7", "?skill=999999", "?skill_text=Nonsense", "?page=zz", "?q=%0a",
     "?q=" + "x" * 500, "?page=-3&kind=book", "?skill=-1", "?kind=", "?q=%F0%9F%92%A1"],
)  # fmt: skip
def test_what_makes_no_sense_is_no_error(cast, sign_in, query):
    make_link()
    assert sign_in(cast.emil).get(PAGE + query).status_code == 200


def test_nothing_found_says_so_and_keeps_what_was_typed(cast, sign_in):
    make_link()
    page = sign_in(cast.emil).get(PAGE + "?q=pricing").text
    assert "Nothing on “pricing” yet" in page
    assert 'value="pricing"' in page


def test_the_nav_has_it(cast, sign_in):
    page = sign_in(cast.emil).get(PAGE).text
    assert '<a href="/library/" aria-current="page">' in page


def test_the_front_costs_the_same_for_one_and_three(cast, sign_in):
    client = sign_in(cast.ben)
    make_goal(cast.ben, "SQL")
    recommended(make_link(skills=["Negotiation"]), cast.ada)
    one = asked(client)
    for number in range(2):
        recommended(make_link(f"More {number}", skills=["SQL"]), cast.dan)
    assert asked(client) == one <= 12


@pytest.mark.parametrize("path", ["/library/?kind=article", "/library/saved/", "/library/mine/"])
def test_lists_cost_the_same_for_one_and_three(cast, sign_in, path):
    client = sign_in(cast.ben)

    def add(title):
        item = make_link(title, by=cast.ben)
        recommended(item, cast.ada)
        library_readers.keep(item, by=cast.ben, now=timezone.now())

    add("One")
    one = asked(client, path)
    add("Two")
    add("Three")
    assert asked(client, path) == one <= 12


def test_long_lists_have_pages(cast, sign_in):
    for number in range(51):
        make_link(f"Item {number}")
    client = sign_in(cast.emil)
    assert "1 to 50 of 51" in client.get(PAGE + "?kind=article").text
    assert "51 to 51 of 51" in client.get(PAGE + "?kind=article&page=2").text


def test_saved_is_ones_own_and_newest_first(cast, sign_in):
    first, second = make_link("First"), make_link("Second")
    client = sign_in(cast.ben)
    assert "Nothing saved yet" in client.get("/library/saved/").text
    for item in (first, second, first):
        client.post(f"/library/{item.pk}/save/")
    titles = [item.title for item in client.get("/library/saved/").context["page"]]
    assert titles == ["Second", "First"]
    client.post(f"/library/{second.pk}/unsave/")
    client.post(f"/library/{second.pk}/unsave/")
    Resource.objects.filter(pk=first.pk).update(state="retired")
    assert "Nothing saved yet" in client.get("/library/saved/").text
    assert "Nothing saved yet" in sign_in(cast.emil).get("/library/saved/").text


def test_mine_holds_what_i_wrote_and_look_after(cast, sign_in):
    make_document("My draft", state="draft", by=cast.ben)
    make_link("Handed to Ada", suggested_by=cast.ben, owner=cast.ada)
    make_link("Handed to me", suggested_by=cast.ada, owner=cast.ben)
    make_link("Declined", state="declined", by=cast.ben)
    due = make_link("Due", by=cast.ben)
    Resource.objects.filter(pk=due.pk).update(review_on=timezone.localdate())
    page = sign_in(cast.ben).get("/library/mine/").text
    for title in ("My draft", "Handed to me", "Declined", "Due"):
        assert title in page
    assert "Handed to Ada" not in page
    assert page.count("/review/") == 1
