"""A round of 500 pairs, decided with the keyboard alone: the pairs with a High
flag one by one, the others in bulk, a sample of twenty, then Publish. Keys are counted; the server's
times are printed and not asserted, because the machine does other things too."""

import pytest

from benchmarks import review_round
from matching import flags
from matching.models import Pair, PairRule, Proposal, ReviewStep, SampledPair
from tests.browser.reviewer import Reviewer, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAIRS = 500
MOST_KEYS = 1.3  # for each decided pair
SAMPLE = 20


@pytest.fixture
def round_(transactional_db):
    return review_round.build(PAIRS)


@pytest.fixture
def reviewer(site, round_, context, page, watch):
    signed_in(context, site, review_round.reviewer())
    reviewer = Reviewer(page)
    page.goto(site + round_.get_absolute_url())
    yield reviewer
    print(reviewer.report())


def test_five_hundred_pairs_by_keyboard(round_, reviewer):
    risky = high(round_)
    assert 60 <= risky <= 70
    override(reviewer, round_)
    read(reviewer, round_)
    by_hand = reviewer.keys
    in_bulk(reviewer, round_)
    look_at_the_sample(reviewer, round_)
    publish(reviewer, round_)
    each = reviewer.keys / PAIRS
    print(f"\n{PAIRS} pairs: {risky} risky with {by_hand} keys, {reviewer.keys} keys in all")
    print(f"{each:.2f} keys for each pair")
    assert each <= MOST_KEYS


def high(round_) -> int:
    rows = round_.proposals.filter(decision="pending").values_list("flags", flat=True)
    return sum(bool(set(row) & set(flags.HIGH)) for row in rows)


def override(reviewer, round_):
    """A reject, a swap, a lock, a pair kept apart; undo and redo."""
    reviewer.enter()
    reviewer.go_on("x", "3")
    assert "Rejected" in reviewer.said
    reviewer.do("z", then="Undone")
    reviewer.do("Shift+Z", then="Done again")
    assert round_.proposals.filter(decision="rejected").count() == 1
    reviewer.go_on("j")
    swap(reviewer)
    reviewer.go_on("j")
    reviewer.do("l", then="Locked")
    reviewer.go_on("a")
    assert PairRule.objects.filter(kind="lock").count() == 1
    reviewer.press("f")
    reviewer.press("1")
    reviewer.type("Too close")
    reviewer.do("Enter", then="kept apart")
    assert PairRule.objects.filter(kind="forbid").count() == 1
    kinds = set(ReviewStep.objects.filter(undone_at=None).values_list("kind", flat=True))
    assert {"reject", "swap", "lock", "forbid"} <= kinds


def swap(reviewer):
    reviewer.see('[data-option="2"]')
    reviewer.press("2")
    reviewer.see("#preview [data-stage]")
    reviewer.do("s", "Enter", then="gets")


def read(reviewer, round_):
    """What is still High, one key each; back to one that came up again further up."""
    while left := high(round_):
        reviewer.read()
        if not is_high(reviewer.pair):
            reviewer.go_on("p")
        elif left > 1 or waiting(round_) > 1:
            reviewer.go_on("a")
        else:
            reviewer.do("a", then="Approved")


def is_high(pk) -> bool:
    return bool(set(Proposal.objects.get(pk=pk).flags) & set(flags.HIGH))


def waiting(round_) -> int:
    """Pairs in the first tab, Needs a look."""
    rows = round_.proposals.filter(flags__has_any_keys=list(flags.NEEDS_A_LOOK))
    return rows.filter(decision="pending").count()


def in_bulk(reviewer, round_):
    """What needs a look and is not High, then everything that is ready."""
    if waiting(round_):
        reviewer.do("Shift+A", then="Approved")
    reviewer.follow("Go to the ready ones")
    reviewer.enter()
    reviewer.do("Shift+A", then="Approved")
    assert not round_.proposals.filter(decision="pending").exists()


def look_at_the_sample(reviewer, round_):
    reviewer.follow("Draw a sample")
    reviewer.enter()
    reviewer.go_on("x", "1")
    for _ in range(SAMPLE - 2):
        reviewer.read()
        reviewer.go_on("a")
    reviewer.do("a", then="Still right")
    looked = SampledPair.objects.filter(round=round_)
    assert looked.exclude(verdict="waiting").count() == SAMPLE
    assert looked.filter(verdict="rejected").count() == 1


def publish(reviewer, round_):
    reviewer.follow("Publish", back=True)
    reviewer.reach("Publish")
    reviewer.press("Enter")
    reviewer.page.get_by_text(f"Published {PAIRS - 2} pairs").wait_for()
    approved = Proposal.objects.filter(round=round_, decision="approved").count()
    assert Pair.objects.filter(round=round_).count() == approved
    assert approved == PAIRS - 2
