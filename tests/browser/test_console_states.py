"""The review console in every state a reviewer can meet: axe, light and dark, 390 and 1440 px; at
400 % zoom nothing scrolls sideways. SHOTS=<folder> keeps pictures, one with forced colors too."""

import os

import pytest

from matching import decisions, deck
from matching.models import Enrollment, Proposal
from tests.browser import axe
from tests.browser.reviewer import Reviewer, signed_in
from tests.matching.console.busy import make_busy_world

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SHOTS = os.environ.get("SHOTS")
ZOOMED = {"width": 320, "height": 256}  # 1280 x 1024 at 400 %
DESK = {"width": 1440, "height": 900}


class Console:
    """The page of a round, and the faults of every state it was brought into."""

    def __init__(self, page, site, world):
        signed_in(page.context, site, world.hana)
        self.page, self.world, self.reviewer = page, world, Reviewer(page)
        self.address = site + world.round.get_absolute_url()
        self.found: list[str] = []

    def open(self, query=""):
        self.page.set_viewport_size(DESK)
        self.page.goto(self.address + query)
        if self.page.locator("#detail[data-pair]").count():
            self.reviewer.read()
            self.reviewer.enter()

    def is_in(self, state):
        """Every fault of what is on the page now."""
        faults = axe.state_faults(self.page, shots=SHOTS, name=f"console-{state}")
        self.page.set_viewport_size(ZOOMED)
        if (wider := self.page.evaluate(axe.SIDEWAYS)) > 0:
            faults.append(f"400 %: scrolls sideways by {wider} px")
        self.page.set_viewport_size(DESK)
        self.found += [f"{state}: {fault}" for fault in faults]

    @property
    def row(self) -> Proposal:
        return Proposal.objects.with_people().get(pk=self.reviewer.pair)


@pytest.fixture
def pilot(site, page, watch):
    return Console(page, site, make_busy_world())


@pytest.fixture
def console(pilot, monkeypatch):
    monkeypatch.setattr(deck, "PILOT", 0)
    Proposal.objects.update(flags=["few_hours", "mentor_full"])
    return pilot


def test_a_round_that_is_read_whole(pilot):
    pilot.open()
    pilot.is_in("pilot")
    assert not pilot.found, "\n".join(pilot.found)


def test_while_a_pair_is_decided(console):
    reviewer, page = console.reviewer, console.page
    console.open()
    console.is_in("filled")
    reviewer.press("x")
    console.is_in("reject-menu")
    reviewer.press("Escape")
    page.locator("#decide summary[data-key=f]").click()
    page.get_by_role("button", name="Keep apart", exact=True).click()
    reviewer.see("#apart-error")
    console.is_in("keep-apart-error")
    console.open()
    reviewer.press("2")
    reviewer.see("#preview h3")
    console.is_in("swap-preview")
    page.locator(".row-check").first.check()
    reviewer.see(".bulk-bar.is-on")
    console.is_in("selected")
    page.get_by_label("Mentor's name").fill("zz")
    page.get_by_role("button", name="Ask").click()
    page.get_by_text("is called").wait_for()
    console.is_in("why-not-nobody")
    assert not console.found, "\n".join(console.found)


def test_forced_colors_tell_the_chosen_tab_and_row_from_the_others(console):
    page = console.page
    page.emulate_media(forced_colors="active")
    console.open()
    chosen, other = (
        page.locator(f".tabs a{which}").first.evaluate("a => getComputedStyle(a).borderBottomColor")
        for which in ("[aria-current]", ":not([aria-current])")
    )
    assert chosen != other
    assert page.locator(".pair-link[aria-current]").count() == 1
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/console-forced-colors.png")


def test_when_others_act_or_the_line_is_cut(console, watch):
    reviewer, page = console.reviewer, console.page
    console.open()
    decisions.reject(console.row, by=console.world.cora.user, reason="They can hardly meet")
    reviewer.press("a")
    page.get_by_text("Your decision was not saved").wait_for()
    console.is_in("conflict")
    console.open()
    Enrollment.objects.filter(pk=console.row.mentee_id).update(state="withdrawn")
    console.open(f"?pair={reviewer.pair}")
    console.is_in("gone")
    console.open()
    page.route("**/lock/**", lambda route: route.abort())
    reviewer.press("l")
    page.get_by_text("did not get through").wait_for()
    console.is_in("cut")
    assert any("ERR_FAILED" in line for line in watch.taken())
    assert not console.found, "\n".join(console.found)


def test_while_the_options_are_on_their_way(console):
    console.page.route("**/options/", lambda route: None)
    console.page.goto(console.address)
    console.is_in("loading")
    assert not console.found, "\n".join(console.found)


def test_with_nothing_left_or_nothing_found(console):
    console.open("?q=zzzz")
    console.is_in("no-results")
    console.open("?tab=locked")
    console.is_in("empty")
    console.open()
    console.reviewer.do("Shift+A", then="Approved")
    console.is_in("done")
    assert not console.found, "\n".join(console.found)
