import pytest
from django.urls import reverse

from matching import decisions
from matching.models import ReviewComment
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    return world


def test_the_page_holds_what_a_meeting_needs_and_no_button(world, sign_in):
    world.round.proposals.update(mentor_rank=2, mentor_options=3)
    proposal = world.proposal("Priya")
    decisions.reject(proposal, by=world.cora.user, reason="They share a desk")
    ReviewComment.objects.create(
        round=world.round,
        mentor_id=proposal.mentor_id,
        mentee_id=proposal.mentee_id,
        author=world.cora.user,
        text="Ask the team lead first",
    )
    client = sign_in(world.hana)
    page = client.get(reverse("print-pair", args=[proposal.pk])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for words in (
        "Priya Nair",
        proposal.mentor.profile.name,
        f"Why {proposal.score} of {proposal.maximum}",
        "possible mentor",
        "Number 2 of 3 possible mentees for",
        "Wants SQL",
        "Priya reads",
        "They share a desk",
        "Ask the team lead first",
        "Hana Suzuki",
    ):
        assert words in main
    assert "<button" not in main
    assert "<form" not in main
    assert "client workshop" not in main
    assert client.get(proposal.get_absolute_url()).content.decode().count("/print/") == 1


def test_an_undecided_pair_says_so(world, sign_in):
    address = reverse("print-pair", args=[world.proposal("Ben").pk])
    assert b"Nobody has decided about this pair yet." in sign_in(world.hana).get(address).content
