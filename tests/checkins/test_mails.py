"""Every mail of this room, in every branch: both bodies, short subject, nothing missing."""

import datetime as dt
import re

import pytest

from checkins import (
    agreements,
    blocks,
    emails,
    emails_staff,
    escalation,
    fits,
    nudges,
    questions,
    ratings,
)
from checkins import help as help_
from checkins.models import CheckIn, Meeting, Nudge
from checkins.planner import Block, Letter, Step
from matching.models import Pair, Program
from outbox.kinds import REGISTRY
from outbox.models import Message
from tests.checkins.asked import answered
from tests.checkins.test_met import meeting
from tests.mail import drain_outbox
from tests.people import enroll, make_goal, make_pair, make_person, make_program

NOW = dt.datetime(2027, 5, 25, 8, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LONG = "Maximiliana-Wilhelmina-Friederike-Charlotte"
COLOR = re.compile(r"(?:color|background-color|border)\s*:\s*[^;\"']*", re.IGNORECASE)
PREHEADER = re.compile(r'<div style="display:none[^>]*>(.*?)</div>', re.DOTALL)


@pytest.fixture
def pair(cast, smtp):
    began(cast.pair, NOW - 60 * DAY, NOW + 120 * DAY)
    return cast.pair


def began(pair, starts, ends):
    Pair.objects.filter(pk=pair.pk).update(
        visible_at=starts, starts_on=starts.date(), ends_on=ends.date()
    )
    pair.refresh_from_db()


def check(mail, kind):
    assert 0 < len(mail.subject) <= 50, (kind, mail.subject)
    assert len(mail.html.encode()) <= 60_000
    (preheader,) = PREHEADER.findall(mail.html)
    assert 0 < len(preheader.strip()) <= 90, (kind, preheader)
    for body in (mail.text, mail.html):
        assert body.strip()
        for wrong in ("%(", "{{", "{%", "None", "You get this because you are paired with :"):
            assert wrong not in body, (kind, wrong)
        assert "You get this" in body
    for part in COLOR.findall(mail.html):
        assert not re.search(r"oklch|rgb|hsl|var\(", part), part
    assert all(link.startswith("http://testserver/") for link in mail.links)


def send(person, pair, step, **kwargs):
    """One mail with one block, whatever the planner would say."""
    if step == Step.AGREEMENT and not pair.meetings.exists():
        meeting(pair, NOW - 20 * DAY)
    letter = Letter((Block(step, pair.pk, "tip-4" if step == Step.TIP else ""),), **kwargs)
    nudges.nudge(person, letter, {pair.pk: pair}, due_at=NOW, send_at=NOW, now=NOW)
    (mail,) = [mail for mail in drain_outbox(now=NOW) if mail.to == person.user.email]
    check(mail, step.name)
    return mail


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("who", ["ada", "ben"])
@pytest.mark.parametrize("name", ["", LONG])
def test_every_step_for_both_sides_with_short_and_long_names(cast, pair, step, who, name):
    for person in (cast.ada, cast.ben):
        person.preferred_name = name
        person.save(update_fields=["preferred_name"])
    pair.refresh_from_db()
    me = getattr(cast, who)
    mail = send(me, pair, step)
    partner = pair.partner_of(me)
    assert partner.first_name in mail.text


WORDS = {
    Step.ENDING: "Use the last meeting for three things",
    Step.OFFER_END: "Keep going",
    Step.QUIET: "What would help?",
    Step.FIRST_DATE: "You and Ada have not set a first date.",
    Step.MIDPOINT: "At the start you rated Negotiation 1 of 5.",
    Step.ASK: "Have you and Ada met since 26 March?",
    Step.HOW: "Have you and Ada met since 26 March?",
    Step.AGREEMENT: "You and Ada have no agreement yet.",
    Step.TIP: "A next step:",
}


@pytest.mark.parametrize("step", list(Step))
def test_the_words_of_every_step(cast, pair, step):
    assert WORDS[step] in send(cast.ben, pair, step).text


def test_subjects_as_designed(cast, pair):
    said = {}
    for week, step in enumerate(Step):
        Nudge.objects.all().delete()
        Message.objects.all().delete()
        CheckIn.objects.all().delete()
        said[step] = send(cast.ben, pair, step).subject
        assert week < len(Step)
    assert said == {
        Step.ENDING: "17 weeks left with Ada: finish or extend?",
        Step.OFFER_END: "Keep going or close, you and Ada?",
        Step.QUIET: "Still worth it, you and Ada?",
        Step.FIRST_DATE: "When will you and Ada meet?",
        Step.MIDPOINT: "Halfway: what changed?",
        Step.ASK: "Have you and Ada met since 26 March?",
        Step.HOW: "Have you and Ada met since 26 March?",
        Step.AGREEMENT: "You and Ada have no agreement yet",
        Step.TIP: "A next step for you and Ada",
    }


def test_three_times_that_usually_suit_both_and_nothing_kept_free(cast, pair):
    for person in (cast.ada, cast.ben):
        person.weekly_hours = [33, 34, 57, 58, 81, 82]
        person.save(update_fields=["weekly_hours"])
    pair.refresh_from_db()
    mail = send(cast.ben, pair, Step.FIRST_DATE)
    assert "You both marked Wednesday mornings as usually good." in mail.text
    assert mail.text.count("- Wed 26 May, 09:00") == 1
    assert "kept" not in mail.text
    labels = re.findall(r"^- (.+?): http", mail.text, re.MULTILINE)
    assert labels[-3:] == ["We already have a date", "We have met already", "We need help"]
    assert len(labels) == 7
    assert labels[3] == "Another time"
    assert mail.html.count("/m/book/") == 4


def test_hours_nobody_shares_are_said(cast, pair):
    mail = send(cast.ben, pair, Step.FIRST_DATE)
    assert "You have not said yet when you can usually meet." in mail.text


def test_a_quiet_pair_reads_the_last_meeting_known(cast, pair):
    meeting(pair, NOW - 25 * DAY)
    mail = send(cast.ben, pair, Step.QUIET)
    assert "We know of no meeting with Ada since 30 April. That happens." in mail.text
    for label in ("Suggest times", "Pause until a date", "End it kindly", "We have met since"):
        assert f"- {label}: http" in mail.text


def test_keep_going_is_in_the_mail_of_day_45_and_on_its_page(cast, pair, client):
    mail = send(cast.ben, pair, Step.OFFER_END)
    address = next(link for link in mail.links if "a=keep_going" in link)
    path = "/" + address.split("/", 3)[3]
    CheckIn.objects.update(closes_at=dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    page = client.get(path)
    assert re.search(r'value="keep_going"[^>]*checked', page.text)
    client.post(path, {"answer": "keep_going"})
    assert CheckIn.objects.get().answer == "keep_going"


def test_a_pair_asked_by_hr_after_it_has_met_is_not_told_of_a_first_date(cast, pair):
    meeting(pair, NOW - 25 * DAY)
    mail = send(cast.ben, pair, Step.FIRST_DATE)
    assert "You and Ada have no next date." in mail.text


def test_a_tip_names_the_next_date_on_both_clocks_and_the_goal(cast, pair):
    cast.ada.time_zone = "America/New_York"
    cast.ada.save(update_fields=["time_zone"])
    meeting(pair, NOW + 2 * DAY, Meeting.State.BOOKED)
    mail = send(cast.ben, pair, Step.TIP)
    assert "Next date: Thu 27 May, 10:00 your time (04:00 for Ada)." in mail.text
    assert "The goal: “Lead a client workshop.”" in mail.text


def test_halfway_without_goals_and_for_the_mentor_is_in_words(cast, pair):
    mail = send(cast.ada, pair, Step.MIDPOINT)
    assert "- It is going well: http" in mail.text
    assert "rated" not in mail.text


def test_halfway_reads_the_rating_of_the_start(cast, pair):
    ratings.begin(now=NOW)
    skill = cast.ben.goals.get().skill
    ratings.rate(pair, cast.ben.pk, skill.pk, "start", 2, now=NOW)
    assert "you rated Negotiation 2 of 5" in send(cast.ben, pair, Step.MIDPOINT).text


def test_a_rare_mail_asks_whether_it_is_still_useful(cast, pair):
    mail = send(cast.ben, pair, Step.QUIET, is_rare=True)
    assert "Still useful?" in mail.text
    assert "Still useful?" in mail.html


def test_how_it_was_once_the_partner_has_said_that_they_met(cast, pair):
    letter = Letter((Block(Step.ASK, pair.pk),))
    nudges.nudge(cast.ben, letter, {pair.pk: pair}, due_at=NOW, send_at=NOW, now=NOW)
    answered(cast, "met_helped", author=cast.ada, now=NOW)
    (mail,) = drain_outbox(now=NOW)
    check(mail, "how")
    assert mail.subject == "How was your last meeting with Ada?"
    assert "- It helped: http" in mail.text


def test_several_pairs_are_one_mail_of_five_blocks_at_most(cast, pair):
    cast.ben.mentoring_limit = 10
    cast.ben.save()
    letter, pairs = [Block(Step.ASK, pair.pk)], {pair.pk: pair}
    for number in range(6):
        program = make_program(f"Program {number}", format=Program.Format.REVERSE)
        other = make_person(f"Person{number} Lee")
        found = make_pair(
            program, enroll(program, other, "mentor"), enroll(program, cast.ben),
            visible_at=NOW - 60 * DAY, starts_on=(NOW - 60 * DAY).date(),
            ends_on=(NOW + 60 * DAY).date(),
        )  # fmt: skip
        letter.append(Block(Step.ASK, found.pk))
        pairs[found.pk] = found
    nudges.nudge(cast.ben, Letter(tuple(letter)), pairs, due_at=NOW, send_at=NOW, now=NOW)
    (mail,) = drain_outbox(now=NOW)
    check(mail, "many")
    assert mail.text.count("- Yes, it helped: http") == 5
    assert "2 more pairs" in mail.text


def test_the_fit_question_for_both(cast, pair):
    meeting(pair, NOW - dt.timedelta(hours=3))
    assert fits.tick(now=NOW + dt.timedelta(minutes=1)) == 2
    sent = {mail.to: mail for mail in drain_outbox(now=NOW + dt.timedelta(minutes=1))}
    assert sent[cast.ben.user.email].subject == "How did it feel, meeting Ada?"
    for mail in sent.values():
        check(mail, "fit")
        assert "- Not a fit: http" in mail.text
        assert "does not see this" in mail.text
        assert mail.headers["List-Unsubscribe"]


def test_a_call_for_help_goes_to_hr_without_its_words(cast, pair):
    answered(cast, "need_help", words="We never find a time.", now=NOW)
    escalation.tell_calls(now=NOW)
    (mail,) = drain_outbox(now=NOW)
    check(mail, "calls")
    assert mail.to == cast.hana.user.email
    assert mail.subject == "1 pair asks for help"
    assert "Ben Ito, with Ada Obi in Spring Mentoring: Not yet, we need help." in mail.text
    assert "never find a time" not in mail.text


def test_quiet_pairs_go_to_hr_and_the_coordinator_with_their_facts(cast, pair):
    monday = dt.datetime(2027, 5, 24, 7, 0, tzinfo=dt.UTC)
    assert escalation.tell_quiet(now=monday) == 2
    sent = drain_outbox(now=monday)
    assert {mail.to for mail in sent} == {cast.hana.user.email, cast.cora.user.email}
    for mail in sent:
        check(mail, "quiet")
        assert mail.subject == "1 pair could use a hand"
        assert "Ada Obi, Ben Ito: No first meeting," in mail.text


def test_every_kind_of_this_room_is_rendered_here():
    ours = {kind.name for kind in (*emails.KINDS, *emails_staff.KINDS)}
    assert ours == {nudges.KIND, emails.FIT, escalation.CALLS, escalation.QUIET}
    assert ours <= set(REGISTRY)
    assert set(blocks.WRITERS) == set(Step) == set(WORDS)


def test_an_answer_from_the_weekly_mail_is_two_taps(cast, pair, client):
    mail = send(cast.ben, pair, Step.ASK)
    CheckIn.objects.update(closes_at=dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    path = next(link for link in mail.links if "a=met_helped" in link).removeprefix(
        "http://testserver"
    )
    assert re.search(r'value="met_helped"[^>]*checked', client.get(path).text)
    client.post(path, {"answer": "met_helped"})
    assert CheckIn.objects.get().answer == "met_helped"


def test_hr_nudges_with_one_click_within_the_budget(cast, pair):
    outcomes = help_.send(pair, by=cast.hana.user, now=NOW)
    assert [outcome.is_sent for outcome in outcomes] == [True, True]
    again = help_.send(pair, by=cast.hana.user, now=NOW, with_times=True)
    assert [outcome.words for outcome in again] == [
        "Ada had this week’s mail already.", "Ben had this week’s mail already.",
    ]  # fmt: skip
    for mail in drain_outbox(now=NOW):
        check(mail, "help")
    assert Message.objects.filter(kind=nudges.KIND).count() == 2


def test_more_goals_and_no_sentence_leave_no_gap(cast, pair):
    cast.ben.goals.update(sentence="")
    make_goal(cast.ben, "SQL", sentence="", priority=2)
    assert "You set out to" not in send(cast.ben, pair, Step.ENDING).text
    assert questions.ask_halfway(pair, cast.ben, now=NOW).kind == "midpoint"


def test_no_reminder_to_sign_once_it_is_signed(cast, pair):
    meeting(pair, NOW - 20 * DAY)
    letter = Letter((Block(Step.AGREEMENT, pair.pk),))
    nudges.nudge(cast.ben, letter, {pair.pk: pair}, due_at=NOW, send_at=NOW, now=NOW)
    agreements.save(pair, agreements.draft(pair), by=cast.ben, seen=0, now=NOW)
    assert drain_outbox(now=NOW) == []
