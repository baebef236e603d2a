"""The hook by which parts of the product offer something to people who wait."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import emails_pairing, waiting_offers
from matching.waiting_offers import Waiting
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world
from tests.people import make_goal, make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def circles():
    """A part of the product that has a circle for everybody."""

    def some(profiles):
        return {p.pk: [Waiting(f"Circle for {p.name}", "/circles/1/")] for p in profiles}

    waiting_offers.register(some)
    yield some
    waiting_offers.unregister(some)


def test_what_is_registered_is_offered_once(circles):
    waiting_offers.register(circles)
    lena = make_person("Lena Fox")
    assert waiting_offers.offers([lena]) == {
        lena.pk: [Waiting("Circle for Lena Fox", "/circles/1/")]
    }
    assert waiting_offers.offers([]) == {}


def test_nobody_else_is_offered_anything(circles):
    waiting_offers.register(stray := lambda profiles: {0: [Waiting("Stray", "/x/")]})
    try:
        lena = make_person("Lena Fox")
        assert [one.title for one in waiting_offers.offers([lena])[lena.pk]] == [
            "Circle for Lena Fox"
        ]
    finally:
        waiting_offers.unregister(stray)


def test_the_directory_is_offered_where_somebody_has_the_skill():
    lena, max_ = make_person("Lena Fox"), make_person("Max Lund")
    make_goal(lena, "Rust")
    make_goal(max_, "Cooking")
    make_offer(make_person("Rosa Lind"), "Rust")
    make_offer(make_person("Gone Away", is_active=False), "Cooking")
    found = waiting_offers.offers([lena, max_])
    skill = make_skill("Rust").pk
    assert found == {
        lena.pk: [Waiting("1 colleague can help with Rust", f"{reverse('people')}?skill={skill}")],
        max_.pk: [],
    }


def test_the_page_of_the_round_and_the_mail_show_it(circles, sign_in, smtp):
    world = make_world()
    world.run()
    url = reverse("round-unmatched", args=[world.round.pk])
    assert "Circle for Rust Fan" in sign_in(world.hana).get(url).content.decode()
    rust = world.mentees["Rust"]
    emails_pairing.tell_unmatched(rust, world.round, key="no-match", at=timezone.now())
    drain_outbox()
    mail = next(m for m in smtp.messages if m.to == rust.profile.user.email)
    assert "While you wait: Circle for Rust Fan" in mail.text
    assert any("/circles/1/" in link for link in mail.links)


def test_the_mail_without_an_offer_shows_the_directory(smtp):
    world = make_world()
    world.run()
    rust = world.mentees["Rust"]
    emails_pairing.tell_unmatched(rust, world.round, key="no-match", at=timezone.now())
    drain_outbox()
    mail = next(m for m in smtp.messages if m.to == rust.profile.user.email)
    assert "While you wait" not in mail.text
    assert "See who offers what" in mail.text
