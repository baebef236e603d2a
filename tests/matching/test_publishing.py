import datetime as dt

import pytest
from django.utils import timezone

from matching import decisions, enrollments, publishing, rounds
from matching.models import Enrollment, Pair, Round
from outbox.models import Message
from profiles.models import Profile
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def world():
    world = make_world()
    world.run()
    for name in ("Ben", "Priya"):
        decisions.approve(world.proposal(name), by=world.hana.user)
    world.round.refresh_from_db()
    return world


def publish(world, *, now=None, **fields):
    fields = {"by": world.hana.user, "version": world.round.version} | fields
    return publishing.publish(world.round, now=now or timezone.now(), **fields)


def test_publish_writes_scheduled_pairs_places_and_waiting_mails(world):
    now = timezone.now()
    done = publish(world, now=now)
    assert (done.pairs, done.held, done.left_over, done.is_new) == (2, [], 2, True)
    visible_at = now + 10 * MINUTE
    for pair in Pair.objects.filter(round=world.round):
        assert (pair.state, pair.visible_at) == ("scheduled", visible_at)
        assert pair.reasons
        assert (pair.mentor_enrollment.used, pair.mentee_enrollment.used) == (1, 1)
        assert pair.mentor.mentoring_used == 1
        assert not Pair.objects.visible_to(pair.mentor, now=now).exists()
        assert not Pair.objects.visible_to(pair.mentee, now=now + 30 * MINUTE).exists()
    mails = Message.objects.filter(batch=f"round:{world.round.pk}")
    assert sorted(mails.values_list("kind", flat=True)) == ["match-mentor"] * 2 + ["no-match"] * 2
    assert set(mails.values_list("not_before", flat=True)) == {visible_at}
    world.round.refresh_from_db()
    assert (world.round.state, world.round.published_by) == ("published", world.hana.user)
    assert set(
        Enrollment.objects.filter(times_unmatched=1).values_list("profile__name", flat=True)
    ) == {"Omar Haddad", "Rust Fan"}


def test_a_second_publish_does_nothing_and_says_who_did_it(world):
    publish(world)
    again = publish(world, by=world.cora.user)
    assert (again.is_new, again.by, again.pairs) == (False, world.hana.user, 2)
    assert Pair.objects.count() == 2
    assert Message.objects.filter(kind="match-mentor").count() == 2


def test_a_stale_version_publishes_nothing(world):
    decisions.undo(world.proposal("Ben"), by=world.cora.user)
    with pytest.raises(publishing.StaleRoundError):
        publish(world)
    assert not Pair.objects.exists()


def test_nothing_approved_is_refused(world):
    for name in ("Ben", "Priya"):
        decisions.undo(world.proposal(name), by=world.hana.user)
    world.round.refresh_from_db()
    with pytest.raises(rounds.RoundRefusedError):
        publish(world)


def test_whoever_withdrew_paused_or_broke_a_rule_is_held_back(world):
    now = timezone.now()
    ben, priya = world.mentees["Ben"], world.mentees["Priya"]
    enrollments.leave(world.program, ben.profile, by=None, now=now)
    priya.profile.paused_until = now.date() + dt.timedelta(days=9)
    priya.profile.save()
    plan = publishing.preview(world.round, now=now)
    assert plan.pairs == []
    assert {held.why for held in plan.held} == {
        "Ben Ito has left the program.",
        "Priya Nair is paused.",
    }


def test_a_new_exclusion_holds_the_pair_back_without_saying_whose(world):
    from profiles import exclusions

    proposal = world.proposal("Ben")
    exclusions.exclude(proposal.mentee.profile, [proposal.mentor.profile])
    done = publish(world)
    assert [held.why for held in done.held] == ["An exclusion applies."]
    assert done.pairs == 1


def test_a_mentor_without_a_place_holds_the_pair_back(world):
    proposal = world.proposal("Ben")
    Profile.objects.filter(pk=proposal.mentor.profile_id).update(mentoring_limit=0)
    done = publish(world)
    assert [held.why for held in done.held] == [
        f"{proposal.mentor.profile.name} has no free place."
    ]


def test_recall_gives_everything_back_and_publish_works_again(world):
    now = timezone.now()
    publish(world, now=now)
    assert publishing.recall(world.round, by=world.hana.user, now=now + 9 * MINUTE) == 2
    assert set(Pair.objects.values_list("state", flat=True)) == {"recalled"}
    assert not Enrollment.objects.exclude(used=0).exists()
    assert not Enrollment.objects.exclude(times_unmatched=0).exists()
    assert not Profile.objects.exclude(mentoring_used=0).exists()
    mails = Message.objects.filter(batch=f"round:{world.round.pk}")
    assert set(mails.values_list("status", flat=True)) == {"cancelled"}
    assert world.round.state == Round.State.OPEN
    assert publishing.recall(world.round, by=world.hana.user, now=now + 9 * MINUTE) == 0
    done = publish(world, now=now + 9 * MINUTE)
    assert (done.pairs, done.left_over) == (2, 2)
    assert mails.filter(status="queued").count() == 4


def test_recall_after_the_window_is_too_late(world):
    now = timezone.now()
    publish(world, now=now)
    with pytest.raises(publishing.TooLateError):
        publishing.recall(world.round, by=world.hana.user, now=now + 10 * MINUTE)
    assert set(Pair.objects.values_list("state", flat=True)) == {"scheduled"}


def test_recall_beside_another_open_round_is_refused(world):
    now = timezone.now()
    publish(world, now=now)
    rounds.open_round(world.program, by=world.hana.user)
    with pytest.raises(rounds.RoundRefusedError, match="Cancel it first"):
        publishing.recall(world.round, by=world.hana.user, now=now)


def test_a_late_round_still_gives_pairs_a_useful_length(world):
    start, end = publishing.dates(world.program, world.program.ends_on)
    assert start == world.program.ends_on
    assert end - start == publishing.SHORTEST


def test_publishing_many_pairs_asks_the_engine_once(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(75):
        publish(world)
