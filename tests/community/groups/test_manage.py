"""The Manage tab: requests, members, words, door and places, and the end of a group."""

import pytest
from django.utils import timezone

from community import groups, joining
from community.models import Group
from profiles.models import AuditEvent
from tests.community.groups.world import crowd, make_group, put_in, row_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def words_of(group, **more):
    usual = {
        "seen": group.version, "name": "New name", "topic": "New topic", "rhythm": "weekly",
        "entry": "open", "size_max": group.size_max or "", "ends_on": group.ends_on or "",
        "skills": [skill.pk for skill in group.skills.all()],
    }  # fmt: skip
    return usual | more


def test_requests_are_answered(cast, sign_in):
    group = make_group(cast.ada, entry="ask")
    yes, no = crowd(2)
    for person in (yes, no):
        joining.join(group, person, words="I would like to.", now=NOW)
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/manage/"
    page = client.get(path).text
    assert page.count("I would like to.") == 2
    page = client.post(f"/group-requests/{row_of(group, yes).pk}/take-in/", follow=True).text
    assert "Ana is in." in page
    client.post(f"/group-requests/{row_of(group, no).pk}/turn-down/")
    assert (row_of(group, yes).state, row_of(group, no).state) == ("member", "declined")
    page = client.post(f"/group-requests/{row_of(group, no).pk}/take-in/", follow=True).text
    assert "The request of Bo is over." in page
    assert AuditEvent.objects.filter(action="group.taken_in", about=yes.pk).exists()


def test_a_facilitator_answers_and_invites_but_does_not_lead(cast, sign_in):
    group = make_group(cast.ada, entry="ask")
    ben, dan = put_in(group, cast.ben, cast.dan)
    joining.join(group, cast.emil, now=NOW)
    sign_in(cast.ada).post(f"/group-members/{ben.pk}/facilitate/")
    client = sign_in(cast.ben)
    assert client.get(f"/groups/{group.pk}/manage/").status_code == 200
    assert client.post(f"/group-requests/{row_of(group, cast.emil).pk}/take-in/").status_code == 302
    for verb in ("remove", "hand-over", "facilitate"):
        assert client.post(f"/group-members/{dan.pk}/{verb}/").status_code == 404
    assert client.get(f"/groups/{group.pk}/archive/").status_code == 404
    sign_in(cast.ada).post(f"/group-members/{ben.pk}/make-member/")
    assert sign_in(cast.ben).get(f"/groups/{group.pk}/manage/").status_code == 404


def test_handing_over_and_taking_out(cast, sign_in):
    group = make_group(cast.ada)
    ben, dan = put_in(group, cast.ben, cast.dan)
    client = sign_in(cast.ada)
    client.post(f"/group-members/{dan.pk}/remove/")
    assert row_of(group, cast.dan).state == "declined"
    page = client.post(f"/group-members/{ben.pk}/hand-over/", follow=True).text
    assert "Ben leads the group now" in page
    assert client.post(f"/group-members/{ben.pk}/remove/").status_code == 404


def test_inviting(cast, sign_in):
    group = make_group(cast.ada)
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/invite/"
    assert "Choose at least one person" in client.post(path).text
    page = client.post(path, {"people": [cast.ben.pk]}, follow=True).text
    assert "Invitations sent: 1." in page
    page = client.post(path, {"people": [cast.ben.pk]}).text
    assert "Choose people who are not in the group or invited already" in page
    assert "Choose people from the list" in client.post(path, {"people": ["x"]}).text


def test_more_places_take_in_who_waits(cast, sign_in):
    group = make_group(cast.ada, size_max=4)
    put_in(group, *crowd(3))
    joining.join(group, cast.ben, now=NOW)
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/edit/"
    client.post(path, words_of(group, size_max="6"))
    group.refresh_from_db()
    assert (group.size_max, group.used, group.name) == (6, 5, "New name")
    assert row_of(group, cast.ben).is_member
    page = client.post(path, words_of(group, size_max="4")).text
    assert "5 people are in already: places must be 5 or more" in page


def test_a_stale_change_shows_both(cast, sign_in):
    group = make_group(cast.ada)
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/edit/"
    client.post(path, words_of(group, name="From the other tab"))
    page = client.post(path, words_of(group, name="Mine")).text
    assert "Somebody has changed this group" in page
    assert "From the other tab" in page
    assert 'value="Mine"' in page
    client.post(path, words_of(group, name="Mine", seen=group.version + 1))
    group.refresh_from_db()
    assert group.name == "Mine"


@pytest.mark.parametrize("seen", ["", "x", "9" * 40])
def test_an_odd_mark_counts_as_none(cast, sign_in, seen):
    group = make_group(cast.ada)
    page = sign_in(cast.ada).post(f"/groups/{group.pk}/edit/", words_of(group, seen=seen)).text
    assert "Somebody has changed this group" in page


def test_found_by_its_new_name(cast, sign_in):
    group = make_group(cast.ada, name="Old words")
    client = sign_in(cast.ada)
    client.post(f"/groups/{group.pk}/edit/", words_of(group, name="Fresh words"))
    assert "Fresh words" in client.get("/groups/find/?q=fresh").text
    assert "Fresh words" not in client.get("/groups/find/?q=old").text


def test_ending_with_a_note(cast, sign_in):
    group = make_group(cast.ada)
    put_in(group, *crowd(3))
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/finish/"
    assert client.get(path)["Location"] == f"/groups/{group.pk}/archive/"
    groups.begin(group, by=cast.ada.user, now=NOW)
    assert "Enter what came of it" in client.post(path, {"outcome": " "}).text
    client.post(path, {"outcome": "We **showed** it."})
    group.refresh_from_db()
    assert (group.state, group.outcome) == ("archived", "We **showed** it.")
    page = sign_in(cast.emil).get(f"/groups/{group.pk}/").text
    assert "We <strong>showed</strong> it." in page


def test_archiving_lets_nobody_wait_for_it(cast, sign_in):
    group = make_group(cast.ada, entry="ask")
    joining.join(group, cast.ben, now=NOW)
    client = sign_in(cast.ada)
    assert "cannot be undone" in client.get(f"/groups/{group.pk}/archive/").text
    client.post(f"/groups/{group.pk}/archive/")
    assert Group.objects.get().is_over
    assert row_of(group, cast.ben).state == "left"
    assert client.post(f"/groups/{group.pk}/archive/").status_code == 404
