import pytest

from profiles import search
from profiles.models import Offer, Skill
from tests.people import make_offer, make_skill
from tests.profiles.pages import errors, hidden

pytestmark = pytest.mark.django_db
URL = "/profile/skills/"


@pytest.fixture
def sql():
    skill = make_skill("SQL")
    search.refresh(skill)
    return skill


def offers(profile):
    return list(profile.offers.order_by("skill__name").values_list("skill__name", "level"))


def test_added_skills_come_back_to_get_their_level(cast, sign_in, sql):
    client = sign_in(cast.emil)
    seen = hidden(client.get(URL))
    response = client.post(URL, {"seen": seen, "add": ["new:Falconry"], "add_text": "sql"})
    assert response["Location"] == URL
    assert offers(cast.emil) == [("Falconry", 3), ("SQL", 3)]
    assert Skill.objects.get(name="Falconry").proposed_by == cast.emil
    falconry = Skill.objects.get(name="Falconry").pk
    page = client.get(URL)
    assert "5. Expert" in page.content.decode()
    levels = {f"level_{sql.pk}": "5", f"level_{falconry}": "1"}
    response = client.post(URL, {"seen": hidden(page), **levels})
    assert response["Location"] == "/profile/"
    assert offers(cast.emil) == [("Falconry", 1), ("SQL", 5)]


def test_a_skill_can_be_removed(cast, sign_in):
    client = sign_in(cast.ada)
    pk = cast.ada.offers.get().skill_id
    data = {"seen": hidden(client.get(URL)), f"level_{pk}": "4", f"remove_{pk}": "on"}
    assert client.post(URL, data).status_code == 302
    assert offers(cast.ada) == []
    assert client.post(URL, data).status_code == 302


def test_a_skill_one_has_already_is_not_doubled(cast, sign_in):
    client = sign_in(cast.ada)
    pk = cast.ada.offers.get().skill_id
    data = {"seen": hidden(client.get(URL)), f"level_{pk}": "5", "add": [str(pk)]}
    client.post(URL, data)
    assert offers(cast.ada) == [("Negotiation", 5)]


def test_a_stale_save_shows_the_stored_levels(cast, sign_in):
    client = sign_in(cast.ada)
    pk = cast.ada.offers.get().skill_id
    seen = hidden(client.get(URL))
    Offer.objects.update(level=2)
    response = client.post(URL, {"seen": seen, f"level_{pk}": "5"})
    assert "You changed this in another tab" in errors(response)
    assert "<dt>Negotiation</dt><dd>Basic</dd>" in response.content.decode()
    assert offers(cast.ada) == [("Negotiation", 2)]


@pytest.mark.parametrize("level", ["0", "6", "-1", "x", "9" * 5000, "4.5", "\x00"])
def test_a_level_out_of_range_is_refused(cast, sign_in, level):
    client = sign_in(cast.ada)
    pk = cast.ada.offers.get().skill_id
    response = client.post(URL, {"seen": hidden(client.get(URL)), f"level_{pk}": level})
    assert "Choose a level from 1 to 5" in errors(response)
    assert offers(cast.ada) == [("Negotiation", 4)]


def test_others_offers_cannot_be_touched(cast, sign_in):
    pk = cast.ada.offers.get().skill_id
    client = sign_in(cast.emil)
    data = {"seen": hidden(client.get(URL)), f"level_{pk}": "1", f"remove_{pk}": "on"}
    client.post(URL, data)
    assert offers(cast.ada) == [("Negotiation", 4)]
    assert offers(cast.emil) == []


def test_thirty_are_enough(cast, sign_in, sql):
    client = sign_in(cast.emil)
    for number in range(30):
        make_offer(cast.emil, f"Skill {number}")
    levels = {f"level_{row.skill_id}": "4" for row in cast.emil.offers.all()}
    data = {"seen": hidden(client.get(URL)), "add": [str(sql.pk)], **levels}
    assert "You can offer 30 skills at most" in errors(client.post(URL, data))
