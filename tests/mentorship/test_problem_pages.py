"""403, 404, 500 and the rest: what happened, where to go, and nothing else needed to draw them."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"]


@pytest.mark.parametrize("page", PAGES)
def test_a_problem_page_needs_no_context(page):
    html = render_to_string(page)
    assert html.count("<h1>") == 1
    assert '<a class="button button-primary button-l" href="/">Go to Home</a>' in html
    assert '<html lang="en">' in html


@pytest.mark.parametrize("page", PAGES)
def test_a_problem_page_never_begs_or_blames(page):
    text = render_to_string(page).lower()
    for word in ("please", "sorry", "invalid", "oops", "forbidden"):
        assert word not in text


@pytest.mark.parametrize("page", PAGES)
def test_a_problem_page_asks_nothing_of_the_database(page, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        render_to_string(page, {"reference": "abc123"})


def test_the_reference_code_is_shown_when_there_is_one():
    assert "<code>abc123</code>" in render_to_string("500.html", {"reference": "abc123"})


def test_an_unknown_address_gets_our_page(client, db):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_a_stale_form_gets_our_page(db):
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "This page was open too long" in response.content.decode()


def test_a_nul_in_the_address_is_a_clear_400(client, db):
    response = client.get("/no/%00/page/")
    assert response.status_code == 400
    assert "We cannot read this request" in response.content.decode()
