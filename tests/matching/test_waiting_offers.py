"""The hook by which parts of the product offer something to people who wait."""

import pytest
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from matching import emails_pairing, waiting_offers
from matching.waiting_offers import Part, Waiting
from profiles import visits
from profiles.visits import Visit
from tests.mail import drain_outbox
from tests.matching.rounds_world import make_world
from tests.people import (
    enroll,
    make_goal,
    make_offer,
    make_pair,
    make_person,
    make_program,
    make_skill,
)

pytestmark = pytest.mark.django_db
BEST = 10_000


def part(name, place, fits, url="/circles/1/"):
    """A part of the product that has something for everybody."""

    def read(person, row):
        assert row == {name: name}
        return [Waiting(f"{name} for {person.name}", url, fit) for fit in fits]

    return Part(name, place, {name: Value(name)}, read)


@pytest.fixture
def add():
    added = []

    def _add(*args, **kwargs):
        added.append(part(*args, **kwargs))
        waiting_offers.register(added[-1])
        return added[-1]

    yield _add
    for one in added:
        waiting_offers.unregister(one)


@pytest.fixture
def circles(add):
    return add("Circle", 1, [BEST])


def titles(person):
    return [one.title for one in waiting_offers.offers([person])[person.pk]]


def test_what_is_registered_is_offered_once(circles):
    waiting_offers.register(circles)
    lena = make_person("Lena Fox")
    assert waiting_offers.offers([lena]) == {
        lena.pk: [Waiting("Circle for Lena Fox", "/circles/1/", BEST)]
    }
    assert waiting_offers.offers([]) == {}


def test_each_part_gives_its_best_and_of_these_the_three_that_fit_best(add):
    add("D", 4, [5, 4])
    add("B", 2, [7])
    add("A", 1, [7, 7])
    add("C", 3, [9])
    assert titles(make_person("Lena Fox")) == [f"{one} for Lena Fox" for one in "CAB"]


def test_a_part_without_anything_takes_no_room(add):
    add("None", 1, [])
    add("Some", 2, [0])
    assert titles(make_person("Lena Fox")) == ["Some for Lena Fox"]


def test_what_is_taken_out_is_gone_from_home_too(add):
    one = part("Short", 1, [1])
    waiting_offers.register(one)
    assert "meanwhile_Short" in visits.FACTS
    waiting_offers.unregister(one)
    assert "meanwhile_Short" not in visits.FACTS


def test_the_directory_is_offered_where_somebody_has_the_skill():
    lena, max_ = make_person("Lena Fox"), make_person("Max Lund")
    make_goal(lena, "Rust")
    make_goal(max_, "Cooking")
    make_offer(make_person("Rosa Lind"), "Rust")
    make_offer(make_person("Gone Away", is_active=False), "Cooking")
    found = waiting_offers.offers([lena, max_])
    url = f"{reverse('people')}?skill={make_skill('Rust').pk}"
    assert [(one.title, one.url) for one in found[lena.pk]] == [
        ("1 colleague can help with Rust", url)
    ]
    assert found[max_.pk] == []


@pytest.fixture
def waits():
    """Lena waits for a mentor in a program in which Rosa teaches."""
    lena, rosa = make_person("Lena Fox"), make_person("Rosa Lind")
    program = make_program()
    return enroll(program, lena), enroll(program, rosa, "mentor")


def of_home(person):
    return [one.title for one in waiting_offers.of_visit(Visit(person, timezone.now()))]


def test_home_shows_them_to_a_mentee_who_waits(circles, waits, sign_in):
    lena, rosa = (row.profile for row in waits)
    assert of_home(lena) == ["Circle for Lena Fox"]
    page = sign_in(lena).get("/").text
    assert page.index("You are in") < page.index("While you wait") < page.index("Circle for Lena")
    assert "While you wait" not in sign_in(rosa).get("/").text


def test_home_says_nothing_of_a_pair_its_reader_may_not_know_of(circles, waits, sign_in):
    lena, rosa = waits
    make_pair(
        lena.program, rosa, lena, state="scheduled",
        visible_at=timezone.now() + timezone.timedelta(hours=1),
    )  # fmt: skip
    assert "Circle for Lena Fox" in sign_in(lena.profile).get("/").text


def test_the_page_of_who_has_joined_shows_them_to_a_mentee(circles, waits, sign_in):
    lena, rosa = waits
    url = reverse("joined", args=[lena.program_id])
    assert "Circle for Lena Fox" in sign_in(lena.profile).get(url).text
    assert "Circle for" not in sign_in(rosa.profile).get(url).text


def test_the_page_of_the_round_and_the_mail_show_it(circles, sign_in, smtp):
    world = make_world()
    world.run()
    url = reverse("round-unmatched", args=[world.round.pk])
    page = sign_in(world.hana).get(url).text
    assert page.index("Meanwhile they are offered:") < page.index("Circle for Rust Fan")
    rust = world.mentees["Rust"]
    emails_pairing.tell_unmatched(rust, world.round, key="no-match", at=timezone.now())
    drain_outbox()
    mail = next(m for m in smtp.messages if m.to == rust.profile.user.email)
    assert "While you wait:\nCircle for Rust Fan: " in mail.text
    assert 'circles/1/"' in mail.html
    assert any("/circles/1/" in link for link in mail.links)


def test_the_mail_and_the_page_it_opens_lead_to_each_offer(add, sign_in, smtp):
    for n in (1, 2, 3):
        add(f"Thing{n}", n, [BEST], f"/thing{n}/")
    world = make_world()
    world.run()
    rust = world.mentees["Rust"]
    emails_pairing.tell_unmatched(rust, world.round, key="no-match", at=timezone.now())
    drain_outbox()
    mail = next(m for m in smtp.messages if m.to == rust.profile.user.email)
    opens = next(link for link in mail.links if link.endswith("/#waiting"))
    page = sign_in(rust.profile).get("/").text
    for n in (1, 2, 3):
        assert f"Thing{n} for Rust Fan: " in mail.text
        assert f'/thing{n}/"' in mail.html
        assert f'href="/thing{n}/"' in page
    assert f"See what is open now: {opens}" in mail.text


def test_the_mail_without_an_offer_shows_the_directory(smtp):
    world = make_world()
    world.run()
    rust = world.mentees["Rust"]
    emails_pairing.tell_unmatched(rust, world.round, key="no-match", at=timezone.now())
    drain_outbox()
    mail = next(m for m in smtp.messages if m.to == rust.profile.user.email)
    assert "While you wait" not in mail.text
    assert "See who offers what" in mail.text
