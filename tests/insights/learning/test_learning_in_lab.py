import pytest
from django.urls import reverse
from django.utils import timezone

from matching import decisions, policies, publishing, rounds
from matching.models import Lab, PairParts, Policy
from tests.access.rounds import with_approved
from tests.insights.learning import world
from tests.matching.rounds_world import make_world
from tests.people import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(cast, monkeypatch):
    """An open round with a result, large enough for the lab, and a look at the cohort before."""
    monkeypatch.setattr("matching.lab.drafts.PILOT", 1)
    with_approved(cast)
    before = make_program("Winter")
    cast.program.copied_from = before
    cast.program.save(update_fields=["copied_from"])
    return world.stored(before)


def url_of(run, round_):
    return reverse("learning-in-lab", args=[run.pk, round_.pk])


def test_the_proposal_opens_in_the_lab_beside_the_live_policy(client, cast, ready):
    round_, live = cast.extra["round"], policies.current(cast.program)
    client.force_login(cast.hana.user)
    page = client.get(reverse("learning", args=[ready.program_id])).content.decode()
    assert url_of(ready, round_) in page
    response = client.post(url_of(ready, round_))
    lab = Lab.objects.get()
    assert (response.url, lab.state, lab.round) == (
        reverse("lab-page", args=[lab.pk]),
        "draft",
        round_,
    )
    columns = list(lab.policies.order_by("place").values_list("name", "document"))
    before = policies.engine_policy(live)
    assert columns[0] == ("Live", before.to_document())
    name, document = columns[1]
    assert name == "Learned from pairs"
    assert document == {
        **before.to_document(),
        "weights": {**before.weights, "skills": 42, "place": 4},
    }
    # Nothing else has happened.
    assert list(Policy.objects.filter(program=cast.program)) == [live]
    assert client.get(response.url).status_code == 200


def test_opening_it_again_replaces_the_draft(client, cast, ready):
    client.force_login(cast.hana.user)
    for _click in range(2):
        client.post(url_of(ready, cast.extra["round"]))
    assert Lab.objects.count() == 1


def test_a_round_too_small_for_the_lab_says_so(client, cast, ready, monkeypatch):
    monkeypatch.setattr("matching.lab.drafts.PILOT", 50)
    client.force_login(cast.hana.user)
    response = client.post(url_of(ready, cast.extra["round"]), follow=True)
    assert "pilot size" in response.content.decode()
    assert not Lab.objects.exists()


def test_a_round_of_another_program_a_closed_one_or_no_proposal_is_not_found(client, cast, ready):
    client.force_login(cast.hana.user)
    other, _new = rounds.open_round(cast.other_program, by=cast.hana.user)
    assert client.post(url_of(ready, other)).status_code == 404
    empty = world.stored(ready.program, {**world.DONE, "steps": {}})
    assert client.post(url_of(empty, cast.extra["round"])).status_code == 404
    cast.extra["round"].state = "cancelled"
    cast.extra["round"].save(update_fields=["state"])
    assert client.post(url_of(ready, cast.extra["round"])).status_code == 404


def test_a_coordinator_of_one_of_the_two_programs_alone_cannot(client, cast, ready):
    client.force_login(cast.cora.user)
    assert client.post(url_of(ready, cast.extra["round"])).status_code == 404


def test_publish_keeps_what_the_scores_were_made_of():
    found = make_world()
    found.run()
    proposal = found.proposal("Ben")
    decisions.approve(proposal, by=found.hana.user)
    found.round.refresh_from_db()
    publishing.publish(
        found.round, by=found.hana.user, version=found.round.version, now=timezone.now()
    )
    kept = PairParts.objects.get()
    assert (kept.pair.mentee, kept.pair.mentor) == (
        proposal.mentee.profile, proposal.mentor.profile,
    )  # fmt: skip
    assert sum(kept.points) == proposal.score > 0
    assert sum(kept.maxima) == proposal.maximum
    assert kept.policy == proposal.run.policy
