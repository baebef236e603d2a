"""A call that ends before its dates: deleted while nobody is nominated, or closed early."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from community import award_ends, awards
from community.models import AwardCall, Nomination
from outbox.models import Message
from profiles.models import AuditEvent
from tests.community.recognition.world import announced, call, nominate

pytestmark = pytest.mark.django_db


def url(name, award):
    return reverse(name, args=[award.pk])


def acts():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("stage", ["coming", "open", "deciding", "decided"])
def test_a_call_without_nominations_can_be_deleted(cast, sign_in, stage):
    award, client = (
        call(cast.hana, stage=stage, decision="jury", jury=[cast.cora]),
        sign_in(cast.hana),
    )
    assert url("delete-award", award) in client.get(url("hr-award", award)).text
    assert "Delete “Good neighbor”?" in client.get(url("delete-award", award)).text
    page = client.post(url("delete-award", award), follow=True)
    assert "“Good neighbor” is deleted." in page.text
    assert not AwardCall.objects.exists()
    assert not Message.objects.filter(status="queued").exists()
    assert acts()[-1] == "award.deleted"
    assert client.post(url("delete-award", award)).status_code == 404


def test_one_with_a_nomination_cannot(cast, sign_in):
    award, client = call(cast.hana), sign_in(cast.hana)
    nominate(award, cast.ada, cast.ben)
    assert url("delete-award", award) not in client.get(url("hr-award", award)).text
    for send in (client.get, client.post):
        page = send(url("delete-award", award), follow=True).text
        assert "Somebody is nominated: the call can be closed, not deleted." in page
    assert not award_ends.discard(award, by=cast.hana.user)
    assert Nomination.objects.count() == 1


def test_nominations_close_now_and_the_jury_is_written_to(cast, sign_in):
    award, client = call(cast.hana, decision="jury", jury=[cast.cora]), sign_in(cast.hana)
    nominate(award, cast.ada, cast.ben)
    assert (
        "Close nominations for “Good neighbor” now?" in client.get(url("close-award", award)).text
    )
    assert "Closed." in client.post(url("close-award", award), follow=True).text
    now, before = timezone.now(), award.decides_by
    award.refresh_from_db()
    assert (award.stage(now=now), award.decides_by) == ("deciding", before)
    jury = Message.objects.get(kind=awards.JURY, status="queued")
    assert jury.recipient == cast.cora.user
    assert jury.not_before <= now
    with pytest.raises(awards.ClosedError):
        awards.nominate(award, cast.dan, cast.ben, words="Late", now=now)


def test_the_vote_ends_now_and_hr_may_announce(cast, sign_in):
    award, client = call(cast.hana, stage="deciding"), sign_in(cast.hana)
    nominate(award, cast.ada, cast.ben, state="named")
    assert "End the vote on “Good neighbor” now?" in client.get(url("close-award", award)).text
    page = client.post(url("close-award", award), follow=True).text
    assert url("announce-award", award) in page
    award.refresh_from_db()
    assert award.stage(now=timezone.now()) == "decided"


def test_what_has_ended_is_not_closed_again(cast, sign_in):
    client = sign_in(cast.hana)
    empty, over = call(cast.hana), call(cast.hana, stage="decided")
    nominate(over, cast.ada, cast.ben)
    for award in (empty, over, announced(cast.hana, cast.ben, cast.ada)):
        for send in (client.get, client.post):
            page = send(url("close-award", award), follow=True).text
            assert "There is nothing to close now." in page


def test_a_nomination_in_a_call_deleted_meanwhile_is_refused(cast):
    award = call(cast.hana)
    assert award_ends.discard(AwardCall.objects.get(pk=award.pk), by=cast.hana.user)
    with pytest.raises(awards.ClosedError):
        awards.nominate(award, cast.ada, cast.ben, words="Late", now=timezone.now())


@pytest.mark.xdist_group("races")
@pytest.mark.django_db(transaction=True)
def test_a_nomination_and_a_deletion_never_both_happen(cast):
    for number in range(5):
        award, done = call(cast.hana, name=f"Call {number}"), {}
        gate = threading.Barrier(2)

        def act(name, do, gate=gate, done=done):
            gate.wait()
            try:
                done[name] = do()
            except awards.ClosedError:
                done[name] = None
            finally:
                connection.close()

        threads = [
            threading.Thread(target=act, args=arguments)
            for arguments in (
                ("gone", lambda award=award: award_ends.discard(award, by=cast.hana.user)),
                ("row", lambda award=award: nominate(award, cast.ada, cast.ben)),
            )
        ]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert bool(done["gone"]) != bool(done["row"])
        assert AwardCall.objects.filter(pk=award.pk).exists() == bool(done["row"])
