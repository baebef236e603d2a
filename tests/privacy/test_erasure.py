"""After an erasure nothing in the database leads to the person, and what others have stays."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from checkins.models import Concern, Meeting, Note, Thanks
from matching.models import Enrollment, Pair
from outbox.models import Message
from profiles import erasure, people, roles, sweep
from profiles.models import AuditEvent, DoNotMatch, Erasure, Profile, RoleGrant
from tests.matching.rounds_world import make_world
from tests.people import make_hr, make_person
from tests.privacy.world import ADDRESS, NAME, fill, found, seed_every_text


def erase(profile) -> None:
    now = timezone.now()
    erasure.ask(profile, by=profile.user, now=now)
    assert erasure.work(now=now) == 1


def test_name_and_address_are_found_nowhere(cast):
    fill(cast)
    assert len(found(NAME, ADDRESS)) > 20
    erase(cast.ben)
    # "Joben Itoh" and joben.ito@example.com are somebody else's, and still whole.
    assert found(f" {NAME}", f'"{NAME}', f"{NAME} ", "benny@example.org") == []
    others = {"account_emailaddress.email", "profiles_user.email"}
    assert {hit.split(":")[0] for hit in found(ADDRESS)} == others
    assert Profile.objects.get(user__email="joben.ito@example.com").name == "Joben Itoh"


def test_every_text_column_is_swept(cast):
    fill(cast).user.delete()
    seeded = seed_every_text()
    assert len(seeded) > 80
    erase(cast.ben)
    assert found(NAME, ADDRESS, "benny@example.org") == []


def test_their_words_go_and_what_others_have_stays(cast):
    fill(cast)
    erase(cast.ben)
    pair = Pair.objects.get(pk=cast.pair.pk)
    assert (pair.mentee.name, pair.state, pair.reasons) == ("Former member", "ended", [])
    assert Thanks.objects.get().author == cast.ada
    assert not Note.objects.exists()
    assert not DoNotMatch.objects.exists()
    assert Meeting.objects.held().count() == 1
    assert Enrollment.objects.filter(profile=cast.ben).count() == 1
    assert Concern.objects.get(reporter=cast.dan).words == "It was ***, ***."
    assert not Message.objects.filter(recipient=cast.ben.user).exists()


def test_the_partner_reads_former_member(cast, sign_in):
    fill(cast)
    erase(cast.ben)
    client = sign_in(cast.ada)
    page = client.get(f"/pairs/{cast.pair.pk}/").text
    assert "Former member" in page
    assert "Ben" not in page
    assert "Former member" in client.get("/groups/").text


def test_logs_that_only_grow_are_closed_again(cast):
    fill(cast)
    erase(cast.ben)
    with pytest.raises(Exception, match="audit_is_insert_only"):
        AuditEvent.objects.update(reason="x")


def test_they_leave_at_once_and_do_not_come_back(cast, sign_in):
    client = sign_in(cast.ben)
    assert client.post("/settings/my-data/erase/").status_code == 302
    assert client.get("/").status_code == 302
    cast.ben.refresh_from_db()
    assert not cast.ben.is_active
    assert not people.reactivate(cast.ben, cast.hana.user, timezone.now())


def test_asking_and_working_twice_is_once(cast):
    now = timezone.now()
    assert erasure.ask(cast.ben, by=cast.ben.user, now=now)
    assert not erasure.ask(cast.ben, by=cast.ben.user, now=now)
    assert [erasure.work(now=now), erasure.work(now=now)] == [1, 0]
    assert Erasure.objects.get().done_at == now


def test_the_last_hr_admin_stays(cast, sign_in):
    with pytest.raises(roles.LastAdminError):
        erasure.ask(cast.hana, by=cast.hana.user, now=timezone.now())
    page = sign_in(cast.hana).post("/settings/my-data/erase/").text
    assert "You are the last HR admin" in page
    make_hr("Ines Moreau")
    erase(cast.hana)
    assert not RoleGrant.objects.filter(user=cast.hana.user).exists()


def test_an_unlocked_computer_is_not_enough(cast, sign_in):
    """Who has a password says it again; the form is sent on by itself."""
    cast.ben.user.set_password("a long enough secret")
    cast.ben.user.save()
    client = sign_in(cast.ben)
    page = "/settings/my-data/erase/"
    assert client.get(page).status_code == 200
    asked = client.post(page)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert not Erasure.objects.exists()
    client.post(asked["Location"], {"password": "a long enough secret"})
    assert Erasure.objects.get().profile == cast.ben


def test_hr_erases_somebody_who_has_left(cast, sign_in):
    now = timezone.now()
    people.deactivate(cast.dan, cast.hana.user, now)
    client = sign_in(cast.hana)
    assert client.post(f"/hr/people/{cast.dan.pk}/erase/").status_code == 302
    assert client.get(f"/hr/people/{cast.dan.pk}/erase/").status_code == 404
    assert erasure.work(now=timezone.now()) == 1
    assert "Take back" not in client.get(f"/hr/people/{cast.dan.pk}/").text
    page = client.post(f"/hr/people/{cast.dan.pk}/reactivate/", follow=True).text
    assert "can sign in again" not in page


def test_who_is_still_here_is_not_erased_by_hr(cast, sign_in):
    assert sign_in(cast.hana).post(f"/hr/people/{cast.dan.pk}/erase/").status_code == 404
    assert not Erasure.objects.exists()


def test_one_that_fails_stops_nobody_else(cast, monkeypatch):
    now = timezone.now()
    erasure.ask(cast.ben, by=cast.ben.user, now=now)
    erasure.ask(cast.dan, by=cast.dan.user, now=now)

    def fail(profile, *, now):
        if profile == cast.ben:
            raise ValueError

    monkeypatch.setattr(erasure.contributions, "ERASURES", [fail])
    assert erasure.work(now=now) == 1
    assert Profile.objects.get(pk=cast.ben.pk).name == NAME


def test_a_name_others_share_or_of_one_word_is_not_looked_for(cast):
    make_person("ben ito", email="other@example.com")
    may = make_person("May", email="may@example.com", employee_number="1042")
    assert sweep.terms(cast.ben) == [ADDRESS]
    assert sweep.terms(may) == ["may@example.com"]


@pytest.mark.parametrize("name", ["Ana (QA) O'Neil", 'Zoë "Zed" \\ Łuk', "李 小龍", "a.b+c d*"])
def test_names_with_signs_are_found(cast, name):
    person = make_person(name, email="odd@example.com")
    cast.ada.bio = f"With {name}, often."
    cast.ada.save()
    AuditEvent.objects.create(action="x", object_type="y", data={"name": name})
    erase(person)
    cast.ada.refresh_from_db()
    assert cast.ada.bio == "With ***, often."
    assert AuditEvent.objects.get(action="x").data == {"name": "***"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_erase_once(cast):
    now, done = timezone.now(), []
    erasure.ask(cast.ben, by=cast.ben.user, now=now)

    def work():
        done.append(erasure.work(now=now))
        connection.close()

    threads = [threading.Thread(target=work) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 0, 1]


@pytest.mark.django_db
def test_a_round_under_review_can_still_be_read(sign_in):
    world = make_world()
    world.run()
    ben = world.mentees["Ben"].profile
    proposal = world.proposal("Ben")
    assert proposal.parts
    erase(ben)
    client, round_ = sign_in(world.hana), world.round.pk
    for path in (
        f"/hr/rounds/{round_}/",
        f"/hr/rounds/{round_}/export/",
        f"/hr/rounds/{round_}/history/",
        f"/hr/proposals/{proposal.pk}/",
        f"/hr/proposals/{proposal.pk}/print/",
    ):
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        assert NAME not in answer.text, path
    answer = client.post(f"/hr/rounds/{round_}/export/csv/")
    assert NAME.encode() not in b"".join(answer.streaming_content)
    proposal.refresh_from_db()
    assert (proposal.parts, proposal.reasons, proposal.flags) == ([], [], [])
