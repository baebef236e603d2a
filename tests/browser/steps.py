"""The main path as people at browsers walk it. `office` is who does the work behind the pages: this
process (`Here`) or a real worker (tests/browser/test_real_worker.py)."""

import re
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from checkins import nudges
from checkins.models import CheckIn
from matching import answers, runs
from matching.models import Pair
from tests.mail import drain_outbox
from tests.path.steps import BEN, SOFIA, a_week_later
from tests.people import make_hr, make_program


class Here:
    """Sends the mails and runs the matching itself, when asked."""

    def mail_to(self, address, *, now=None):
        answers.tick(now=timezone.now())
        return [mail for mail in drain_outbox(now=now) if mail.to == address][-1]

    def run_matching(self, hr):
        hr.page.get_by_text("Waiting for a worker").wait_for()
        assert runs.execute_next("test", now=timezone.now()).error == ""

    def nudge(self, pair):
        then = a_week_later(pair)
        nudges.tick(now=then)
        return self.mail_to(BEN, now=then)


def walk(newcomer, office):
    """Everybody has a browser of their own; so has who opens a link of a mail."""
    call_command("load_skills", stdout=StringIO())
    make_hr("Hana Suzuki")
    program = make_program()
    sofia, ben, hr = newcomer(), newcomer(), newcomer()
    sign_up(sofia, office, SOFIA)
    set_up_profile(sofia, "skills", "Negotiation")
    join(sofia, "Be a mentor")
    sign_up(ben, office, BEN)
    set_up_profile(ben, "goals", "Negotiation")
    join(ben, "Find a mentor")
    sign_in(hr, office, "hana.suzuki@example.com")
    publish(hr, office, program)
    pair = the_mentor_says_yes(newcomer(), office, ben)
    ben_asks_for_help(newcomer(), office, pair)
    hr.open("/hr/groups/")
    assert hr.sees("Ben Ito")
    assert hr.sees(re.compile("needs? help", re.IGNORECASE))


def sign_up(person, office, address):
    person.open("/")
    person.follow("Sign up with your work e-mail")
    person.fill("E-mail", address)
    person.press("Send me a code")
    person.fill("Code", office.mail_to(address).code)
    person.press("Continue")
    assert person.path == "/"


def sign_in(person, office, address):
    person.open("/accounts/login/")
    person.fill("E-mail", address)
    person.press("Continue")
    person.fill("Code", office.mail_to(address).code)
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


def publish(hr, office, program):
    hr.open(f"/hr/programs/{program.pk}/rounds/")
    hr.press("New round")
    hr.press("Start matching")
    office.run_matching(hr)
    hr.follow("Review results")  # The page learned of the end by itself.
    hr.follow("Ben Ito with Sofia Rossi")
    hr.page.get_by_role("button", name="Approve").first.click()
    hr.sees("Approved Ben Ito with Sofia Rossi")
    hr.follow(re.compile("^Publish"))
    hr.press("Publish 1 pair")
    assert hr.sees("Published 1 pair.")


def the_mentor_says_yes(reader, office, ben):
    asked = office.mail_to(SOFIA)
    reader.open(next(link for link in asked.links if "/m/match/" in link))
    reader.press("Save my answer")
    assert reader.sees("You and Ben are a pair")
    told = office.mail_to(BEN)
    assert told.subject == "Meet Sofia Rossi, your mentor"
    ben.open(next(link for link in told.links if "/pairs/" in link))
    assert ben.sees("Sofia offers Negotiation, which you asked for.")
    return Pair.objects.get()


def ben_asks_for_help(reader, office, pair):
    nudge = office.nudge(pair)
    reader.open(next(link for link in nudge.links if "a=need_help" in link))
    assert reader.page.get_by_label("Not yet, we need help").is_checked()
    assert not CheckIn.objects.answered().exists()
    reader.press("Save answer")
    assert CheckIn.objects.answered().get().answer == CheckIn.Answer.NEED_HELP
