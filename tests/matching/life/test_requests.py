import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import answer_rates, asking, away, exits, minute, pairs, places, requests
from matching.engine import RULES
from matching.models import Enrollment, MentorRequest, Pair, PairRule, Program
from outbox.models import Message
from profiles import exclusions
from profiles.models import AuditEvent, Profile
from tests.matching.life.asked import NOW, make_market, states
from tests.matching.life.world import broken
from tests.matching.rounds_world import mentee
from tests.people import make_pair

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def market():
    return make_market()


def why(market, name="Ada"):
    one = market.mentors[name]
    return asking.why_not(market.ben, [one], now=NOW)[one.pk]


def test_a_mentor_is_asked_with_a_deadline_of_working_days_in_their_zone(market):
    friday = dt.datetime(2027, 5, 21, 8, tzinfo=dt.UTC)
    made = market.ask(now=friday)
    assert made.answer_by == dt.datetime(2027, 5, 28, 8, tzinfo=dt.UTC)
    mail = Message.objects.get(kind="request-asked")
    assert (mail.recipient, mail.not_after) == (market.mentors["Ada"].profile.user, made.answer_by)


def test_one_open_request_at_a_time(market):
    market.ask()
    with pytest.raises(requests.RefusedError, match="You have asked somebody already"):
        market.ask("Mia")
    assert states() == ["asked"]


def test_yes_opens_the_pair_with_an_introduction(market):
    made = market.ask()
    pair = requests.accept(made, by=market.mentors["Ada"].profile.user, now=NOW)
    assert (pair.state, pair.mentee) == ("active", market.ben.profile)
    assert "skill" in {reason["code"] for reason in pair.reasons}
    assert Message.objects.get(kind="match-mentee").recipient == market.ben.profile.user
    assert requests.accept(made, by=market.mentors["Ada"].profile.user, now=NOW) is None
    assert not requests.not_now(made, by=market.mentors["Ada"].profile.user, now=NOW)
    assert states() == ["accepted"]
    assert MentorRequest.objects.get().pair == pair
    assert broken() == []


@pytest.mark.parametrize("ending", ["not_now", "expired"])
def test_the_next_on_the_list_is_asked_by_itself(market, ending):
    made = market.ask()
    later = NOW + 9 * DAY
    if ending == "not_now":
        requests.not_now(made, by=market.mentors["Ada"].profile.user, now=later)
    else:
        assert requests.tick(now=later) == 1
    assert requests.tick(now=later) == 0
    assert states() == [ending, "asked"]
    following = MentorRequest.objects.open().get()
    assert following.mentor == market.mentors["Mia"]
    assert following.message == made.message
    assert following.answer_by > later


def test_the_list_ends_and_the_mentee_hears_it(market):
    market.ask()
    requests.tick(now=NOW + 9 * DAY)
    requests.tick(now=NOW + 20 * DAY)
    assert states() == ["expired", "expired"]
    over = Message.objects.filter(kind="request-over").order_by("pk")
    assert [mail.context["next"] is None for mail in over] == [False, True]


def test_the_tick_of_the_programs_does_it(market):
    market.ask()
    minute.tick(now=NOW + 9 * DAY)
    assert states() == ["expired", "asked"]


def test_without_the_tick_nobody_else_is_asked(market):
    made = market.ask(goes_on=False)
    requests.not_now(made, by=market.mentors["Ada"].profile.user, now=NOW)
    assert states() == ["not_now"]
    assert Message.objects.get(kind="request-over").context["next"] is None


def test_the_mentee_stops_it_and_nobody_hears_anything(market):
    made = market.ask()
    assert requests.stop(made, by=market.ben.profile.user, now=NOW)
    assert not requests.stop(made, by=market.ben.profile.user, now=NOW)
    assert states() == ["stopped"]
    assert Message.objects.get(kind="request-asked").status == "cancelled"
    assert not Message.objects.filter(kind="request-over").exists()


def test_somebody_on_the_list_who_cannot_be_asked_is_passed_over(market):
    Enrollment.objects.filter(pk=market.mentors["Mia"].pk).update(takes_requests=False)
    made = market.ask()
    requests.not_now(made, by=market.mentors["Ada"].profile.user, now=NOW)
    assert states() == ["not_now"]


