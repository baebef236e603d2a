"""The whole main path in a real browser, scripts on: sign-up with the mailed code → profile → join
→ run → review → publish → mails → pair page → nudge → two taps → HR."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from checkins import nudges
from checkins.models import CheckIn
from matching import answers, runs
from matching.models import Pair
from tests.mail import drain_outbox
from tests.path.steps import BEN, SOFIA, a_week_later
from tests.people import make_hr, make_program

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def mail_to(address, *, now=None):
    return next(mail for mail in drain_outbox(now=now) if mail.to == address)


def sign_up(person, address):
    person.open("/")
    person.follow("Sign up with your work e-mail")
    person.fill("E-mail", address)
    person.press("Send me a code")
    person.fill("Code", mail_to(address).code)
    person.press("Continue")
    assert person.path == "/"


def sign_in(person, address):
    person.open("/accounts/login/")
    person.fill("E-mail", address)
    person.press("Continue")
    person.fill("Code", mail_to(address).code)
    person.press("Continue")


def set_up_profile(person, section, skill):
    person.open(f"/profile/{section}/")
    person.take(re.compile("^Add skills"), skill)
    person.press("Save")
    person.press("Save")
    assert person.path == "/profile/"
    assert person.sees(skill)


def join(person, role):
    person.open("/")
    person.follow("Join in two minutes")
    person.choose(role)
    person.press("Continue")
    person.take(re.compile("^Skills"), "Presenting")  # "Negotiation" comes from the profile.
    if role == "Find a mentor":
        person.fill("In three months", "Lead a client workshop.")
    person.press("Continue")
    for hour in ("Tuesday 14:00", "Tuesday 15:00"):
        person.choose(re.compile(hour))
    person.press("Continue")
    person.press("Join the program")
    assert person.heading.startswith("You are in")


def publish(hr, program):
    hr.open(f"/hr/programs/{program.pk}/rounds/")
    hr.press("New round")
    hr.press("Start matching")
    hr.page.get_by_text("Waiting for a worker").wait_for()
    assert runs.execute_next("test", now=timezone.now()).error == ""
    hr.follow("Review results")  # The page learned of the end by itself.
    hr.follow("Ben Ito with Sofia Rossi")
    hr.press("Approve")
    hr.sees("Approved Sofia Rossi and Ben Ito")
    hr.follow("Round 1")
    hr.follow(re.compile("^Publish"))
    hr.press("Publish 1 pair")
    assert hr.sees("Published 1 pair.")


def test_from_sign_up_to_the_answered_nudge(newcomer, site, settings):
    settings.RECALL_MINUTES = 0
    call_command("load_skills", stdout=StringIO())
    make_hr("Hana Suzuki")
    program = make_program()
    sofia, ben, hr = newcomer(), newcomer(), newcomer()
    sign_up(sofia, SOFIA)
    set_up_profile(sofia, "skills", "Negotiation")
    join(sofia, "Be a mentor")
    sign_up(ben, BEN)
    set_up_profile(ben, "goals", "Negotiation")
    join(ben, "Find a mentor")
    drain_outbox()
    sign_in(hr, "hana.suzuki@example.com")
    publish(hr, program)
    pair = the_mentor_says_yes(newcomer(), ben)
    ben_asks_for_help(newcomer(), pair)
    hr.open("/hr/groups/")
    assert hr.sees("Ben Ito")
    assert hr.sees(re.compile("needs? help", re.IGNORECASE))


def the_mentor_says_yes(reader, ben):
    answers.tick(now=timezone.now())
    asked = mail_to(SOFIA)
    reader.open(next(link for link in asked.links if "/m/match/" in link))
    reader.press("Save my answer")
    assert reader.sees("You and Ben are a pair")
    told = mail_to(BEN)
    assert told.subject == "Meet Sofia Rossi, your mentor"
    ben.open(next(link for link in told.links if "/pairs/" in link))
    assert ben.sees("Sofia offers Negotiation, which you asked for.")
    return Pair.objects.get()


def ben_asks_for_help(reader, pair):
    then = a_week_later(pair)
    nudges.tick(now=then)
    nudge = mail_to(BEN, now=then)
    reader.open(next(link for link in nudge.links if "a=need_help" in link))
    assert reader.page.get_by_label("Not yet, we need help").is_checked()
    assert not CheckIn.objects.answered().exists()
    reader.press("Save answer")
    assert CheckIn.objects.answered().get().answer == CheckIn.Answer.NEED_HELP
