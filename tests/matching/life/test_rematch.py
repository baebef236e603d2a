import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone

from matching import away, engine, exits, market, pairs, places, rematch, rounds
from matching.models import Away, Enrollment, Pair, PairRule
from outbox.models import Message
from profiles import exclusions
from profiles.models import Profile
from tests.mail import drain_outbox
from tests.matching.life.world import broken
from tests.matching.rounds_world import make_world, mentor
from tests.people import make_pair, make_program

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = dt.timedelta(days=1)


@pytest.fixture
def world():
    """Ben and Priya have lost Mia, who has left; Ada, Sofia and Jonas have a place each."""
    world = make_world()
    mia = mentor(world.program, "Mia Lee", ("Negotiation", "SQL"), capacity=2)
    for name in ("Ben", "Priya"):
        pair = make_pair(world.program, mia, world.mentees[name])
        exits.end(pair, mia.profile, now=NOW)
        world.mentees[name].refresh_from_db()
        mia.refresh_from_db()
    Enrollment.objects.filter(pk=mia.pk).update(state="withdrawn")
    world.round.delete()
    return world


def options(world, name):
    found = {one.mentee.pk: one for one in rematch.waiters(world.program, now=NOW)}
    return found[world.mentees[name].pk].options


def confirm(world, name, mentor_name, **fields):
    return rematch.confirm(
        world.program,
        world.mentees[name].pk,
        world.mentors[mentor_name].pk,
        **({"by": world.hana.user, "now": NOW} | fields),
    )


def test_who_waits_with_the_best_mentors_and_true_reasons(world):
    found = rematch.waiters(world.program, now=NOW)
    assert [one.mentee.profile.name for one in found] == ["Ben Ito", "Priya Nair"]
    best = options(world, "Ben")
    assert {one.mentor.profile.name for one in best} <= {"Ada Obi", "Sofia Rossi", "Jonas Berg"}
    assert best == sorted(best, key=lambda one: -one.percent)
    assert {"skill"} <= {reason["code"] for reason in best[0].reasons}


def test_the_price_says_what_the_others_who_wait_would_lose(world):
    """Only Sofia is left, and both would have her."""
    for name in ("Ada", "Jonas"):
        Enrollment.objects.filter(pk=world.mentors[name].pk).update(capacity=0)
    ben, priya = options(world, "Ben")[0], options(world, "Priya")[0]
    assert {ben.cost.kind, priya.cost.kind} == {"", "bad"}
    worse = ben if ben.cost.kind else priya
    other = "Priya" if worse is ben else "Ben"
    assert worse.cost.words == f"{other} would go on waiting."


def test_the_price_is_the_engines(world):
    one = market.Market(world.program, [e.pk for e in world.mentees.values()], now=NOW)
    i = one.problem.mentee_place(world.mentees["Ben"].pk)
    for option in one.options(world.mentees["Ben"].pk):
        j = one.problem.mentor_place(option.mentor.pk)
        forced = engine.solve(one.problem.points, one.free, locks=[(i, j)])
        assert option.cost.total == forced.total - one.solution.total


def test_one_press_opens_a_pair_both_hear_of(world, smtp):
    pair = confirm(world, "Ben", "Ada")
    assert (pair.state, pair.mentor.name, pair.mentee.name) == ("active", "Ada Obi", "Ben Ito")
    assert "skill" in {reason["code"] for reason in pair.reasons}
    mails = {mail.to: mail for mail in drain_outbox(now=NOW + DAY)}
    to_ada, to_ben = mails[pair.mentor.user.email], mails[pair.mentee.user.email]
    assert to_ada.subject == "You and Ben are a pair now"
    assert "Lead a client workshop." in to_ada.text
    assert "You offer Negotiation, which Ben asked for." in to_ada.text
    assert to_ben.subject == "Meet Ada Obi, your mentor"
    for mail in (to_ada, to_ben):
        assert len(mail.subject) <= 50
        assert len(mail.html.encode()) < 60_000
        assert not {"%(", "{{"} & {mail.text[n : n + 2] for n in range(len(mail.text))}
    assert broken() == []


def test_twice_is_refused_in_words(world):
    confirm(world, "Ben", "Ada")
    with pytest.raises(rematch.NotWaitingError, match="does not wait for a mentor any more"):
        confirm(world, "Ben", "Sofia")
    assert Pair.objects.open().count() == 1


def test_a_full_mentor_and_one_whose_place_waits_are_refused(world):
    taken = make_pair(world.program, world.mentors["Ada"], world.mentees["Omar"])
    with pytest.raises(places.PlacesTakenError):
        confirm(world, "Ben", "Ada")
    until = NOW.date() + 9 * DAY
    away.start(taken, person=taken.mentee, until=until, by=taken.mentee.user, now=NOW)
    assert "Ada Obi" not in {one.mentor.profile.name for one in options(world, "Ben")}
    with pytest.raises(places.PlacesTakenError):
        confirm(world, "Ben", "Ada")
    assert broken() == []


def test_a_mentor_who_is_away_gets_nobody_new(world):
    Enrollment.objects.filter(pk=world.mentors["Ada"].pk).update(capacity=2)
    world.mentors["Ada"].refresh_from_db()
    taken = make_pair(world.program, world.mentors["Ada"], world.mentees["Omar"])
    until = NOW.date() + 9 * DAY
    away.start(taken, person=taken.mentor, until=until, by=taken.mentor.user, now=NOW)
    assert "Ada Obi" not in {one.mentor.profile.name for one in options(world, "Ben")}
    with pytest.raises(rematch.NotWaitingError, match="does not take part now"):
        confirm(world, "Ben", "Ada")


