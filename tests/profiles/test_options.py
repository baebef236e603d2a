import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles import search
from tests.people import make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast, sign_in):
    for skill in (make_skill("Negotiation"), make_skill("Navigation", aliases=["Orienteering"])):
        search.refresh(skill)
    for person in (cast.ada, cast.emil):
        search.refresh(person)
    return sign_in(cast.emil)


def test_skills_with_how_many_offer_them_and_a_new_one_last(client):
    page = client.get("/profile/skill-options/?q=nego").content.decode()
    assert 'data-label="Negotiation"' in page
    assert "1 person offers this" in page
    assert 'data-value="new:nego"' in page


def test_an_alias_says_what_it_is_also_called(client):
    page = client.get("/profile/skill-options/?q=orient").content.decode()
    assert "Navigation" in page
    assert "also called Orienteering" in page


def test_an_exact_hit_offers_no_new_skill(client):
    assert b"new:" not in client.get("/profile/skill-options/?q=NEGOTIATION").content


def test_a_search_box_gets_no_new_skill(client):
    page = client.get("/profile/skill-options/known/?q=nego").content.decode()
    assert 'data-label="Negotiation"' in page
    assert "new:" not in page


def test_people_but_not_oneself(client):
    assert b"Ada Obi" in client.get("/people/options/?q=ada").content
    assert b"Emil" not in client.get("/people/options/?q=emil").content


def test_languages(client):
    assert b'data-value="pt"' in client.get("/profile/language-options/?q=portu").content


@pytest.mark.parametrize("url", ["/profile/skill-options/", "/people/options/"])
@pytest.mark.parametrize("query", ["", "?q=", "?q=" + "x" * 10_000, "?q=%ff", '?q="><b>', "?q=%25"])
def test_odd_queries_are_answered(client, url, query):
    response = client.get(url + query)
    assert response.status_code == 200
    assert b"<b>" not in response.content


def test_queries_do_not_grow_with_hits(client):
    counts = []
    client.get("/profile/skill-options/?q=nego")
    for number in range(8):
        with CaptureQueriesContext(connection) as queries:
            client.get("/profile/skill-options/?q=nego")
        counts.append(len(queries))
        name = f"Negotiating {number}"
        make_offer(make_person(f"P {number}"), name)
        search.refresh(make_skill(name))
    assert max(counts) == counts[0] <= 15
