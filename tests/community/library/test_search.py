"""Finding items: beginnings of words, everywhere in an item, small typos, and nothing hidden."""

import unicodedata

import pytest
from django.utils import timezone

from community import library_lists, library_search, library_words
from community.models import LibraryWord, Resource
from profiles import skills
from tests.community.library.world import make_document, make_file, make_link
from tests.people import make_skill

PAGE = "/library/"


def titles(query, among=None):
    among = Resource.objects.all() if among is None else among
    return [item.title for item in library_lists.results({"q": query}, among, "1").page]


@pytest.fixture
def shelf(db):
    make_document("The call that went silent", body="# Überblick\n\nListen; then *budgeting*.")
    make_link("Getting to yes", summary="Interests before positions", skills=["Negotiation"])
    make_file("Supplier scorecard", name="scores.txt")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("call", ["The call that went silent"]),
        ("SILENT call", ["The call that went silent"]),
        ("uberbl", ["The call that went silent"]),
        ("Überblick", ["The call that went silent"]),
        ("inter posit", ["Getting to yes"]),
        ("negot", ["Getting to yes"]),
        ("negotiation yes", ["Getting to yes"]),
        ("negotiation call", []),
        ("score", ["Supplier scorecard"]),
        ("???", []),
        ("'; drop table", []),
        ("call & !silent | x:*", []),
    ],
)
def test_beginnings_of_words(shelf, query, found):
    assert titles(query) == found


@pytest.mark.parametrize(
    ("typed", "instead", "found"),
    [
        ("budgetting", "budgeting", "The call that went silent"),
        ("negotation", "negotiation", "Getting to yes"),
        ("suplier scorecrad", "supplier scorecard", "Supplier scorecard"),
        ("overblick", "uberblick", "The call that went silent"),
        ("getting interrests", "getting interests", "Getting to yes"),
    ],
)
def test_small_typos_find_the_nearest_words(shelf, typed, instead, found):
    hits = library_lists.results({"q": typed}, Resource.objects.all(), "1")
    assert [item.title for item in hits.page] == [found]
    assert hits.instead == instead


def test_the_page_says_what_it_looked_for(shelf, cast, sign_in):
    page = sign_in(cast.emil).get(PAGE + "?q=budgetting").text
    assert "Nothing has “budgetting”. This has “budgeting”." in page


def test_the_title_counts_more_than_the_text(db):
    make_link("Pricing")
    make_document("Something else", body="About pricing.")
    assert titles("pricing") == ["Pricing", "Something else"]


def test_other_names_of_a_skill_find_it(db):
    skill = make_skill("Presenting", aliases=["Public speaking"])
    item = make_link("Slides")
    item.skills.set([skill])
    library_words.index(item)
    assert titles("public speak") == ["Slides"]


def test_a_renamed_or_merged_skill_is_followed(cast):
    make_link("Slides", skills=["Presenting"])
    old, by = make_skill("Presenting"), cast.hana.user
    skills.change(old, name="Speaking in front", category="", aliases=[], by=by)
    assert titles("speaking in front") == ["Slides"]
    assert titles("presenting") == ["Slides"]
    into = make_skill("Rhetoric")
    both = make_link("Both", skills=["Rhetoric"])
    both.skills.add(old)
    skills.merge(old, into, by=by)
    assert set(titles("rhetoric")) == {"Slides", "Both"}
    assert [skill.name for skill in both.skills.all()] == ["Rhetoric"]


def test_everything_a_person_may_see_and_nothing_else(cast, sign_in):
    make_document("Zebra draft", state="draft", by=cast.ben)
    make_link("Zebra suggestion", state="suggested", by=cast.ben)
    make_link("Zebra retired", state="retired", by=cast.ben)
    make_link("Zebra published")

    def seen(person):
        page = sign_in(person).get(PAGE + "?q=zebra").context["page"]
        return {item.title.removeprefix("Zebra ") for item in page}

    assert seen(cast.ben) == {"draft", "suggestion", "retired", "published"}
    assert seen(cast.hana) == {"suggestion", "retired", "published"}
    assert seen(cast.emil) == {"published"}


def test_a_word_of_a_draft_is_suggested_to_nobody(cast):
    item = make_document("Xylophones", state="draft", by=cast.ben)
    assert not LibraryWord.objects.filter(word="xylophones").exists()
    assert library_search.find("xylofones", Resource.objects.published()).instead == ()
    Resource.objects.filter(pk=item.pk).update(state="published", published_at=item.created_at)
    item.refresh_from_db()
    library_words.index(item)
    assert LibraryWord.objects.filter(word="xylophones").exists()


def test_words_that_stand_nowhere_any_more_are_forgotten(db):
    item = make_link("Xylophones and flutes", url="https://example.com/x")
    assert library_words.forget() == 0
    item.title = "Flutes"
    library_words.index(item)
    assert library_words.forget() == 1
    assert not LibraryWord.objects.filter(word="xylophones").exists()
    assert LibraryWord.objects.filter(word="flutes").exists()


def test_no_sign_of_any_script_breaks_it(db):
    """Every kind of character once, alone and inside a word."""
    make_link("Plain")
    kinds = {}
    for number in range(0x20, 0x3000):
        kinds.setdefault((unicodedata.category(chr(number)), number // 64), chr(number))
    for sign in [*kinds.values(), "\U0001f4a1", "漢字", "ａｂｃ", "ﬁ", "½", "\ufeff", "\u202e"]:
        for query in (sign, f"pl{sign}ain", f"plain {sign}"):
            list(library_search.find(query, Resource.objects.all()).ids[0:1])


def test_very_long_and_very_many_words(db):
    item = make_document("Long", body="antidisestablishmentarianism " * 600 + "x" * 900)
    assert item.pk
    assert titles("antidisest") == ["Long"]
    assert titles(" ".join(f"word{n}" for n in range(40))) == []


def test_pages_run_on_from_titles_to_texts(db):
    """Sixty with the word in the title, sixty with it in the text: each once, in order."""
    for number in range(60):
        make_link(f"Pricing {number}")
        make_document(f"Text {number}", body="About pricing.")
    seen = []
    for number in ("1", "2", "3"):
        page = library_lists.results({"q": "pricing"}, Resource.objects.all(), number).page
        assert page.paginator.count == 120
        seen += [item.title for item in page]
    titles_first = [f"Pricing {n}" for n in reversed(range(60))]
    assert seen == titles_first + [f"Text {n}" for n in reversed(range(60))]


def test_counting_stops_at_a_thousand(db):
    now = timezone.now()
    fields = {"shape": "document", "kind": "lesson", "state": "published", "published_at": now}
    Resource.objects.bulk_create(
        Resource(title=f"Pricing {n}", title_text="pricing", search_text="pricing", **fields)
        for n in range(1_010)
    )
    page = library_lists.results({"q": "pricing"}, Resource.objects.all(), "20").page
    assert (page.paginator.words, len(page.object_list)) == ("1,000+", 50)
