import datetime as dt
from functools import partial

import pytest
from django.utils import timezone

from matching import answers, away, enrollments, exits, pairs, publishing, waiting
from matching.models import Enrollment, ExitReason, Pair
from outbox.models import Message
from profiles import contributions
from profiles.models import AuditEvent
from tests.mail import drain_outbox
from tests.matching.life.world import broken, together
from tests.matching.rounds_world import make_world
from tests.matching.test_late_joiners import publish_all
from tests.people import build_cast, enroll, make_pair, make_person

NOW = timezone.now()
DAY = dt.timedelta(days=1)


def waits(enrollment):
    return enrollment in waiting.mentees(now=NOW + DAY)


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_either_side_ends_it_and_the_mentee_is_first_in_line(cast, who):
    assert exits.end(cast.pair, getattr(cast, who), reason="ways", now=NOW)
    assert cast.pair.state == "ended"
    assert waits(cast.ben_enrolled)
    assert Enrollment.objects.get(pk=cast.ben_enrolled.pk).times_unmatched == 1
    assert broken() == []


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_nothing_hr_can_read_says_who_or_why(cast, who):
    exits.end(cast.pair, getattr(cast, who), reason="ways", now=NOW)
    event = AuditEvent.objects.get(action="pair.closed")
    assert event.actor is None
    assert event.about is None
    assert "ways" not in f"{event.reason} {event.data} {cast.pair.end_reason}"


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_both_get_the_same_neutral_words_whoever_pressed(cast, smtp, who):
    exits.end(cast.pair, getattr(cast, who), reason="ways", now=NOW)
    mails = {mail.to: mail for mail in drain_outbox(now=NOW + DAY)}
    assert mails[cast.ada.user.email].subject == "You and Ben have finished"
    assert mails[cast.ben.user.email].subject == "You and Ada have finished"
    assert "You are first in line for somebody new." in mails[cast.ben.user.email].text
    assert "first in line" not in mails[cast.ada.user.email].text
    for mail in mails.values():
        assert "You need to do nothing." in mail.text
        assert "different ways" not in mail.text


def test_twice_changes_nothing_more(cast):
    assert exits.end(cast.pair, cast.ada, reason="ways", now=NOW)
    assert not exits.end(cast.pair, cast.ben, reason="goal", now=NOW)
    assert ExitReason.objects.get().reason == "ways"
    assert Enrollment.objects.get(pk=cast.ben_enrolled.pk).times_unmatched == 1


def test_a_stranger_ends_nothing(cast):
    assert not exits.end(cast.pair, cast.dan, now=NOW)
    assert Pair.objects.get(pk=cast.pair.pk).state == "active"


@pytest.mark.parametrize("state", ["scheduled", "offered"])
def test_a_pair_that_has_not_begun_is_not_ended_here(cast, state):
    mei = enroll(cast.program, make_person("Mei Chen"))
    pair = make_pair(cast.program, cast.ada_enrolled, mei, state=state)
    assert not exits.end(pair, cast.ada, now=NOW)
    assert not exits.end(pair, mei.profile, now=NOW)
    assert Pair.objects.get(pk=pair.pk).state == state


def test_leaving_inside_the_recall_window_and_recalling_afterwards_is_harmless(db):
    world = make_world()
    publish_all(world)
    pair = Pair.objects.filter(round=world.round).first()
    now = timezone.now()
    enrollments.leave(world.program, pair.mentee, by=pair.mentee.user, now=now)
    publishing.recall(world.round, by=world.hana.user, now=now)
    states = set(Pair.objects.filter(round=world.round).values_list("state", flat=True))
    assert states == {"ended", "recalled"}
    assert broken() == []
    assert not Message.objects.filter(recipient=pair.mentee.user, kind="pair-ended").exists()


def test_a_mentor_who_leaves_while_offered_leaves_the_mentee_first_in_line(db):
    world = make_world()
    publish_all(world)
    later = timezone.now() + 11 * dt.timedelta(minutes=1)
    answers.tick(now=later)
    pair = Pair.objects.filter(round=world.round, state="offered").first()
    enrollments.leave(world.program, pair.mentor, by=pair.mentor.user, now=later)
    assert Pair.objects.get(pk=pair.pk).state == "ended"
    assert pair.mentee_enrollment in waiting.mentees(now=later)
    assert not Message.objects.filter(recipient=pair.mentee.user).exists()
    assert broken() == []


def test_an_away_pair_can_be_ended(cast):
    until = NOW.date() + 20 * DAY
    away.start(cast.pair, person=cast.ada, until=until, by=cast.ada.user, now=NOW)
    assert exits.end(cast.pair, cast.ben, now=NOW)
    assert away.current(cast.pair) is None
    assert broken() == []


def test_who_waits_is_no_longer_waiting_once_there_was_another_pair(cast):
    exits.end(cast.pair, cast.ben, now=NOW)
    cast.ben_enrolled.refresh_from_db()
    mia = enroll(cast.program, make_person("Mia Lee"), "mentor")
    second = make_pair(cast.program, mia, cast.ben_enrolled)
    assert not waits(cast.ben_enrolled)
    pairs.close_pair(second, by=None, reason="finished as planned", now=NOW)
    assert not waits(cast.ben_enrolled)


def test_an_offer_that_came_to_nothing_leaves_them_in_line(cast):
    exits.end(cast.pair, cast.ben, now=NOW)
    mia = enroll(cast.program, make_person("Mia Lee"), "mentor")
    make_pair(cast.program, mia, cast.ben_enrolled, state="declined")
    assert waits(cast.ben_enrolled)


@pytest.mark.parametrize("change", [{"state": "withdrawn"}, {"paused_until": dt.date(2999, 1, 1)}])
def test_who_left_or_pauses_does_not_wait(cast, change):
    exits.end(cast.pair, cast.ben, now=NOW)
    Enrollment.objects.filter(pk=cast.ben_enrolled.pk).update(**change)
    assert not waits(cast.ben_enrolled)


def test_hr_reads_who_waits(cast):
    exits.end(cast.pair, cast.ben, now=NOW)
    titles = [entry.title for entry in contributions.needs_you(now=NOW)]
    assert "Ben Ito needs somebody new" in titles


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_both_at_once_and_hr_too_end_it_once():
    cast = build_cast()
    results = together(
        *[partial(exits.end, Pair.objects.get(), one, reason="goal", now=NOW)
          for one in (cast.ada, cast.ben) * 8],
        partial(pairs.close_pair, Pair.objects.get(), by=cast.hana.user, reason="x", now=NOW),
        partial(enrollments.leave, cast.program, cast.ada, by=cast.ada.user, now=NOW),
    )  # fmt: skip
    assert not [one for one in results if isinstance(one, Exception)]
    assert Pair.objects.get().state == "ended"
    assert AuditEvent.objects.filter(action="pair.closed").count() == 1
    assert Message.objects.filter(kind="pair-ended").count() == 2
    assert ExitReason.objects.count() <= 1
    assert Enrollment.objects.get(pk=cast.ben_enrolled.pk).times_unmatched <= 1
    assert broken() == []
