"""From the mail to the saved answer: two taps, no sign-in, within ten seconds."""

import datetime as dt
import re
import time

import pytest
from django.utils import timezone

from checkins import nudges, questions
from checkins.models import CheckIn
from checkins.planner import Block, Letter, Step
from tests.mail import drain_outbox
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def cast(site):
    return build_cast()


def mail_about(cast, person, step):
    now = timezone.now()
    letter = Letter((Block(step, cast.pair.pk),))
    nudges.nudge(person, letter, {cast.pair.pk: cast.pair}, due_at=now, send_at=now, now=now)
    (mail,) = drain_outbox(now=now + dt.timedelta(seconds=1))
    return mail


def two_taps(page, mail, choice):
    """The link, then Save; gives the seconds it took."""
    link = next(link for link in mail.links if link.endswith(f"a={choice}"))
    began = time.monotonic()
    page.goto(link)
    assert not CheckIn.objects.answered().exists()
    page.get_by_role("button", name="Save answer").click()
    page.get_by_text(re.compile("^Answer saved")).wait_for()
    return time.monotonic() - began


@pytest.mark.parametrize("choice", ["met_helped", "met_so_so", "booked", "need_help"])
def test_the_weekly_question(cast, page, watch, choice):
    mail = mail_about(cast, cast.ben, Step.ASK)
    assert two_taps(page, mail, choice) < 10
    checkin = CheckIn.objects.answered().get()
    assert (checkin.author, checkin.answer) == (cast.ben, choice)
    assert page.get_by_text("Ada does not see this.").first.is_visible()


def test_a_level_halfway(cast, page, watch):
    mail = mail_about(cast, cast.ben, Step.MIDPOINT)
    assert two_taps(page, mail, "3") < 10
    assert cast.pair.ratings.get().level == 3


def test_a_used_link_says_what_was_answered_and_an_old_one_offers_the_newest(cast, page, watch):
    mail = mail_about(cast, cast.ben, Step.ASK)
    two_taps(page, mail, "booked")
    link = next(link for link in mail.links if link.endswith("a=met_helped"))
    page.goto(link)
    page.get_by_text(re.compile("You answered “Not yet, it is booked” on .* Change it?")).wait_for()
    CheckIn.objects.update(closes_at=timezone.now() - dt.timedelta(hours=1))
    newest = questions.ask_fit(cast.pair, cast.ben, now=timezone.now())
    page.goto(link)
    page.get_by_text("It can no longer be changed").wait_for()
    offered = page.get_by_role("link", name="Answer the newest question")
    assert offered.get_attribute("href") == f"/checkins/{newest.pk}/"