def test_hard_rules_are_named_and_hold(world):
    ada, ben = world.mentors["Ada"].profile, world.mentees["Ben"].profile
    Profile.objects.filter(pk=ben.pk).update(manager=ada)
    with pytest.raises(pairs.PairRefusedError, match="same reporting line"):
        confirm(world, "Ben", "Ada")
    sofia = world.mentors["Sofia"].profile
    exclusions.exclude(sofia, [ben])
    with pytest.raises(pairs.PairRefusedError, match="An exclusion applies"):
        confirm(world, "Ben", "Sofia")
    assert not {one.mentor.profile.name for one in options(world, "Ben")} & {
        "Ada Obi",
        "Sofia Rossi",
    }
    assert not Pair.objects.open().exists()


def test_when_nobody_can_be_had_the_rules_say_why_and_exclusions_are_not_counted(world):
    ben = world.mentees["Ben"].profile
    ada, sofia, jonas = (world.mentors[name].profile for name in ("Ada", "Sofia", "Jonas"))
    Profile.objects.filter(pk=ben.pk).update(manager=ada)
    exclusions.exclude(ben, [sofia])
    PairRule.objects.create(
        program=world.program, mentor=jonas, mentee=ben, kind="forbid", scope="always", reason="x"
    )
    found = {one.mentee.pk: one for one in rematch.waiters(world.program, now=NOW)}
    waiter = found[world.mentees["Ben"].pk]
    assert waiter.options == []
    assert "An exclusion applies." in waiter.blocked
    assert "1 mentor: They are in the same reporting line." in waiter.blocked


def test_full_mentors_who_fit_are_told(world):
    Enrollment.objects.mentors().update(capacity=F("used"))
    found = rematch.waiters(world.program, now=NOW)[0]
    assert any("but are full" in line or "no free place" in line for line in found.blocked)


def test_an_open_round_keeps_the_places_it_has_in_mind(world):
    before = {one.mentor.profile.name for one in options(world, "Priya")}
    world.round, _ = rounds.open_round(world.program, by=world.hana.user)
    world.run()
    held = {p.mentor.profile.name for p in world.round.proposals.with_people()
            if p.mentee_id == world.mentees["Omar"].pk}  # fmt: skip
    after = {one.mentor.profile.name for one in options(world, "Priya")}
    assert held
    assert not held & after
    assert after < before


def test_an_interim_mentor_stands_in_until_the_other_is_back(world, smtp):
    pair = make_pair(world.program, world.mentors["Jonas"], world.mentees["Omar"])
    until = NOW.date() + 21 * DAY
    away.start(pair, person=pair.mentor, until=until, by=pair.mentor.user, now=NOW)
    away.choose(pair, Away.Choice.INTERIM, by=pair.mentee.user, now=NOW)
    drain_outbox(now=NOW + DAY)
    found = rematch.waiters(world.program, now=NOW)[-1]
    assert (found.mentee, found.absence.until) == (world.mentees["Omar"], until)
    assert "Jonas Berg" not in {one.mentor.profile.name for one in found.options}
    interim = confirm(world, "Omar", "Ada")
    assert (interim.ends_on, interim.interim_for) == (until, pair)
    mails = {mail.to: mail for mail in drain_outbox(now=NOW + DAY)}
    assert mails[pair.mentee.user.email].subject.startswith("Ada stands in until ")
    assert "You go on with Jonas afterwards." in mails[pair.mentee.user.email].text
    assert mails[interim.mentor.user.email].subject.startswith("You stand in for Omar until ")
    assert broken() == []
    away.tick(now=NOW + 21 * DAY)
    assert Pair.objects.get(pk=pair.pk).state == "active"
    assert Pair.objects.get(pk=interim.pk).state == "ended"
    assert broken() == []


def test_when_the_interim_mentor_goes_the_mentee_is_listed_again(world):
    pair = make_pair(world.program, world.mentors["Jonas"], world.mentees["Omar"])
    until = NOW.date() + 21 * DAY
    away.start(pair, person=pair.mentor, until=until, by=pair.mentor.user, now=NOW)
    away.choose(pair, Away.Choice.INTERIM, by=pair.mentee.user, now=NOW)
    interim = confirm(world, "Omar", "Ada")
    exits.end(interim, interim.mentor, now=NOW)
    assert rematch.in_line(world.program, now=NOW)[-1][0] == world.mentees["Omar"]


def test_a_program_where_nobody_waits_asks_the_engine_nothing(django_assert_num_queries):
    program = make_program("Quiet")
    with django_assert_num_queries(2):
        assert rematch.waiters(program, now=NOW) == []


def test_no_mail_goes_to_a_pair_that_ended_at_once(world, smtp):
    pair = confirm(world, "Ben", "Ada")
    exits.end(pair, pair.mentee, now=NOW)
    drain_outbox(now=NOW + DAY)
    kinds = dict(Message.objects.filter(kind="pair-begun").values_list("kind", "status"))
    assert kinds == {"pair-begun": "cancelled"}
