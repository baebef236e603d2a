"""A round reviewed with JavaScript off: links, forms and the tickboxes of the list do it all."""

import re

import pytest

from benchmarks import review_round
from matching.models import Pair, PairRule, Proposal, ReviewStep
from tests.browser.reviewer import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAIRS = 60


@pytest.fixture
def round_(transactional_db):
    return review_round.build(PAIRS, 40)


@pytest.fixture
def page(chromium, site, round_):
    context = chromium.new_context(java_script_enabled=False, locale="en-US")
    context.set_default_timeout(60_000)
    signed_in(context, site, review_round.reviewer())
    page = context.new_page()
    page.goto(site + round_.get_absolute_url())
    yield page
    context.close()


def press(page, name, within="main"):
    page.locator(within).get_by_role("button", name=name).first.click()


def says(page, words):
    found = page.get_by_role("status").all_inner_texts()
    assert any(words in text for text in found), f"{page.url} says {found}"


def decided(round_, decision) -> int:
    return round_.proposals.filter(decision=decision).count()


def test_a_round_is_reviewed_and_published(page, round_, site):
    press(page, "Approve", ".decide")
    says(page, "Approved")
    reject(page, round_)
    press(page, re.compile("^Lock"), ".decide")
    says(page, "Locked")
    page.locator("a[rel=next]").first.click()
    keep_apart(page)
    swap(page, round_, site)
    page.goto(site + round_.get_absolute_url())
    press(page, re.compile("^Undo"))
    says(page, "Undone")
    kinds = set(ReviewStep.objects.values_list("kind", flat=True))
    assert {"approve", "reject", "lock", "forbid", "swap"} <= kinds
    in_bulk(page, round_, site)
    publish(page, round_)


def reject(page, round_):
    page.locator(".decide summary", has_text="Reject").click()
    press(page, "They can hardly meet", ".decide")
    says(page, "Rejected")
    assert decided(round_, "rejected") == 1


def keep_apart(page):
    page.locator(".decide summary", has_text="Keep apart").click()
    page.get_by_role("link", name="See first what it does to everyone").click()
    page.get_by_label("This round").first.check()
    page.get_by_label("Reason").fill("They share a desk")
    page.get_by_role("button", name="Keep apart").click()
    says(page, "kept apart")
    assert PairRule.objects.filter(kind="forbid").count() == 1


def swap(page, round_, site):
    """Of a pair that is still open."""
    row = round_.proposals.filter(decision=Proposal.Decision.PENDING).order_by("pk").last()
    page.goto(f"{site}{round_.get_absolute_url()}?tab=ready&pair={row.pk}")
    page.get_by_role("link", name="See other mentors").click()
    page.locator("a[data-option]").first.click()
    page.get_by_role("button", name=re.compile("^Swap")).click()
    says(page, "gets")


def in_bulk(page, round_, site):
    """Ticks of a page first, then everything in the tab."""
    page.goto(f"{site}{round_.get_absolute_url()}?tab=ready")
    for place in (0, 1):
        page.locator(".row-check").nth(place).check()
    before = decided(round_, "approved")
    press(page, "Approve", ".bulk")
    says(page, "Approved 2 pairs")
    assert decided(round_, "approved") == before + 2
    press(page, re.compile("^Approve all"))
    says(page, "Approved")


def publish(page, round_):
    approved = decided(round_, "approved")
    page.get_by_role("link", name=re.compile("^Publish")).click()
    page.get_by_role("button", name=re.compile("^Publish")).click()
    says(page, f"Published {approved} pairs")
    assert Pair.objects.filter(round=round_).count() == approved