@pytest.mark.parametrize(
    "closed", ["full", "place waits", "away", "off", "asked often", "excluded", "excludes",
               "forbidden", "lately", "limit"],
)  # fmt: skip
def test_everything_private_is_one_and_the_same_sentence(market, closed):
    ada, ben = market.mentors["Ada"], market.ben
    rows = Enrollment.objects.filter(pk=ada.pk)
    other = mentee(market.program, "Eve Low", ("Negotiation",))
    match closed:
        case "full":
            rows.update(capacity=0)
        case "limit":
            Profile.objects.filter(pk=ada.profile_id).update(mentoring_limit=0)
        case "place waits" | "away":
            held = make_pair(market.program, ada, other)
            gone = held.mentee if closed == "place waits" else held.mentor
            away.start(held, person=gone, until=(NOW + 9 * DAY).date(), by=gone.user, now=NOW)
        case "off":
            rows.update(takes_requests=False)
        case "asked often":
            for n in range(asking.MOST_OPEN):
                market.ask(mentee=mentee(market.program, f"Mentee {n}", ("Negotiation",)))
        case "excluded":
            exclusions.exclude(ben.profile, [ada.profile])
        case "excludes":
            exclusions.exclude(ada.profile, [ben.profile])
        case "forbidden":
            PairRule.objects.create(program=market.program, mentor=ada.profile, reason="x",
                                    mentee=ben.profile, kind="forbid", scope="always")  # fmt: skip
        case "lately":
            requests.stop(market.ask(), by=ben.profile.user, now=NOW)
    assert why(market) == "Ada is not taking requests now."
    with pytest.raises(requests.RefusedError, match=r"^Ada is not taking requests now\.$"):
        market.ask()


def test_a_rule_is_named_also_where_somebody_asked_to_be_kept_apart(market):
    """Else the missing name of the rule would tell of the exclusion."""
    ada, ben = market.mentors["Ada"].profile, market.ben.profile
    Profile.objects.filter(pk=ben.pk).update(level=9)
    plain = why(market)
    assert plain == "Your levels do not fit this program."
    exclusions.exclude(ada, [ben])
    assert why(market) == plain
    Enrollment.objects.filter(pk=market.mentors["Ada"].pk).update(capacity=0)
    assert why(market) == plain


def test_hard_rules_refuse_with_their_name(market):
    ada, ben = market.mentors["Ada"].profile, market.ben.profile
    Profile.objects.filter(pk=ben.pk).update(manager=ada)
    with pytest.raises(requests.RefusedError, match="You are in the same reporting line"):
        market.ask()


def test_every_rule_has_words_for_the_one_who_asks():
    # A training not finished is the mentor's own affair: one sentence for all that is private.
    unsaid = {"exclusion", "forbidden", "training_missing"}
    assert set(RULES) - unsaid == set(asking.BROKEN)


def test_whoever_asks_to_be_kept_apart_meanwhile_is_not_told_of(market):
    made = market.ask(goes_on=False)
    exclusions.exclude(market.ben.profile, [market.mentors["Ada"].profile])
    assert requests.accept(made, by=market.mentors["Ada"].profile.user, now=NOW) is None
    assert states() == ["closed"]
    assert not Pair.objects.exists()


def test_a_mentor_without_a_place_cannot_say_yes_and_the_request_waits(market):
    made = market.ask()
    Enrollment.objects.filter(pk=market.mentors["Ada"].pk).update(capacity=0)
    with pytest.raises(places.PlacesTakenError):
        requests.accept(made, by=market.mentors["Ada"].profile.user, now=NOW)
    assert states() == ["asked"]
    assert broken() == []


def test_a_place_that_waits_for_a_pair_is_not_given_away(market):
    made = market.ask()
    held = make_pair(market.program, market.mentors["Ada"], mentee(market.program, "Eve Low", ()))
    away.start(held, person=held.mentee, until=(NOW + 9 * DAY).date(), by=held.mentee.user, now=NOW)
    with pytest.raises(places.PlacesTakenError):
        requests.accept(made, by=market.mentors["Ada"].profile.user, now=NOW)
    assert broken() == []


@pytest.mark.parametrize("change", ["pair", "left", "mentor left", "off", "finished"])
def test_a_request_nobody_needs_any_more_ends_quietly(market, change):
    market.ask()
    match change:
        case "pair":
            make_pair(market.program, market.mentors["Noor"], market.ben)
        case "left":
            Enrollment.objects.filter(pk=market.ben.pk).update(state="withdrawn")
        case "mentor left":
            Enrollment.objects.filter(pk=market.mentors["Ada"].pk).update(state="withdrawn")
        case "off":
            Program.objects.filter(pk=market.program.pk).update(takes_requests=False)
        case "finished":
            Program.objects.filter(pk=market.program.pk).update(state="finished")
    assert requests.tick(now=NOW) == 1
    following = ["asked"] if change == "mentor left" else []
    assert states() == ["closed", *following]
    wants_mail = change == "mentor left"
    assert Message.objects.filter(kind="request-over").exists() is wants_mail


