import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles import search
from profiles.models import AuditEvent, Offer, Skill
from tests.people import make_offer, make_person, make_skill
from tests.profiles.pages import errors

pytestmark = pytest.mark.django_db
URL = "/hr/skills/"


def skill(name, **fields):
    found = make_skill(name, **fields)
    search.refresh(found)
    return found


@pytest.fixture
def client(cast, sign_in):
    skill("Negotiation")
    return sign_in(cast.hana)


def shown(response) -> list[str]:
    return [row.name for row in response.context["page"]]


def test_the_list_is_searched_by_name_alias_and_status(client):
    skill("Haggling", aliases=["Dealing"], status="retired")
    assert shown(client.get(URL)) == ["Haggling", "Negotiation"]
    assert shown(client.get(URL, {"q": "dealing"})) == ["Haggling"]
    assert shown(client.get(URL, {"status": "retired"})) == ["Haggling"]
    assert shown(client.get(URL, {"q": "negociation"})) == ["Negotiation"]
    assert "No skill matches" in client.get(URL, {"q": "qwx"}).content.decode()


def test_the_same_queries_at_one_row_and_at_three(client):
    client.get(URL)
    counts = []
    for name in ("One", "Two", "Three"):
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
        make_offer(make_person(name), name)
        skill(name + " proposed", status="proposed", proposed_by=make_person(name + " Fan"))
    assert counts[0] == counts[2] <= 15


def test_a_skill_is_renamed_with_category_and_aliases(client):
    row = skill("Haggling")
    data = {"name": " Dealing ", "category": "Sales", "aliases": "Trading\nBartering"}
    assert client.post(f"{URL}{row.pk}/", data)["Location"] == f"{URL}{row.pk}/"
    row.refresh_from_db()
    assert (row.name, row.category) == ("Dealing", "Sales")
    assert row.aliases == ["Trading", "Bartering", "Haggling"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": ""}, "Enter the name"),
        ({"name": "!!!"}, "Name must have letters or digits"),
        ({"name": "x" * 121}, "Name must be 120 characters or fewer"),
        ({"name": "Negotiation"}, "“Negotiation” already belongs to Negotiation"),
        ({"name": "Fine", "aliases": "negotiation"}, "already belongs to Negotiation"),
        ({"name": "Fine", "aliases": "x" * 121}, "each line must be 120 characters or fewer"),
        ({"name": "a\x00b"}, "control characters"),
    ],
)
def test_bad_input_is_named_and_kept(client, data, words):
    row = skill("Haggling")
    response = client.post(f"{URL}{row.pk}/", {"category": "Kept", **data})
    assert words in errors(response)
    assert 'value="Kept"' in response.content.decode()
    row.refresh_from_db()
    assert (row.name, row.aliases) == ("Haggling", [])


def test_a_merge_leads_to_the_other_skill(cast, client):
    row = skill("Haggling")
    make_offer(cast.dan, "Haggling")
    into = Skill.objects.get(name="Negotiation")
    response = client.post(f"{URL}{row.pk}/merge/", {"into_text": "negotiation"})
    assert response["Location"] == f"{URL}{into.pk}/"
    assert Offer.objects.filter(profile=cast.dan, skill=into).exists()
    assert "Merged into Negotiation" in client.get(f"{URL}{row.pk}/").content.decode()
    again = client.post(f"{URL}{row.pk}/merge/", {"into": [str(into.pk)]})
    assert again.status_code == 200
    assert AuditEvent.objects.filter(action="skill merged").count() == 1


@pytest.mark.parametrize("data", [{}, {"into": "new:Rust"}, {"into": "999"}, {"into": "x"}])
def test_a_merge_into_nothing_is_refused(client, data):
    row = skill("Haggling")
    assert errors(client.post(f"{URL}{row.pk}/merge/", data))
    row.refresh_from_db()
    assert row.status == Skill.Status.ACTIVE


@pytest.mark.parametrize(
    ("before", "act", "after"),
    [
        ("proposed", "approve", "active"),
        ("proposed", "reject", "retired"),
        ("active", "retire", "retired"),
        ("retired", "bring-back", "active"),
    ],
)
def test_each_decision_is_taken_once_and_audited(cast, client, before, act, after):
    row = skill("Falconry", status=before, proposed_by=cast.emil)
    for _twice in range(2):
        assert client.post(f"{URL}{row.pk}/{act}/")["Location"] == f"{URL}{row.pk}/"
    row.refresh_from_db()
    assert row.status == after
    assert AuditEvent.objects.filter(object_id=row.pk, object_type="profiles.skill").count() == 1


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_ids_of_nothing_are_404(client, pk):
    assert client.get(f"{URL}{pk}/").status_code == 404
    assert client.post(f"{URL}{pk}/retire/").status_code == 404
