"""The "+ New" menu in use: by keyboard, by finger, without JavaScript, and open under axe."""

import pytest

from tests.browser import axe
from tests.browser.reviewer import signed_in
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def cast(site):
    return build_cast()


@pytest.fixture
def opened(chromium, site, cast):
    """Home as Ben sees it, in a window with these options."""
    contexts = []

    def _opened(**options):
        context = chromium.new_context(locale="en-US", reduced_motion="reduce", **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        signed_in(context, site, cast.ben)
        page = context.new_page()
        page.goto(site + "/")
        return page

    yield _opened
    for context in contexts:
        context.close()


def entries(page):
    return page.locator("details.menu").first.get_by_role("link")


def test_the_keyboard_opens_closes_and_follows_it(opened, cast):
    page = opened()
    summary = page.locator("details.menu > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert entries(page).first.is_visible()
    page.keyboard.press("Escape")
    assert not entries(page).first.is_visible()
    assert summary.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pairs/{cast.pair.pk}/log/")


def test_it_works_without_javascript(opened, cast):
    page = opened(java_script_enabled=False)
    page.locator("summary", has_text="New").click()
    entries(page).filter(has_text="Book a meeting").click()
    page.wait_for_url(f"**/pairs/{cast.pair.pk}/book/")


def test_fingers_meet_44_pixels(opened):
    page = opened(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    summary = page.locator("summary", has_text="New")
    summary.tap()
    for target in (summary, *entries(page).all()):
        box = target.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 390


def test_open_it_has_no_fault(opened):
    page = opened()
    page.locator("summary", has_text="New").click()
    assert axe.state_faults(page) == []
