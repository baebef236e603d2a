"""Tabs on a phone: nothing scrolls sideways, and ours fit in one row."""

import pytest

from tests.browser.reviewer import signed_in
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = {"width": 390, "height": 844}
A_ROW = 52
BOX = "tabs => [tabs.scrollWidth - tabs.clientWidth, tabs.offsetHeight]"


@pytest.mark.parametrize("path", ["/sessions/", "/kudos/", "/library/", "/awards/"])
def test_five_tabs_fit_in_one_row_of_a_phone(chromium, site, path):
    context = chromium.new_context(locale="en-US", viewport=PHONE)
    context.set_default_timeout(60_000)
    signed_in(context, site, build_cast().ben)
    page = context.new_page()
    page.goto(site + path)
    hidden, height = page.locator(".tabs").first.evaluate(BOX)
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert (hidden, width) == (0, PHONE["width"])
    assert height <= A_ROW
