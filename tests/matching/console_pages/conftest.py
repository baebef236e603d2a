import pytest

from matching import deck
from matching.models import Proposal
from tests.matching.console_pages.desk import Reviewer
from tests.matching.rounds_world import make_world


@pytest.fixture
def world(monkeypatch):
    """Three pairs that need a look, in a round that is not read whole."""
    monkeypatch.setattr(deck, "PILOT", 0)
    world = make_world()
    world.run()
    Proposal.objects.update(flags=["few_hours"])
    return world


@pytest.fixture
def hana(world, client):
    client.force_login(world.hana.user)
    return Reviewer(client, world)
