import pytest
from django.urls import reverse
from django.utils import timezone

from matching import decisions, publishing
from matching.access import reviewable
from matching.models import ProposalEvent
from profiles.models import AuditEvent
from tests.matching.exports.reading import body, csv_rows
from tests.matching.rounds_world import make_world
from tests.people import enroll

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    return world


def look(client, world, query=""):
    return client.get(reverse("round-history", args=[world.round.pk]) + query)


def did(answer):
    return [(event.who, event.did, event.about) for event in answer.context["events"]]


def test_decisions_and_acts_are_one_list_newest_first(world, sign_in):
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="They share a desk")
    world.round.refresh_from_db()
    publishing.publish(
        world.round, by=world.hana.user, version=world.round.version, now=timezone.now()
    )
    client = sign_in(world.hana)
    ben, omar = world.proposal("Ben"), world.proposal("Omar")
    assert did(look(client, world)) == [
        ("Hana Suzuki", "published the round", "1 pair"),
        ("Cora Lind", "rejected", f"Omar Haddad, {omar.mentor.profile.name}"),
        ("Hana Suzuki", "approved", f"Ben Ito, {ben.mentor.profile.name}"),
        ("Hana Suzuki", "started matching", ""),
        ("Hana Suzuki", "opened the round", ""),
    ]
    assert "They share a desk" in look(client, world).content.decode()


def test_the_filter_knows_person_kind_and_name(world, sign_in):
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="Desk")
    client = sign_in(world.hana)
    assert {who for who, _d, _a in did(look(client, world, f"?who={world.cora.user_id}"))} == {
        "Cora Lind"
    }
    assert [d for _w, d, _a in did(look(client, world, "?kind=approve"))] == ["approved"]
    assert [d for _w, d, _a in did(look(client, world, "?kind=round.opened"))] == [
        "opened the round"
    ]
    assert [d for _w, d, _a in did(look(client, world, "?name=omar"))] == ["rejected"]
    empty = look(client, world, "?name=zzz")
    assert "Nothing like that was done" in empty.content.decode()
    for odd in ("?who=x", "?kind=%3Cb%3E", "?page=x", "?page=9999", "?name=" + "x" * 400):
        assert look(client, world, odd).status_code == 200


def test_a_bulk_says_how_many_and_names_each(world, sign_in):
    rows = reviewable(world.hana.user, world.round)
    rows.update(flags=[])
    decisions.approve_all(world.round, rows, by=world.hana.user)
    found = [d for _w, d, _a in did(look(sign_in(world.hana), world))]
    assert found.count("approved") == 3
    assert ("Hana Suzuki", "approved pairs in bulk", "3 pairs") in did(
        look(sign_in(world.hana), world)
    )


def test_a_match_of_the_readers_own_is_not_told(world, sign_in):
    decisions.reject(world.proposal("Ben"), by=world.cora.user, reason="A secret")
    mentor = enroll(world.program, world.hana, "mentor")
    ProposalEvent.objects.update(mentor=mentor)
    client = sign_in(world.hana)
    text = look(client, world).content.decode()
    assert "A secret" not in text
    assert "rejected" not in [d for _w, d, _a in did(look(client, world))]
    page = client.post(reverse("export-history", args=[world.round.pk]))
    assert b"A secret" not in body(page)


def test_the_file_has_the_whole_list_and_is_written_down(world, sign_in):
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="=1+1")
    client = sign_in(world.cora)
    answer = client.post(reverse("export-history", args=[world.round.pk]) + "?kind=reject")
    (row,) = csv_rows(body(answer))
    assert row["Who"] == "Cora Lind"
    assert row["Reason"] == "=1+1"
    assert AuditEvent.objects.get(action="round.history_exported").actor == world.cora.user


def test_a_file_too_many_is_refused_with_the_filter_kept(world, sign_in):
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="Hours")
    client = sign_in(world.cora)
    address = reverse("export-history", args=[world.round.pk]) + "?kind=reject"
    assert [client.post(address).status_code for _n in range(31)] == [200] * 30 + [302]
    answer = client.post(address, follow=True)
    assert "you have taken many within an hour" in answer.text
    assert 'value="reject" selected' in answer.text


def test_fifty_a_page(world, sign_in):
    proposal = world.proposal("Ben")
    ProposalEvent.objects.bulk_create(
        ProposalEvent(
            round=world.round,
            mentor_id=proposal.mentor_id,
            mentee_id=proposal.mentee_id,
            action="lock",
            actor=world.hana.user,
        )
        for _n in range(60)
    )
    client = sign_in(world.hana)
    assert len(look(client, world).context["events"]) == 50
    assert len(look(client, world, "?page=2").context["events"]) == 12
    assert "?page=2" in look(client, world).content.decode()


def test_more_events_cost_no_more_queries(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.hana)
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    look(client, world)
    with django_assert_max_num_queries(15) as few:
        look(client, world)
    decisions.approve(world.proposal("Omar"), by=world.cora.user)
    decisions.reject(world.proposal("Priya"), by=world.cora.user, reason="Desk")
    with django_assert_max_num_queries(15) as more:
        look(client, world)
    assert len(more) == len(few)
