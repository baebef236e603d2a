import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles import search
from profiles.models import Profile
from tests.people import make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db
URL = "/people/"


@pytest.fixture
def client(cast, sign_in):
    for person in Profile.objects.all():
        search.refresh(person)
    for skill in {offer.skill for offer in cast.ada.offers.all()}:
        search.refresh(skill)
    return sign_in(cast.emil)


def shown(response) -> list[str]:
    return [person.name for person in response.context["page"]]


def test_everyone_who_is_here_is_listed(cast, client):
    make_person("Gone Girl", is_active=False)
    response = client.get(URL)
    assert shown(response)[:3] == ["Ada Obi", "Ben Ito", "Cora Lind"]
    assert "Gone Girl" not in response.content.decode()
    assert "8 colleagues" in response.content.decode()


def test_filters_narrow_the_list(cast, client):
    cast.dan.languages = ["de"]
    cast.dan.save()
    skill = cast.ada.offers.get().skill_id
    assert shown(client.get(URL, {"q": "ada"})) == ["Ada Obi"]
    assert shown(client.get(URL, {"q": "adda obbi"})) == ["Ada Obi"]
    assert shown(client.get(URL, {"skill": skill})) == ["Ada Obi"]
    assert shown(client.get(URL, {"skill_text": "negotiation"})) == ["Ada Obi"]
    assert shown(client.get(URL, {"place": "Madrid"})) == ["Ada Obi", "Ben Ito"]
    assert shown(client.get(URL, {"language": "de"})) == ["Dan Weiss"]
    assert shown(client.get(URL, {"q": "ben", "place": "Madrid"})) == ["Ben Ito"]


def test_no_hit_names_the_filter_to_remove_and_how_many_that_gives(cast, client):
    make_skill("Rust")
    search.refresh(make_skill("Rust"))
    page = client.get(URL, {"skill_text": "rust", "place": "Madrid"}).content.decode()
    assert "No one matches" in page
    assert "“Rust”" in page
    assert "“Madrid”" in page
    assert '<a href="?place=Madrid">Remove Rust (2 people)</a>' in page


def test_people_with_names_of_many_scripts_are_shown_and_found(cast, client):
    names = ["山田 太郎", "Олександр Шевченко", "محمد الفارسي", "अनुष्का शर्मा", "Nguyễn Thị Ánh"]
    for number, name in enumerate(names):
        search.refresh(make_person(name, email=f"n{number}@example.com"))
        assert shown(client.get(URL, {"q": name.split()[-1]})) == [name]
        assert name in client.get(URL, {"q": name}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 10_000,
        "q=%ff%fe",
        "q=%27%3B--",
        "skill=999999999999999999999",
        "skill=abc&skill=1",
        "skill=new:Rust",
        "skill_text=" + "x" * 10_000,
        "place=Atlantis",
        "language=xx",
        "page=0",
        "page=99999999999999999",
        "page=²",
        "q=%ed%a0%80",
        "place=a%0Ab",
    ],
)
def test_hostile_queries_are_answered(client, query):
    assert client.get(f"{URL}?{query}").status_code == 200


def test_a_nul_in_the_address_is_a_clear_refusal(client):
    assert client.get(f"{URL}?q=%00").status_code == 400


def test_the_same_queries_at_one_row_and_at_three(cast, client):
    counts = []
    client.get(URL)
    for wanted in ({"q": "ada"}, {}):
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, wanted | {"place": "Madrid"})
        counts.append(len(queries))
    for number in range(3):
        person = make_person(f"Ada {number}", site="Madrid")
        make_offer(person)
        make_offer(person, "SQL")
        search.refresh(person)
    with CaptureQueriesContext(connection) as queries:
        assert len(shown(client.get(URL, {"q": "ada", "place": "Madrid"}))) == 4
    assert len(queries) == counts[0] <= 15


def test_a_long_list_is_counted_no_further_than_a_thousand(cast, client, monkeypatch):
    monkeypatch.setattr("profiles.pages.COUNTED", 5)
    assert "5+ colleagues" in client.get(URL).content.decode()
    assert client.get(URL, {"page": 2}).status_code == 200
