import pytest
from django.urls import reverse

from matching import decisions, runs
from matching.models import PairRule, Proposal
from profiles.models import Goal
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    return world


def url(name, proposal, query=""):
    return reverse(name, args=[proposal.pk]) + query


def test_the_page_shows_parts_reasons_options_and_skills_but_no_goal_sentence(world, sign_in):
    Goal.objects.update(sentence="Secret dream of mine")
    proposal = world.proposal("Ben")
    answer = sign_in(world.cora).get(proposal.get_absolute_url())
    text = answer.content.decode()
    first = proposal.mentor.profile.first_name
    assert f"{first} offers Negotiation, which you asked for." in text
    assert "You offer Negotiation, which Ben asked for." in text
    assert "Wants Negotiation, 1 to 3" in text
    assert "Secret dream" not in text
    assert sum(part["points"] for part in answer.context["parts"]) == proposal.score
    others = {option.mentor.profile.first_name for option in answer.context["options"].best}
    assert others == {"Ada", "Sofia"} - {first}


def test_approve_undo_lock_unlock(world, sign_in):
    ben, client = world.proposal("Ben"), sign_in(world.hana)
    steps = (
        ("approve-proposal", "decision", "approved"),
        ("undo-proposal", "decision", "pending"),
        ("lock-proposal", "is_locked", True),
        ("unlock-proposal", "is_locked", False),
    )
    for name, field, value in steps:
        for _ in range(2):
            assert client.post(url(name, ben)).url == ben.get_absolute_url()
        ben.refresh_from_db()
        assert getattr(ben, field) == value
    page = client.get(ben.get_absolute_url()).content.decode()
    assert "Hana Suzuki: approved" in page


def test_the_second_reviewer_reads_who_was_faster(world, sign_in):
    ben = world.proposal("Ben")
    decisions.approve(ben, by=world.cora.user)
    answer = sign_in(world.hana).post(url("approve-proposal", ben), follow=True)
    assert b"Cora Lind has approved this pair." in answer.content


def test_reject_needs_a_reason_and_keeps_what_was_typed(world, sign_in):
    ben, client = world.proposal("Ben"), sign_in(world.hana)
    assert b"Reject this pair" in client.get(url("reject-proposal", ben)).content
    for data, error in (
        ({}, "Choose a reason"),
        ({"reason": "nope"}, "Choose a reason"),
        ({"reason": "other"}, "Enter the reason in your words"),
        ({"reason": "skills", "words": "x" * 401}, "Your words must be 400 characters or fewer"),
    ):
        text = client.post(url("reject-proposal", ben), data).content.decode()
        assert error in text
    ben.refresh_from_db()
    assert ben.decision == "pending"
    client.post(url("reject-proposal", ben), {"reason": "time", "words": "Opposite shifts"})
    ben.refresh_from_db()
    assert (ben.decision, ben.reason) == ("rejected", "They can hardly meet: Opposite shifts")


def test_control_characters_are_an_error_not_a_crash(world, sign_in):
    ben, client = world.proposal("Ben"), sign_in(world.hana)
    for name, field in (("reject-proposal", "reason"), ("forbid-proposal", "scope")):
        data = {field: {"reason": "other", "scope": "round"}[field], "words": "a\x00b"}
        assert client.post(url(name, ben), data).status_code == 200
    assert world.proposal("Ben").decision == "pending"


def test_keep_apart_writes_a_rule_with_its_reason(world, sign_in):
    ben, client = world.proposal("Ben"), sign_in(world.hana)
    text = client.post(url("forbid-proposal", ben), {"scope": "always"}).content.decode()
    assert "Enter a reason" in text
    client.post(url("forbid-proposal", ben), {"scope": "always", "words": "An old conflict"})
    rule = PairRule.objects.get()
    assert (rule.scope, rule.reason, rule.author) == ("always", "An old conflict", world.hana.user)
    assert world.proposal("Ben").mentor_id != ben.mentor_id


def test_while_matching_runs_nothing_is_decided(world, sign_in):
    ben, client = world.proposal("Ben"), sign_in(world.hana)
    runs.request(world.round, by=world.hana.user)
    text = client.post(url("approve-proposal", ben), follow=True).content.decode()
    assert "Matching is running" in text
    assert world.proposal("Ben").decision == "pending"


def test_pages_of_a_proposal_ask_a_fixed_number_of_queries(
    world, sign_in, django_assert_max_num_queries
):
    client = sign_in(world.hana)
    client.get(world.proposal("Ben").get_absolute_url())
    with django_assert_max_num_queries(15):
        client.get(world.proposal("Ben").get_absolute_url())


def test_a_decided_pair_names_the_next_to_look_at(world, sign_in):
    answer = sign_in(world.hana).get(world.proposal("Ben").get_absolute_url())
    assert f"pair={world.proposal('Ben').pk}" not in answer.context["next"]
    assert "pair=" in answer.context["next"]
    Proposal.objects.exclude(mentee=world.mentees["Ben"]).delete()
    answer = sign_in(world.hana).get(world.proposal("Ben").get_absolute_url())
    assert answer.context["next"] == ""


def test_keep_apart_says_first_what_it_does_to_everyone(world, sign_in):
    ben, client = world.proposal("Ben"), sign_in(world.hana)
    text = client.get(url("forbid-proposal", ben)).content.decode()
    assert "Ben gets the next best mentor at once" in text
    assert "nobody loses a match" in text or "would be waiting" in text
    assert "net " in text
    decisions.lock(ben, by=world.hana.user)
    assert "Unlock them first" in client.get(url("forbid-proposal", ben)).content.decode()
