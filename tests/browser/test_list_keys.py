"""Single keys on lists and pages: j k Enter, r, s, n, e, Ctrl+Enter, g h; off where switched off."""

import pytest

from community.models import Kudos, Rsvp, SavedResource
from profiles.models import Profile
from tests.browser.reviewer import signed_in
from tests.community.groups.world import make_group
from tests.community.library.world import make_link
from tests.community.paths.build import full_path
from tests.community.recognition.world import thank
from tests.community.sessions.world import a_session, ahead
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AT = "() => document.activeElement.closest('.list-row, .cards > *')?.innerText ?? ''"


@pytest.fixture
def cast(site):
    return build_cast()


@pytest.fixture
def ben(context, site, cast, watch, page):
    signed_in(context, site, cast.ben)

    def _open(path):
        page.goto(site + path)
        return page

    return _open


def at(page):
    return page.evaluate(AT)


def walk(page, *names):
    """j through all of them and no further, k back, Enter opens."""
    for name in (*names, names[-1]):
        page.keyboard.press("j")
        assert name in at(page)
    page.keyboard.press("k")
    assert names[-2] in at(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_groups(ben, cast):
    for name in ("Aaa", "Bbb"):
        make_group(cast.ada, "circle", name=name)
    page = ben("/groups/find/")
    walk(page, "Aaa", "Bbb")
    assert page.locator("h1").inner_text() == "Aaa"


def test_people(ben, cast):
    names = list(Profile.objects.active().order_by("name").values_list("name", flat=True))
    page = ben("/people/")
    walk(page, *names)
    assert page.locator("h1").inner_text() == names[-2]


def test_library_and_s_saves(ben, cast):
    for title in ("Aaa", "Bbb"):
        item = make_link(title)
    page = ben(item.get_absolute_url())
    with page.expect_navigation():
        page.keyboard.press("s")
    assert SavedResource.objects.get(profile=cast.ben).resource == item
    page = ben("/library/")
    page.keyboard.press("s")
    page.keyboard.press("j")
    first = at(page)
    page.keyboard.press("j")
    assert {first.split("\n")[1], at(page).split("\n")[1]} == {"Aaa", "Bbb"}


def test_s_saves_the_card_in_focus_and_stays_there(ben, cast):
    for title in ("Aaa", "Bbb"):
        make_link(title)
    page = ben("/library/")
    page.keyboard.press("s")
    page.keyboard.press("j")
    page.keyboard.press("j")
    title = at(page).split("\n")[1]
    page.keyboard.press("s")
    page.get_by_role("button", name=f"Take off my list: {title}").wait_for()
    assert [one.resource.title for one in cast.ben.saved_resources.all()] == [title]
    assert title in at(page)
    page.keyboard.press("s")
    page.get_by_role("button", name=f"Save to my list: {title}").wait_for()
    assert not SavedResource.objects.exists()


def test_e_edits_the_section_in_focus_or_the_first(ben, cast):
    page = ben("/profile/")
    with page.expect_navigation():
        page.keyboard.press("e")
    assert page.url.endswith("/profile/skills/")
    page = ben("/profile/")
    page.locator("section[aria-labelledby=about] a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("e")
    assert page.url.endswith("/profile/about/")


def test_kudos(ben, cast):
    for words in ("First thanks", "Second thanks"):
        thank(cast.dan, cast.ada, words)
    page = ben("/kudos/")
    page.keyboard.press("j")
    assert "Second thanks" in at(page)
    page.keyboard.press("j")
    assert "First thanks" in at(page)


def test_sessions_and_r_is_for_the_entry_in_focus(ben, cast):
    a_session(cast.ada, title="Aaa", starts_at=ahead(3))
    second = a_session(cast.ada, title="Bbb", starts_at=ahead(4))
    page = ben("/sessions/")
    page.keyboard.press("r")
    assert not Rsvp.objects.exists()
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert Rsvp.objects.get(profile=cast.ben).session == second


def test_r_on_the_page_of_a_session(ben, cast):
    session = a_session(cast.ada)
    page = ben(session.get_absolute_url())
    with page.expect_navigation():
        page.keyboard.press("r")
    assert Rsvp.objects.get(profile=cast.ben).state == "going"


def test_n_goes_on_along_a_path(ben, cast):
    path = full_path()
    page = ben(path.get_absolute_url())
    for heading in ("Read this", "Write this"):
        with page.expect_navigation():
            page.keyboard.press("n")
        assert page.locator("h1").inner_text() == heading
    assert path.progress.get(profile=cast.ben).done.count() == 1


def test_ctrl_enter_sends_kudos_and_letters_in_a_field_are_letters(ben, cast):
    page = ben(f"/kudos/give/?to={cast.ada.pk}")
    page.locator("textarea[name=words]").focus()
    page.keyboard.type("jrsn gh")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert Kudos.objects.get().words == "jrsn gh"


def test_g_h_goes_home_and_keys_can_be_switched_off(ben, site, cast):
    page = ben("/people/")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("h")
    assert page.url == site + "/"
    page.context.add_cookies([{"name": "shortcuts", "value": "off", "url": site}])
    page = ben("/people/")
    page.keyboard.press("j")
    assert at(page) == ""


def test_book_and_log_on_the_page_of_a_pair(ben, cast):
    for key, words in (("b", "book"), ("l", "log")):
        page = ben(f"/pairs/{cast.pair.pk}/")
        with page.expect_navigation():
            page.keyboard.press(key)
        assert words in page.url