@pytest.mark.parametrize("change", ["has a pair", "is away", "paused", "off", "draft"])
def test_who_does_not_wait_asks_nobody(market, change):
    if change in {"has a pair", "is away"}:
        pair = make_pair(market.program, market.mentors["Noor"], market.ben)
        if change == "is away":
            until = (NOW + 9 * DAY).date()
            away.start(pair, person=None, until=until, by=pair.mentor.user, now=NOW)
    elif change == "paused":
        Enrollment.objects.filter(pk=market.ben.pk).update(paused_until="2999-01-01")
    else:
        fields = {"takes_requests": False} if change == "off" else {"state": "draft"}
        Program.objects.filter(pk=market.program.pk).update(**fields)
    market.ben = Enrollment.objects.select_related("program", "profile").get(pk=market.ben.pk)
    assert asking.mentee_of(market.ben.program, market.ben.profile, now=NOW) is None
    with pytest.raises(requests.RefusedError, match="You cannot ask anybody"):
        market.ask()


def test_the_trail_says_that_it_ended_and_not_who_said_no(market):
    made = market.ask(goes_on=False)
    requests.not_now(made, by=market.mentors["Ada"].profile.user, now=NOW)
    event = AuditEvent.objects.get(action="request.over")
    assert (event.actor, event.reason, event.data) == (None, "", {})


def test_how_often_a_mentor_answers(market):
    ada = market.mentors["Ada"]
    user = ada.profile.user
    for n, answer in enumerate(("not_now", "accept", "expire", "stop")):
        someone = mentee(market.program, f"Mentee {n}", ("Negotiation",))
        made = market.ask(mentee=someone, goes_on=False)
        match answer:
            case "not_now":
                requests.not_now(made, by=user, now=NOW)
            case "accept":
                pair = requests.accept(made, by=user, now=NOW)
                exits.end(pair, pair.mentee, now=NOW)
            case "expire":
                requests.tick(now=NOW + 9 * DAY)
            case "stop":
                requests.stop(made, by=someone.profile.user, now=NOW)
    rates = answer_rates.of([ada.profile_id, market.ben.profile_id], now=NOW)
    assert rates[ada.profile_id].words == "2 of 3 requests answered in time"
    assert rates[market.ben.profile_id].words == "No request yet"
    later = NOW + dt.timedelta(days=366)
    assert answer_rates.of([ada.profile_id], now=later)[ada.profile_id].asked == 0


def test_a_pair_from_a_request_is_a_pair_like_any_other(market):
    pair = requests.accept(market.ask(), by=market.mentors["Ada"].profile.user, now=NOW)
    assert pairs.close_pair(pair, by=None, reason="x", now=NOW)
    assert broken() == []


def test_the_database_keeps_one_open_request_a_deadline_and_words(market):
    made = market.ask()
    columns = "(mentee_id, mentor_id, message, goes_on, state, asked_at, answer_by, answered_at)"
    ben, ada, mia = made.mentee_id, made.mentor_id, market.mentors["Mia"].pk
    day = "now() + interval '1 day'"
    for values in (
        f"{ben}, {mia}, 'x', true, 'asked', now(), {day}, NULL",
        f"{ada}, {ada}, 'x', true, 'asked', now(), {day}, NULL",
        f"{ada}, {mia}, '', true, 'asked', now(), {day}, NULL",
        f"{ada}, {mia}, 'x', true, 'asked', now(), now() - interval '1 day', NULL",
        f"{ada}, {mia}, 'x', true, 'asked', now(), {day}, now()",
        f"{ada}, {mia}, 'x', true, 'not_now', now(), {day}, NULL",
        f"{ada}, {mia}, 'x', true, 'perhaps', now(), {day}, now()",
    ):
        insert = f"INSERT INTO matching_mentorrequest {columns} VALUES ({values})"
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(insert)
    with pytest.raises(IntegrityError), transaction.atomic():
        Program.objects.filter(pk=market.program.pk).update(request_days=0)


def test_reading_many_mentors_costs_as_many_queries_as_one(market, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        asking.why_not(market.ben, [market.mentors["Ada"]], now=timezone.now())
    with django_assert_num_queries(len(one)):
        asking.why_not(market.ben, list(market.mentors.values()), now=timezone.now())
