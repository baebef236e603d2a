"""What a pair of each format reads and is asked: plan, next step, weekly mail, fit, contract."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from checkins import agreements, facts, fits, planner, questions, shared_answers, timeline
from checkins.emails_closing import celebrate
from checkins.models import CheckIn, Meeting
from checkins.planner import PairFacts, Step
from matching.models import Pair
from outbox.models import Message
from tests.checkins.space import become, booked, hand_over, held, signed_agreement, write_agreement
from tests.people import enroll, make_pair, make_person

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 24)
DAY = dt.timedelta(days=1)


def pair_facts(**fields):
    begun = {"pair": 1, "begins_on": TODAY - 20 * DAY, "ends_on": TODAY + 60 * DAY}
    return PairFacts(**begun | {"weeks_between": 2} | fields)


def steps(**fields):
    return planner.steps(pair_facts(**fields), today=TODAY)


def test_one_talk_is_only_helped_to_a_date():
    assert steps(is_single=True) == [Step.FIRST_DATE]
    assert Step.ASK in steps()
    assert steps(is_single=True, has_date=True) == []
    assert steps(is_single=True, last_met=TODAY - 5 * DAY) == []
    assert steps(is_single=True, begins_on=TODAY - 6 * DAY) == []
    assert steps(is_single=True, ends_on=TODAY + 3 * DAY) == [Step.FIRST_DATE]


def test_where_meetings_count_they_decide_when_the_review_comes():
    assert Step.MIDPOINT in steps(review_due=True)
    assert Step.MIDPOINT not in steps(review_due=True, was_asked_halfway=True)
    past_the_middle = {"begins_on": TODAY - 200 * DAY, "last_met": TODAY - 2 * DAY}
    assert Step.MIDPOINT in steps(**past_the_middle)
    assert Step.MIDPOINT not in steps(**past_the_middle, review_due=False)


def known(cast, person):
    now = timezone.now()
    Pair.objects.update(visible_at=now - 40 * DAY, starts_on=now.date() - 40 * DAY)
    found = facts.gather([person], now=now)
    return facts.of_pairs(person, found, now=now)


@pytest.mark.parametrize(
    ("format_", "meetings", "single", "due"),
    [
        ("mentoring", 3, False, None),
        ("flash", 0, True, False),
        ("coaching", 2, False, False),
        ("coaching", 3, False, True),
        ("handover", 4, False, False),
    ],
)
def test_the_facts_know_the_format(cast, format_, meetings, single, due):
    become(cast.pair, format_)
    for n in range(meetings):
        held(cast.pair, days_ago=30 - n * 4)
    [one] = known(cast, cast.ben)
    assert (one.is_single, one.review_due) == (single, due)
    assert bool(one.tip) == (format_ == "mentoring")


@pytest.fixture
def group(cast):
    """Ada with Ben and two more in a group."""
    become(cast.pair, "group")
    cast.ada_enrolled.capacity = 3
    cast.ada_enrolled.save()
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(mentoring_limit=3)
    cast.ada.refresh_from_db()
    cast.ada_enrolled.profile = cast.ada
    more = [
        make_pair(cast.program, cast.ada_enrolled, enroll(cast.program, make_person(name)))
        for name in ("Gus Hale", "Hilde Moe")
    ]
    return [cast.pair, *more]


def test_the_mentor_of_a_group_is_asked_once_for_all(cast, group):
    assert [one.pair for one in known(cast, cast.ada)] == [cast.pair.pk]
    assert [one.pair for one in known(cast, group[2].mentee)] == [group[2].pk]


def test_several_pairs_of_mentoring_are_asked_about_one_by_one(cast, group):
    become(cast.pair, "mentoring")
    assert len(known(cast, cast.ada)) == 3


def weekly(pair, author, answer):
    now = timezone.now()
    checkin = questions.this_week(pair, author, now=now)
    return questions.take_answer(checkin, questions.Reply(answer), now=now)


@pytest.mark.parametrize("answer", ["met_helped", "booked"])
def test_the_answer_of_the_mentor_is_kept_for_each_pair(cast, group, answer):
    weekly(cast.pair, cast.ada, answer)
    rows = CheckIn.objects.filter(author=cast.ada, kind="weekly")
    assert sorted(rows.values_list("pair", "answer")) == [(one.pk, answer) for one in group]
    weekly(cast.pair, cast.ada, "met_so_so")
    assert set(rows.values_list("answer", flat=True)) == {"met_so_so"}
    assert rows.count() == 3


def test_a_call_for_help_stays_with_its_pair(cast, group):
    weekly(cast.pair, cast.ada, "need_help")
    assert CheckIn.objects.filter(author=cast.ada).count() == 1


def test_the_answer_of_a_mentee_is_theirs_alone(cast, group):
    weekly(cast.pair, cast.ben, "met_helped")
    assert CheckIn.objects.count() == 1


def test_a_mentor_of_two_pairs_answers_for_each(cast, group):
    become(cast.pair, "mentoring")
    weekly(Pair.objects.get(pk=cast.pair.pk), cast.ada, "met_helped")
    assert CheckIn.objects.count() == 1
    assert not shared_answers.is_shared(cast.pair, cast.ada)


def test_how_it_feels_is_asked_of_mentees_alone_in_a_group_and_of_nobody_after_one_talk(cast):
    now = timezone.now()
    held(cast.pair, days_ago=3)
    become(cast.pair, "flash")
    fits.tick(now=now)
    assert CheckIn.objects.count() == 0
    become(cast.pair, "group")
    fits.tick(now=now)
    assert [one.author for one in CheckIn.objects.all()] == [cast.ben]


def labels(cast, **known):
    known = {"has_met": False, "next_at": None, "now": timezone.now()} | known
    return [stop.label for stop in timeline.of(cast.pair, None, **known)]


def test_the_plan_is_that_of_the_format(cast):
    become(cast.pair, "flash")
    assert labels(cast) == ["Matched", "Your talk", "Over, with thanks"]
    become(cast.pair, "coaching")
    assert labels(cast)[2:5] == [
        "Contract signed by both",
        "Review after meeting 3",
        "Review after meeting 6",
    ]
    become(cast.pair, "handover")
    assert labels(cast)[1:] == ["First talk", "Topics chosen", "Last day together"]
    become(cast.pair, "group")
    assert "Halfway" in labels(cast)


def test_a_review_is_done_with_its_meeting(cast):
    become(cast.pair, "coaching")
    for n in range(3):
        held(cast.pair, days_ago=30 - n * 10)
    meetings = list(Meeting.objects.all())
    stops = timeline.of(
        cast.pair, None, has_met=True, next_at=None, now=timezone.now(), held=meetings
    )
    third, sixth = stops[3], stops[4]
    assert (third.state, third.day) == ("done", max(one.starts_at for one in meetings).date())
    assert (sixth.state, sixth.open) == ("", "3 held so far")


def next_step(cast, sign_in, who):
    return sign_in(who).get(reverse("pair", args=[cast.pair.pk])).context["next_step"]


def test_one_talk_begins_with_a_date(cast, sign_in):
    become(cast.pair, "flash")
    step = next_step(cast, sign_in, cast.ben)
    assert step["title"] == "Find half an hour"
    booked(cast.pair)
    assert next_step(cast, sign_in, cast.ben)["title"] == "Your one talk"


def test_coaching_writes_its_contract_first(cast, sign_in):
    become(cast.pair, "coaching")
    held(cast.pair)
    edit = reverse("edit-agreement", args=[cast.pair.pk])
    assert next_step(cast, sign_in, cast.ben)["href"] == edit
    client = sign_in(cast.ben)
    page = client.get(edit).text
    assert "6 meetings. After meeting 3 and meeting 6 we hold this contract" in page
    assert "Your contract with Ada" in page
    write_agreement(cast)
    step = next_step(cast, sign_in, cast.ben)
    assert step["action"] == "Read and sign"
    assert "Contract" in sign_in(cast.ben).get(reverse("pair", args=[cast.pair.pk])).text


def test_a_signed_contract_is_no_next_step(cast, sign_in):
    become(cast.pair, "coaching")
    held(cast.pair)
    signed_agreement(cast)
    assert next_step(cast, sign_in, cast.ben)["title"] == "Your next step"


def test_other_agreements_begin_empty(cast):
    assert agreements.draft(cast.pair)["ways_of_working"] == ""


def test_a_handover_begins_with_its_topics(cast, sign_in):
    become(cast.pair, "handover")
    step = next_step(cast, sign_in, cast.ben)
    assert step["href"] == reverse("choose-topics", args=[cast.pair.pk])
    hand_over(cast.pair, "Audits", "Keys", "People")
    assert next_step(cast, sign_in, cast.ben)["title"] == "Your next step"


@pytest.mark.parametrize(
    ("format_", "shown", "hidden"),
    [
        ("flash", set(), {"Agreement", "Contract", "Talks"}),
        ("coaching", {"Contract"}, {"Agreement", "Talks"}),
        ("handover", {"Talks", "Agreement"}, {"Contract"}),
        ("group", {"Agreement"}, {"Talks"}),
    ],
)
def test_the_tabs_are_those_of_the_format(cast, sign_in, format_, shown, hidden):
    become(cast.pair, format_)
    page = sign_in(cast.ben).get(reverse("pair", args=[cast.pair.pk]))
    found = {tab.label for tab in page.context["tabs"]}
    assert shown <= found
    assert not hidden & found


def thanks(cast, who):
    Pair.objects.filter(pk=cast.pair.pk).update(state="ended")
    message = Message(
        kind="celebrate",
        recipient=who.user,
        context={"pair": cast.pair.pk, "person": who.pk},
        key="x",
        not_before=timezone.now(),
    )
    message.save()
    return celebrate(message)


def test_thanks_for_one_talk_ask_for_nothing(cast):
    become(cast.pair, "flash")
    held(cast.pair)
    mail = thanks(cast, cast.ada)
    assert mail.subject == "Thank you for the talk with Ben"
    assert "You gave Ben time for one question" in mail.text
    assert "nothing else follows" in mail.text


def test_a_talk_that_did_not_come_blames_nobody(cast):
    become(cast.pair, "flash")
    mail = thanks(cast, cast.ben)
    assert "You are first in line for another talk" in mail.text
    assert "Thank you" not in mail.subject
