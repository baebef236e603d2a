"""Into a group and out of it: places, wait list, requests, invitations, the lead."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community import joining
from community.groups import RefusedError, archive
from community.models import Group, Membership
from outbox.models import Message
from tests.community.groups.world import crowd, make_group, put_in, row_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def used_is_true(group):
    group.refresh_from_db()
    assert group.used == Membership.objects.members().filter(group=group).count()
    return group.used


def mails(kind):
    return list(
        Message.objects.filter(kind=kind).order_by("pk").values_list("recipient__email", flat=True)
    )


def test_joining_an_open_group_takes_a_place(cast):
    group = make_group(cast.ada)
    row = joining.join(group, cast.ben, now=NOW)
    assert (row.state, row.role) == ("member", "member")
    assert used_is_true(group) == 2


def test_joining_twice_is_once(cast):
    group = make_group(cast.ada)
    for _n in range(3):
        joining.join(group, cast.ben, now=NOW)
    assert used_is_true(group) == 2


def test_a_full_group_has_a_wait_list_that_moves_up(cast):
    group = make_group(cast.ada, size_max=4)
    first, second = crowd(2)
    put_in(group, cast.ben, cast.dan, cast.emil)
    assert joining.join(group, first, now=NOW).state == "waiting"
    assert joining.join(group, second, now=NOW + timezone.timedelta(minutes=1)).state == "waiting"
    joining.leave(row_of(group, cast.ben), now=NOW)
    assert (row_of(group, first).state, row_of(group, second).state) == ("member", "waiting")
    assert used_is_true(group) == 4
    assert mails("group-answer") == [first.user.email]


def test_a_request_waits_for_the_lead(cast):
    group = make_group(cast.ada, entry="ask")
    row = joining.join(group, cast.ben, words="I would like to learn.", now=NOW)
    assert (row.state, row.words) == ("asked", "I would like to learn.")
    assert mails("group-asked") == [cast.ada.user.email]
    assert used_is_true(group) == 1
    assert joining.take_in(row, by=cast.ada.user, now=NOW).state == "member"
    assert joining.take_in(row, by=cast.ada.user, now=NOW) is None
    assert used_is_true(group) == 2
    assert mails("group-answer") == [cast.ben.user.email]


def test_who_is_taken_into_a_full_group_waits(cast):
    group = make_group(cast.ada, size_max=4, entry="ask")
    row = joining.join(group, cast.ben, now=NOW)
    put_in(group, *crowd(3))
    assert joining.take_in(row, by=cast.ada.user, now=NOW).state == "waiting"
    assert used_is_true(group) == 4


def test_who_is_turned_down_does_not_ask_again(cast):
    group = make_group(cast.ada, entry="ask")
    row = joining.join(group, cast.ben, now=NOW)
    assert joining.turn_down(row, by=cast.ada.user, now=NOW)
    assert not joining.turn_down(row, by=cast.ada.user, now=NOW)
    with pytest.raises(RefusedError, match="invite you"):
        joining.join(group, cast.ben, now=NOW)
    assert put_in(group, cast.ben)[0].state == "member"


def test_an_invitation_holds_no_place_and_is_sent_once(cast):
    group = make_group(cast.ada)
    people = [cast.ben, cast.dan, cast.ben]
    assert joining.invite(group, people, by=cast.ada.user, now=NOW) == 2
    assert joining.invite(group, people, by=cast.ada.user, now=NOW) == 0
    assert used_is_true(group) == 1
    assert sorted(mails("group-invited")) == [cast.ben.user.email, cast.dan.user.email]
    joining.answer(row_of(group, cast.ben), yes=True, now=NOW)
    joining.answer(row_of(group, cast.dan), yes=False, now=NOW)
    assert joining.answer(row_of(group, cast.dan), yes=True, now=NOW) is None
    assert used_is_true(group) == 2


def test_nobody_joins_a_group_by_invitation_or_one_that_is_over(cast):
    group = make_group(cast.ada, entry="invited")
    with pytest.raises(RefusedError, match="by invitation"):
        joining.join(group, cast.ben, now=NOW)
    archive(group, by=cast.ada.user, now=NOW)
    with pytest.raises(RefusedError, match="ended"):
        joining.join(group, cast.ben, now=NOW)


def test_the_lead_goes_to_who_helps_then_to_who_is_here_longest(cast):
    group = make_group(cast.ada)
    ben, dan = put_in(group, cast.ben, cast.dan)
    assert joining.appoint(dan, "facilitator", by=cast.ada.user)
    joining.leave(row_of(group, cast.ada), now=NOW)
    assert row_of(group, cast.dan).is_lead
    joining.leave(row_of(group, cast.dan), now=NOW)
    assert row_of(group, cast.ben).is_lead
    assert mails("group-lead") == [cast.dan.user.email, cast.ben.user.email]
    assert ben.pk == row_of(group, cast.ben).pk


def test_handing_over_leaves_one_lead(cast):
    group = make_group(cast.ada)
    (ben,) = put_in(group, cast.ben)
    assert joining.hand_over(ben, by=cast.ada.user, now=NOW)
    assert not joining.hand_over(ben, by=cast.ada.user, now=NOW)
    assert row_of(group, cast.ben).is_lead
    assert row_of(group, cast.ada).role == "facilitator"


def test_the_last_one_out_archives_it(cast):
    group = make_group(cast.ada)
    joining.leave(row_of(group, cast.ada), now=NOW)
    group.refresh_from_db()
    assert (group.state, group.used) == ("archived", 0)
    assert not joining.leave(row_of(group, cast.ada), now=NOW)


def test_a_group_somebody_is_invited_to_stays_and_is_theirs_with_their_yes(cast):
    group = make_group(cast.ada)
    joining.invite(group, [cast.ben], by=cast.ada.user, now=NOW)
    joining.leave(row_of(group, cast.ada), now=NOW)
    assert Group.objects.without_lead(now=NOW).get() == group
    joining.answer(row_of(group, cast.ben), yes=True, now=NOW)
    assert row_of(group, cast.ben).is_lead


def test_who_is_asked_to_lead_by_hr_leads_with_a_yes(cast):
    group = make_group(cast.ada)
    joining.invite(group, [cast.ben], by=cast.ada.user, now=NOW)
    joining.leave(row_of(group, cast.ada), now=NOW)
    assert joining.invite_lead(group, cast.dan, by=cast.hana.user, now=NOW)
    assert not Group.objects.without_lead(now=NOW).exists()
    joining.answer(row_of(group, cast.ben), yes=True, now=NOW)
    assert not row_of(group, cast.ben).is_lead
    joining.answer(row_of(group, cast.dan), yes=True, now=NOW)
    assert row_of(group, cast.dan).is_lead


def test_who_is_invited_to_lead_too_late_helps_to_lead(cast):
    group = make_group(None)
    ben, dan = cast.ben, cast.dan
    joining.invite(group, [ben], by=cast.hana.user, now=NOW)
    joining.invite_lead(group, dan, by=cast.hana.user, now=NOW)
    joining.answer(row_of(group, ben), yes=True, now=NOW)
    joining.hand_over(row_of(group, ben), by=cast.hana.user, now=NOW)
    joining.answer(row_of(group, dan), yes=True, now=NOW)
    assert (row_of(group, ben).role, row_of(group, dan).role) == ("lead", "facilitator")


def test_the_database_refuses_one_too_many_and_a_second_lead(cast):
    group = make_group(cast.ada, size_max=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.filter(pk=group.pk).update(used=F("size_max") + 1)
    (ben,) = put_in(group, cast.ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=ben.pk).update(role="lead")


def test_who_is_taken_out_comes_back_by_invitation_only(cast):
    group = make_group(cast.ada)
    (ben,) = put_in(group, cast.ben)
    assert joining.remove(ben, by=cast.ada.user, now=NOW)
    with pytest.raises(RefusedError):
        joining.join(group, cast.ben, now=NOW)
    assert used_is_true(group) == 1
