"""Sign in, join and answer with the keyboard alone: Tab, Space, arrows, Enter. No click anywhere."""

from io import StringIO

import pytest
from django.core.management import call_command

from checkins.models import CheckIn
from matching.models import Enrollment
from tests.checkins.asked import ask
from tests.mail import drain_outbox
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FOCUS = """() => {
  const e = document.activeElement;
  const box = e.getBoundingClientRect();
  const rings = (one) => one && [getComputedStyle(one)].some(
    (style) => style.outlineStyle !== "none" || style.boxShadow !== "none");
  const near = e.closest("label, summary") ?? e;
  return {
    words: (e.getAttribute("aria-label") || near.innerText || e.labels?.[0]?.innerText || "").trim(),
    name: e.getAttribute("name") ?? "",
    value: e.value ?? "",
    seen: box.bottom > 0 && box.top < innerHeight,
    // The ring may be drawn by the box around it: a card, a row of chips.
    ring: [e, e.nextElementSibling, near, e.parentElement, e.closest(".card-link")].some(rings),
  };
}"""
MOST_STOPS = 400


class Keyboard:
    def __init__(self, page, site):
        self.page, self.site = page, site

    def open(self, path):
        self.page.goto(self.site + path)

    def reach(self, *, words="", name="", value=None):
        """Tab until there; every stop on the way is on the screen and has a ring."""
        for _ in range(MOST_STOPS):
            at = self.page.evaluate(FOCUS)
            is_it = at["words"].startswith(words) and (not name or at["name"] == name)
            if (words or name) and is_it and value in {None, at["value"]}:
                assert at["seen"], f"{at['words']!r} is off the screen"
                assert at["ring"], f"{at['words']!r} shows no focus"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {words or name!r} on {self.page.url}")

    def press(self, words):
        self.reach(words=words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, name, text):
        self.reach(name=name)
        self.page.keyboard.type(text)

    def choose(self, name, value):
        """Into the group by Tab, to the answer by arrows."""
        for _ in range(MOST_STOPS):
            if self.page.evaluate(FOCUS)["name"] == name:
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in range(10):
            if self.page.evaluate(FOCUS)["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value!r} among {name!r}")

    def tick(self, name, value):
        self.reach(name=name, value=value)
        self.page.keyboard.press("Space")


def test_sign_in_join_and_answer(site, page, watch):
    call_command("load_skills", stdout=StringIO())
    cast = build_cast()
    Enrollment.objects.filter(pk=cast.dan_enrolled.pk).delete()
    keys = Keyboard(page, site)
    sign_in(keys, cast.dan.user.email)
    join(keys)
    joined = Enrollment.objects.get(profile=cast.dan)
    assert (joined.role, joined.state) == ("mentee", Enrollment.State.ACTIVE)


def sign_in(keys, email):
    keys.open("/accounts/login/")
    keys.type("login", email)
    keys.press("Continue")
    keys.type("code", drain_outbox()[-1].code)
    keys.press("Continue")
    assert keys.page.url == keys.site + "/"


def join(keys):
    keys.press("Join in two minutes")
    keys.choose("role", "mentee")
    keys.press("Continue")
    keys.type("goals_text", "Negot")
    keys.page.get_by_role("option", name="Negotiation").first.wait_for()
    keys.page.keyboard.press("ArrowDown")
    keys.page.keyboard.press("Enter")
    keys.type("sentence", "Lead a client workshop.")
    keys.press("Continue")
    keys.tick("hours", "33")
    keys.tick("hours", "34")
    keys.press("Continue")
    keys.press("Join the program")
    assert "/joined/" in keys.page.url


def test_answer_the_weekly_question(site, page, watch):
    cast = build_cast()
    checkin = ask(cast)
    keys = Keyboard(page, site)
    sign_in(keys, cast.ben.user.email)
    keys.open(f"/checkins/{checkin.pk}/")
    keys.choose("answer", "need_help")
    keys.press("Save answer")
    checkin.refresh_from_db()
    assert checkin.answer == CheckIn.Answer.NEED_HELP
