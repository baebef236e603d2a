"""What the console answers to a decision, with script and without."""

import pytest

from matching import decisions
from matching.models import PairRule, Proposal, ReviewStep
from tests.people import make_hr

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(answer.content.decode().split())


def test_an_approval_brings_the_next_pair_the_counts_and_the_way_back(hana, world):
    shown = hana.page("?tab=look")
    first, second = (row.proposal for row in shown.context["rows"][:2])
    answer = hana.press("approve-proposal", first)
    assert f'data-pair="{second.pk}"' in text(answer)
    assert f'<li id="row-{first.pk}" hx-swap-oob="delete">' in text(answer)
    assert "1 of 3 decided" in text(answer)
    assert "Select all 2 in this filter" in text(answer)
    said = f"Approved {first.mentee.profile.name} with {first.mentor.profile.name}."
    assert said in text(answer)
    assert answer.headers["HX-Replace-Url"] == f"{hana.home}?tab=look&pair={second.pk}"
    first.refresh_from_db()
    assert first.decision == "approved"


def test_from_the_last_row_it_goes_on_with_the_first_that_is_left(hana, world):
    rows = [row.proposal for row in hana.page("?tab=look").context["rows"]]
    answer = hana.press("approve-proposal", rows[-1])
    assert f'data-pair="{rows[0].pk}"' in text(answer)


def test_the_last_decision_says_what_comes_next(hana, world):
    for proposal in Proposal.objects.all():
        answer = hana.press("approve-proposal", proposal)
    assert answer.headers["HX-Retarget"] == "#console"
    assert "All 3 decided" in text(answer)
    assert "Publish 3 pairs" in text(answer)


def test_without_script_a_decision_leads_to_the_next_pair(hana, world):
    first, second = (row.proposal for row in hana.page("?tab=look").context["rows"][:2])
    answer = hana.send("approve-proposal", first)
    assert answer.url == f"{hana.home}?tab=look&pair={second.pk}"
    assert "Approved" in text(hana.client.get(answer.url))


def test_a_locked_pair_stays_open_and_its_row_says_so(hana, world):
    ben = world.proposal("Ben")
    answer = text(hana.press("lock-proposal", ben))
    assert f'data-pair="{ben.pk}"' in answer
    assert f'id="row-{ben.pk}" hx-swap-oob="true"' in answer
    assert "Unlock" in answer
    opened = text(hana.press("unlock-proposal", ben))
    assert "are unlocked" in opened


def test_the_second_reviewer_sees_in_place_who_was_faster(hana, world):
    ben = world.proposal("Ben")
    decisions.reject(ben, by=world.cora.user, reason="They can hardly meet")
    answer = text(hana.press("approve-proposal", ben))
    assert "Your decision was not saved." in answer
    assert "Cora Lind has rejected this pair." in answer
    assert "They can hardly meet" in answer
    assert f'data-pair="{ben.pk}"' in answer
    assert world.proposal("Ben").decision == "rejected"
    assert ReviewStep.objects.count() == 1


def test_keeping_apart_asks_for_a_reason_in_place_and_keeps_the_choice(hana, world):
    ben = world.proposal("Ben")
    answer = text(hana.press("forbid-proposal", ben, {"scope": "always", "words": ""}))
    assert "Enter a reason" in answer
    assert 'value="always" data-digit="2" checked' in answer
    assert not PairRule.objects.exists()
    done = hana.press("forbid-proposal", ben, {"scope": "always", "words": "An old conflict"})
    assert "are kept apart" in text(done)
    assert PairRule.objects.get().reason == "An old conflict"


def test_undo_and_redo_bring_the_pair_back_to_the_page(hana, world):
    ben = world.proposal("Ben")
    hana.press("approve-proposal", ben)
    undone = hana.press("undo-step", world.round, target="console")
    assert f'id="row-{ben.pk}"' in text(undone)
    assert f'data-pair="{ben.pk}"' in text(undone)
    assert "Undone: Approved: Ben Ito with" in text(undone)
    assert world.proposal("Ben").decision == "pending"
    assert "Done again" in text(hana.press("redo-step", world.round, target="console"))
    assert world.proposal("Ben").decision == "approved"
    nothing = hana.press("redo-step", world.round, target="console")
    assert "There is nothing to do again." in text(nothing)


def test_undo_leaves_what_another_reviewer_did(hana, world):
    other = make_hr("Iris Bell")
    ben = world.proposal("Ben")
    hana.press("approve-proposal", ben)
    decisions.undo(world.proposal("Ben"), by=other.user)
    decisions.reject(world.proposal("Ben"), by=other.user, reason="No")
    answer = text(hana.press("undo-step", world.round, target="console"))
    assert "Iris Bell has rejected this pair." in answer
    assert world.proposal("Ben").decision == "rejected"


def test_after_matching_started_nothing_is_decided_and_it_says_why(hana, world):
    from matching import runs

    ben = world.proposal("Ben")
    runs.request(world.round, by=world.cora.user)
    assert "Matching is running" in text(hana.press("approve-proposal", ben))
    assert "Matching is running" in text(hana.press("undo-step", world.round, target="console"))
    assert world.proposal("Ben").decision == "pending"
    page = text(hana.page())
    assert 'data-key="a"' not in page


def test_who_withdrew_is_grey_with_the_reason_and_cannot_be_approved(hana, world):
    ben = world.proposal("Ben")
    ben.mentee.state = "withdrawn"
    ben.mentee.save()
    answer = text(hana.pair(ben))
    assert "Ben Ito has left the program." in answer
    assert "is-gone" in answer
    assert 'data-key="a"' not in answer
    assert 'data-key="x"' in answer
