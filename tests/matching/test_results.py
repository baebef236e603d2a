import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.models import Proposal, Unmatched
from tests.matching.rounds_world import make_world, mentee, mentor

pytestmark = pytest.mark.django_db


def test_more_proposals_cost_no_more_queries():
    world = make_world()
    # Each skill that nobody offers is asked about once, however many people want it.
    mentee(world.program, "Left over", ("Go",))
    world.run()
    with CaptureQueriesContext(connection) as few:
        world.run()
    for n in range(20):
        mentor(world.program, f"Mentor {n}", ("SQL",))
        mentee(world.program, f"Mentee {n}", ("SQL",))
        mentee(world.program, f"Left {n}", ("Go",))
    with CaptureQueriesContext(connection) as many:
        run = world.run()
    assert Proposal.objects.filter(run=run).count() == 23
    assert Unmatched.objects.filter(run=run).count() == 22
    assert len(many) == len(few)
