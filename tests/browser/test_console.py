"""The review console by keyboard alone, with script and without, and what keys must never do."""

import pytest
from django.test import Client

from matching import deck
from matching.models import Proposal
from tests.matching.rounds_world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OPEN = "() => document.querySelector('#detail').dataset.pair"
FOCUS = "() => document.activeElement.closest('li')?.id ?? document.activeElement.id"


@pytest.fixture
def world(site, monkeypatch):
    monkeypatch.setattr(deck, "PILOT", 0)
    world = make_world()
    world.run()
    Proposal.objects.update(flags=["few_hours"])
    return world


class Console:
    def __init__(self, page, site, world):
        self.page, self.world, self.site = page, world, site
        client = Client()
        client.force_login(world.hana.user)
        sid = client.cookies["sid"].value
        page.context.add_cookies([{"name": "sid", "value": sid, "url": site}])
        page.goto(site + world.round.get_absolute_url())

    def enter(self):
        """From the top of the page into the list, by the skip link."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        self.wait("() => document.activeElement.matches('.pair-link')")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def wait(self, condition, argument=None):
        self.page.wait_for_function(condition, arg=argument)

    def wait_pair(self, pk):
        self.wait(f"(pk) => ({OPEN})() === pk", str(pk))

    def says(self, words):
        self.page.get_by_role("status").get_by_text(words).wait_for()

    @property
    def pair(self) -> int:
        return int(self.page.evaluate(OPEN))

    @property
    def rows(self) -> list[int]:
        ids = self.page.eval_on_selector_all(".pair-row", "rows => rows.map(row => row.id)")
        return [int(text.removeprefix("row-")) for text in ids]


@pytest.fixture
def console(page, site, world, watch):
    return Console(page, site, world)


def decision(pk):
    return Proposal.objects.get(pk=pk).decision


def test_a_review_by_keyboard_alone(console):
    first, second, third = console.rows
    console.enter()
    console.press("a")
    console.says("Approved")
    console.wait_pair(second)
    console.wait(f"(id) => ({FOCUS})() === id", f"row-{second}")
    console.press("x", "4")
    console.says("Rejected")
    console.wait_pair(third)
    assert [decision(pk) for pk in (first, second, third)] == ["approved", "rejected", "pending"]
    console.press("z")
    console.says("Undone: Rejected")
    console.press("z")
    console.says("Undone: Approved")
    assert decision(first) == decision(second) == "pending"
    console.page.reload()
    console.enter()
    console.press("Z")
    console.says("Done again: Approved")
    assert decision(first) == "approved"
    assert "pair=" in console.page.url


def test_quick_keys_decide_the_pairs_they_were_meant_for(console):
    """Nobody waits for answers: each key is kept until its pair is on the page."""
    first, second, third = console.rows
    console.enter()
    console.press("j", "a", "x", "1")
    console.says("Rejected")
    assert decision(first) == "pending"
    assert decision(second) == "approved"
    assert decision(third) == "rejected"


def test_options_and_a_swap_by_keys(console):
    console.enter()
    pk = console.pair
    before = Proposal.objects.get(pk=pk).mentor_id
    console.press("s")
    console.page.locator("#preview [data-stage]:focus").wait_for()
    console.press("Enter")
    console.says("loses a match")
    assert Proposal.objects.get(pk=pk).mentor_id != before
    console.press("z")
    console.says("Undone")
    assert Proposal.objects.get(pk=pk).mentor_id == before


def test_space_selects_and_the_server_keeps_it(console):
    console.enter()
    console.press(" ")
    console.page.get_by_text("1 selected").wait_for()
    console.page.reload()
    assert console.page.locator(".row-check:checked").count() == 1


def test_keys_are_silent_outside_the_panes_in_fields_and_switched_off(console, page, site):
    console.press("a", "x", "z")
    page.locator("#id_q").focus()
    page.keyboard.type("axl")
    assert page.locator("#id_q").input_value() == "axl"
    page.context.add_cookies([{"name": "shortcuts", "value": "off", "url": site}])
    page.reload()
    console.enter()
    console.press("a")
    page.wait_for_timeout(300)
    assert not Proposal.objects.exclude(decision="pending").exists()


def test_a_key_that_moves_leads_into_the_list(console):
    first = console.rows[0]
    console.page.keyboard.press("j")
    assert console.page.evaluate("document.activeElement.className") == "pair-link"
    console.page.keyboard.press("a")
    console.page.get_by_role("status").get_by_text("Approved").wait_for()
    assert Proposal.objects.get(decision="approved").pk == first


def test_back_leads_to_the_pair_before(console):
    first, second, _third = console.rows
    console.enter()
    console.press("j")
    console.wait_pair(second)
    console.press("k")
    console.wait_pair(first)
    console.page.go_back()
    console.wait_pair(second)


def test_everything_works_without_script(chromium, site, world):
    context = chromium.new_context(java_script_enabled=False, locale="en-US")
    page = context.new_page()
    client = Client()
    client.force_login(world.hana.user)
    context.add_cookies([{"name": "sid", "value": client.cookies["sid"].value, "url": site}])
    page.goto(site + world.round.get_absolute_url())
    page.locator(".decide").get_by_role("button", name="Approve").click()
    assert page.get_by_role("status").inner_text().startswith("Approved")
    page.get_by_text("Reject…").last.click()
    page.get_by_role("button", name="They can hardly meet").click()
    assert page.get_by_role("status").inner_text().startswith("Rejected")
    page.get_by_role("button", name="Undo").click()
    assert "Undone" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="See other mentors").click()
    assert page.get_by_text("Why not someone else?").is_visible()
    assert Proposal.objects.filter(decision="approved").count() == 1
    context.close()


@pytest.mark.parametrize("width", [320, 390, 800])
def test_narrow_screens_lose_nothing(console, page, width):
    page.set_viewport_size({"width": width, "height": 640})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("Approve", "Lock"):
        assert page.locator(".decide").get_by_role("button", name=name).is_visible()
    page.locator(".decide").get_by_role("button", name="Approve").click()
    console.says("Approved")
    assert page.locator("#pair-title").is_visible()
