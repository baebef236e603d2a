import pytest
from django.urls import reverse

from checkins import holdout
from checkins.models import UntestedPlace
from tests.insights.proof import world

pytestmark = pytest.mark.django_db
URL = "/hr/insights/proof/places/"


@pytest.mark.parametrize(
    ("place", "stored"),
    [("*", ("", "")), ("country:Spain", ("Spain", "")), ("site:Madrid", ("", "Madrid"))],
)
def test_hold_outs_are_switched_off_where_it_says(client, cast, place, stored):
    client.force_login(cast.hana.user)
    response = client.post(URL, {"place": place}, follow=True)
    assert holdout.places_off() == {stored}
    assert "Every tip goes to everybody there from now on." in response.content.decode()


@pytest.mark.parametrize("place", ["", "country:Atlantis", "site:", "country:"])
def test_a_place_nobody_works_at_is_refused(client, cast, place):
    client.force_login(cast.hana.user)
    response = client.post(URL, {"place": place})
    assert holdout.places_off() == frozenset()
    assert response.content.decode().count("Choose where every tip goes to everybody") == 2


def test_switching_on_again_twice_is_harmless(client, cast):
    holdout.switch_off("Spain", "", by=cast.hana.user, now=world.AT)
    url = reverse("switch-hold-outs-on", args=[UntestedPlace.objects.get().pk])
    client.force_login(cast.hana.user)
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert holdout.places_off() == frozenset()


def test_it_is_on_everywhere_to_begin_with(client, cast):
    client.force_login(cast.hana.user)
    assert "They are on everywhere." in client.get(URL).content.decode()
