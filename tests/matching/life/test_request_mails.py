import datetime as dt

import pytest

from matching import requests
from matching.models import MentorRequest
from tests.mail import drain_outbox
from tests.matching.life.asked import NOW, make_market
from tests.matching.life.test_away_mails import check

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def market():
    return make_market()


def sent(at=NOW):
    return {mail.to: mail for mail in drain_outbox(now=at + dt.timedelta(seconds=5))}


def test_the_mentor_reads_the_words_the_goal_and_the_deadline(market, smtp):
    market.ask()
    mail = sent()[market.mentors["Ada"].profile.user.email]
    check(mail)
    assert mail.subject == "Ben asks you to be their mentor"
    assert "“I would like to lead a workshop.”" in mail.text
    assert "“Lead a client workshop.”" in mail.text
    assert "(Europe/Madrid)" in mail.text
    assert len([link for link in mail.links if "/m/request/" in link]) == 2


def test_no_and_no_answer_read_the_same(market, smtp):
    said, later = [], NOW + 9 * DAY
    for ending in ("not_now", "expired"):
        made = market.ask(goes_on=False)
        sent()
        if ending == "not_now":
            requests.not_now(made, by=market.mentors["Ada"].profile.user, now=later)
        else:
            requests.tick(now=later)
        mail = sent(later)[market.ben.profile.user.email]
        check(mail)
        said.append((mail.subject, mail.text.split("http")[0]))
        MentorRequest.objects.all().delete()
    assert said[0] == said[1]


def test_the_mentee_reads_who_is_asked_next_and_where_to_stop(market, smtp):
    made = market.ask()
    sent()
    requests.not_now(made, by=market.mentors["Ada"].profile.user, now=NOW)
    mails = sent()
    mail = mails[market.ben.profile.user.email]
    check(mail)
    assert mail.subject == "We have asked Mia now"
    assert "It did not work out with Ada this time." in mail.text
    assert "You can stop this" in mail.text
    check(mails[market.mentors["Mia"].profile.user.email])


def test_long_names_leave_the_subjects_short(market, smtp):
    long = "Wolfeschlegelsteinhausenbergerdorff-Welchevoralterns Obi"
    for row in (market.ben, market.mentors["Mia"]):
        row.profile.name = long
        row.profile.save(update_fields=["name"])
    made = market.ask()
    check(sent()[market.mentors["Ada"].profile.user.email])
    requests.not_now(made, by=market.mentors["Ada"].profile.user, now=NOW)
    check(sent()[market.ben.profile.user.email])


def test_a_request_taken_back_at_once_sends_nothing(market, smtp):
    requests.stop(market.ask(), by=market.ben.profile.user, now=NOW)
    assert sent() == {}
