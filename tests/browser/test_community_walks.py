"""What people do around the pairs, each once with the keyboard alone and once without JavaScript."""

import datetime as dt

import pytest
from django.utils import timezone

from community.models import (
    Group,
    Kudos,
    Membership,
    Nomination,
    Resource,
    Rsvp,
    SavedResource,
    Session,
)
from profiles import search
from tests.browser.reviewer import signed_in
from tests.browser.ways import ByKeyboard, WithoutScript
from tests.community.groups.world import make_group
from tests.community.library.world import make_link
from tests.community.paths.build import full_path
from tests.community.recognition import world
from tests.community.sessions.world import a_session
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(site):
    cast = build_cast()
    for person in (cast.ada, cast.ben):
        search.refresh(person)
    return cast


@pytest.fixture(params=[ByKeyboard, WithoutScript])
def ben(request, chromium, site, cast):
    """Ben at his browser."""
    has_script = request.param is ByKeyboard
    context = chromium.new_context(
        locale="en-US", reduced_motion="reduce", java_script_enabled=has_script
    )
    context.set_default_timeout(30_000)
    signed_in(context, site, cast.ben)
    yield request.param(context.new_page(), site)
    context.close()


def says(ben, words):
    ben.page.get_by_text(words).first.wait_for()


def test_start_a_community(ben, cast):
    ben.open("/groups/start/")
    ben.answer("kind", "community")
    ben.press("Continue")
    ben.type("name", "SQL on Fridays")
    ben.type("topic", "One question a week.")
    ben.press("Continue")
    ben.answer("entry", "open")
    ben.press("Create")
    ben.page.get_by_role("heading", name="SQL on Fridays").wait_for()
    group = Group.objects.get()
    assert (group.kind, group.state, group.name) == ("community", "running", "SQL on Fridays")
    assert group.memberships.get().profile == cast.ben


def test_find_a_group_and_join_it(ben, cast):
    group = make_group(cast.ada, "circle", name="Data questions")
    ben.open("/groups/find/")
    ben.press("Data questions")
    ben.press("Join")
    ben.page.get_by_role("heading", name="Data questions").wait_for()
    row = Membership.objects.get(group=group, profile=cast.ben)
    assert row.state == "member"


def test_propose_a_session(ben, cast):
    first = timezone.now().date() + 20 * DAY
    ben.open("/sessions/propose/")
    ben.type("title", "Pricing in three currencies")
    ben.select("kind", "Workshop")
    ben.type("outcome", "Say why one number is three prices.")
    ben.day("day", first)
    ben.time("time", "0130PM")
    ben.day("other_day", first + 2 * DAY)
    ben.time("other_time", "0930AM")
    ben.press("Send proposal")
    says(ben, "Pricing in three currencies")
    session = Session.objects.get()
    assert (session.state, session.kind, session.host) == ("proposed", "workshop", cast.ben)
    assert session.other_starts_at.date() == first + 2 * DAY


def test_go_to_a_session(ben, cast):
    session = a_session(cast.ada)
    ben.open("/sessions/")
    ben.press(session.title)
    ben.press("RSVP")
    ben.page.get_by_role("button", name="Leave").wait_for()
    assert Rsvp.objects.get(session=session, profile=cast.ben).state == "going"


def test_suggest_something(ben, cast):
    ben.open("/library/suggest/")
    ben.type("url", "https://example.com/good-questions")
    ben.type("title", "Good questions")
    ben.select("kind", "Article")
    ben.type("summary", "Ask before you answer.")
    ben.press("Suggest")
    says(ben, "Good questions")
    found = Resource.objects.get()
    assert (found.state, found.suggested_by, found.kind) == ("suggested", cast.ben, "article")


def test_save_something_for_later(ben, cast):
    item = make_link("Negotiation basics")
    ben.open("/library/")
    ben.press("Negotiation basics")
    ben.press("Save to my list")
    ben.page.get_by_role("button", name="Take off my list").wait_for()
    assert SavedResource.objects.get(profile=cast.ben).resource == item


def test_do_a_path_from_its_first_step_to_the_badge(ben, cast):
    path = full_path()
    first, second = path.steps.get(kind="check").questions.all()
    ben.open(path.get_absolute_url())
    ben.press("Start")
    ben.press("Done, next")
    ben.type("text", "One hard talk, and what I asked in it.")
    ben.press("Save")
    ben.answer(f"question_{first.pk}", "0")
    ben.answer(f"question_{second.pk}", "1")
    ben.press("Check my answers")
    says(ben, "Trained mentor")
    assert path.progress.get(profile=cast.ben).finished_at is not None


def test_thank_somebody(ben, cast):
    ben.open("/kudos/give/")
    ben.person("recipient", cast.ada.name)
    ben.type("words", "You stayed an hour to draw our refund flow.")
    ben.press("Send kudos")
    says(ben, "Kudos sent to Ada.")
    row = Kudos.objects.get()
    assert (row.giver, row.recipient, row.audience) == (cast.ben, cast.ada, "public")


def test_nominate_somebody(ben, cast):
    award = world.call(cast.hana)
    ben.open("/awards/")
    ben.press("Good neighbor")
    ben.press("Nominate")
    ben.person("person", cast.ada.name)
    ben.type("words", "She answers when nobody else does.")
    ben.press("Send nomination")
    says(ben, "You have nominated Ada.")
    row = Nomination.objects.get()
    assert (row.call, row.nominee, row.nominator) == (award, cast.ada, cast.ben)
