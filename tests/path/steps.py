"""The main path as people without JavaScript walk it: every step is a link or a form of the page
before, every code and address comes out of a mail that went over SMTP.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from checkins import nudges
from checkins.models import CheckIn
from matching import answers, runs
from matching.models import Pair
from profiles.models import Goal, Offer
from tests.mail import drain_outbox
from tests.path.reader import Reader
from tests.people import make_hr

SOFIA, BEN = "sofia.rossi@example.com", "ben.ito@example.com"
MADRID = ZoneInfo("Europe/Madrid")
TUESDAY_AND_WEDNESDAY = [24 + 14, 24 + 15, 48 + 9]


def sign_up(address) -> Reader:
    reader = Reader()
    reader.client.cookies["tz"] = "Europe/Madrid"
    reader.open("/")
    reader.follow("Sign up with your work e-mail")
    reader.press("Send me a code", email=address)
    (mail,) = drain_outbox()
    assert mail.to == address
    reader.press("Continue", code=mail.code)
    assert reader.url == "/"
    return reader


def sign_in(address) -> Reader:
    reader = Reader()
    reader.open("/accounts/login/")
    reader.press("Continue", login=address)
    reader.press("Continue", code=drain_outbox()[-1].code)
    return reader


def set_up_profile(reader, skill) -> None:
    reader.open("/profile/")
    reader.follow("Add skills")
    reader.press("Save", add_text=skill)
    reader.press("Save")  # the level it guessed is fine
    reader.open("/profile/goals/")
    reader.press("Save", add_text="Presenting")
    reader.press("Save")
    assert "Presenting" in reader.open("/profile/")


def join(reader, program, role) -> None:
    reader.open("/")
    assert program.name in reader.page
    reader.follow("Join in two minutes")
    reader.press("Continue", role=role)
    if role == "mentee":
        reader.press("Continue", goals_text="Negotiation", sentence="Lead a client workshop.")
    else:
        reader.press("Continue", offers_text="Negotiation")
    reader.press("Continue", hours=TUESDAY_AND_WEDNESDAY)
    reader.press("Join the program")
    assert "You are in" in reader.page
    (mail,) = drain_outbox()
    assert mail.subject.startswith("You are in")


def match(hr, program) -> None:
    """HR opens a round, has it run, approves and publishes."""
    hr.open(f"/hr/programs/{program.pk}/rounds/")
    hr.press("New round")
    round_url = hr.url
    hr.press("Start matching")
    assert runs.execute_next("test", now=timezone.now()).error == ""
    hr.open(hr.url)
    hr.follow("Review results")
    hr.follow("Ben Ito with Sofia Rossi")
    assert "Sofia offers Negotiation" in hr.page
    # With its key; "Approve" alone is the bar of the selection.
    hr.press("Approvea")
    hr.open(round_url)
    hr.follow("Publish 1")
    assert "Would you be the mentor of" in hr.page
    hr.press("Publish 1 pair")
    assert "Published 1 pair." in hr.page


def a_week_later(pair) -> dt.datetime:
    """Moves the pair into the past and gives the mentee's moment of next week's question."""
    week = dt.timedelta(days=8)
    today = timezone.now().astimezone(MADRID).date()
    Pair.objects.filter(pk=pair.pk).update(
        starts_on=today - week,
        visible_at=pair.visible_at - week,
        answered_at=pair.answered_at - week,
    )
    tuesday = today + dt.timedelta(days=(1 - today.weekday()) % 7 or 7)
    return dt.datetime.combine(tuesday, dt.time(10, 5), MADRID)


def mentor_says_yes(mentee) -> Pair:
    """The mentor hears first and answers from the mail; only then the mentee hears."""
    answers.tick(now=timezone.now())
    (asked,) = [mail for mail in drain_outbox() if mail.to == SOFIA]
    assert asked.subject == "Would you be the mentor of Ben Ito?"
    assert "Sofia" not in mentee.open("/")
    by_mail = Reader()  # Nobody is signed in here.
    by_mail.open(asked.link("/m/match/"))
    assert Pair.objects.get().answered_at is None
    by_mail.press("Save my answer")
    pair = Pair.objects.get()
    assert pair.state == Pair.State.ACTIVE
    (told,) = [mail for mail in drain_outbox() if mail.to == BEN]
    assert told.subject == "Meet Sofia Rossi, your mentor"
    assert "Sofia offers Negotiation, which you asked for." in mentee.open(
        told.link(f"/pairs/{pair.pk}/")
    )
    assert "Sofia" in mentee.open("/")
    return pair


def ask_for_help(pair) -> None:
    """The weekly mail and its two taps: the link, then Save; a GET alone changes nothing."""
    then = a_week_later(pair)
    nudges.tick(now=then)
    (nudge,) = [mail for mail in drain_outbox(now=then) if mail.to == BEN]
    assert nudge.subject == "When will you and Sofia meet?"
    by_mail = Reader()
    by_mail.open(next(link for link in nudge.links if "a=need_help" in link))
    assert not CheckIn.objects.answered().exists()
    by_mail.press("Save answer")
    checkin = CheckIn.objects.answered().get()
    assert (checkin.author.name, checkin.answer) == ("Ben Ito", CheckIn.Answer.NEED_HELP)


def walk(program) -> list[Reader]:
    """From two sign-ups to the call for help on HR's page; gives everybody who read."""
    make_hr("Hana Suzuki")
    sofia = sign_up(SOFIA)
    set_up_profile(sofia, "Negotiation")
    join(sofia, program, "mentor")
    ben = sign_up(BEN)
    set_up_profile(ben, "Presenting")
    join(ben, program, "mentee")
    assert Offer.objects.filter(profile__name="Sofia Rossi", skill__name="Negotiation").exists()
    assert Goal.objects.filter(profile__name="Ben Ito", skill__name="Negotiation").exists()
    hr = sign_in("hana.suzuki@example.com")
    match(hr, program)
    ask_for_help(mentor_says_yes(ben))
    page = hr.open("/hr/groups/")
    assert "Ben Ito" in page
    assert "need help" in page
    return [sofia, ben, hr]
