"""The pages of a group: who sees what, its states, and how many questions they ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import groups, joining, plans, posts, shelf
from community.models import Group, Session
from tests.community.groups.world import crowd, make_group, put_in, resource, row_of
from tests.people import make_person

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timezone.timedelta(days=1)


def queries(client, path):
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def one_more(group, person, n):
    """One more of everything a group has."""
    put_in(group, person)
    plans.tick(plans.add(group, f"Step {n}", NOW.date(), now=NOW), by=person, now=NOW)
    post = posts.write(group, person, f"Post **{n}**", now=NOW)
    posts.write(group, person, f"Answer {n}", parent=post, now=NOW)
    shelf.put(group, resource(f"Guide {n}"), by=person, now=NOW)
    starts_at = NOW + (n + 1) * DAY
    Session.objects.create(
        kind="talk", state="published", title=f"Talk {n}", outcome="x", host=person,
        group=group, starts_at=starts_at, ends_at=starts_at + DAY,
    )  # fmt: skip
    joining.invite(group, [make_person(f"Guest {n}")], by=person.user, now=NOW)


@pytest.mark.parametrize(
    "tab", ["", "plan/", "posts/", "sessions/", "shelf/", "members/", "manage/"]
)
def test_three_of_everything_ask_no_more_than_one(cast, sign_in, tab):
    client, group = sign_in(cast.ada), make_group(cast.ada)
    path, people = f"/groups/{group.pk}/{tab}", crowd(3)
    one_more(group, people[0], 0)
    client.get(path)
    one = queries(client, path)
    for n, person in enumerate(people[1:], start=1):
        one_more(group, person, n)
    assert queries(client, path) == one <= 12


def test_the_list_of_groups_asks_no_more_for_three(cast, sign_in):
    client = sign_in(cast.ben)
    make_group(cast.ada, name="One")
    client.get("/groups/find/")
    one = queries(client, "/groups/find/")
    put_in(make_group(cast.ada, name="Two"), cast.ben, cast.dan)
    make_group(cast.dan, "community", name="Three")
    assert queries(client, "/groups/find/") == one <= 9


def test_my_groups_ask_no_more_for_three(cast, sign_in):
    client = sign_in(cast.emil)
    put_in(make_group(cast.ada, name="One"), cast.emil)
    client.get("/groups/")
    one = queries(client, "/groups/")
    for name in ("Two", "Three"):
        put_in(make_group(cast.ada, name=name), cast.emil)
    page = client.get("/groups/").text
    assert all(name in page for name in ("One", "Two", "Three"))
    assert queries(client, "/groups/") == one <= 12


def test_a_group_by_invitation_is_not_there_for_others(cast, sign_in):
    group = make_group(cast.ada, entry="invited", name="Hush")
    put_in(group, cast.ben)
    joining.invite(group, [cast.dan], by=cast.ada.user, now=NOW)
    for person, status in (
        (cast.ada, 200), (cast.ben, 200), (cast.dan, 200), (cast.emil, 404), (cast.hana, 404),
    ):  # fmt: skip
        client = sign_in(person)
        assert client.get(f"/groups/{group.pk}/").status_code == status
        assert ("Hush" in client.get("/groups/find/").text) == (status == 200)
    page = sign_in(cast.emil).get(f"/people/{cast.ada.pk}/").text
    assert "Hush" not in page
    assert sign_in(cast.emil).post(f"/groups/{group.pk}/join/").status_code == 404
    joining.answer(row_of(group, cast.dan), yes=False, now=NOW)
    assert sign_in(cast.dan).get(f"/groups/{group.pk}/").status_code == 404


def test_posts_are_for_members(cast, sign_in):
    group = make_group(cast.ada)
    posts.write(group, cast.ada, "Between **us**", now=NOW)
    page = sign_in(cast.ada).get(f"/groups/{group.pk}/posts/").text
    assert "Between <strong>us</strong>" in page
    assert "Between us" in sign_in(cast.ada).get(f"/groups/{group.pk}/").text
    assert "Between" not in sign_in(cast.ben).get(f"/groups/{group.pk}/").text
    assert sign_in(cast.ben).get(f"/groups/{group.pk}/posts/").status_code == 404


def test_somebody_who_has_left_the_group_reads_no_posts(cast, sign_in):
    group = make_group(cast.ada)
    (row,) = put_in(group, cast.ben)
    client = sign_in(cast.ben)
    assert client.get(f"/groups/{group.pk}/posts/").status_code == 200
    joining.leave(row, now=NOW)
    assert client.get(f"/groups/{group.pk}/posts/").status_code == 404


@pytest.mark.parametrize("path", ["/groups/0/", "/groups/99999999999999999999/", "/groups/987654/"])
def test_no_such_group(cast, sign_in, path):
    assert sign_in(cast.ben).get(path).status_code == 404


def test_what_is_over_can_be_read_and_not_written_in(cast, sign_in):
    group = make_group(cast.ada)
    put_in(group, cast.ben)
    step = plans.add(group, "Meet", None, now=NOW)
    groups.archive(group, by=cast.ada.user, now=NOW)
    client = sign_in(cast.ben)
    assert "This group ended on" in client.get(f"/groups/{group.pk}/").text
    assert client.get(f"/groups/{group.pk}/posts/").status_code == 200
    for path in (f"/groups/{group.pk}/posts/write/", f"/group-steps/{step.pk}/finish/"):
        assert client.post(path, {"body": "x"}).status_code == 404
    assert sign_in(cast.emil).post(f"/groups/{group.pk}/join/").status_code == 404
    assert sign_in(cast.ada).get(f"/groups/{group.pk}/manage/").status_code == 404


def test_joining_and_leaving_on_the_page(cast, sign_in):
    group = make_group(cast.ada, size_max=4)
    client = sign_in(cast.ben)
    page = client.post(f"/groups/{group.pk}/join/", follow=True).text
    assert "You are in “The circle”." in page
    client.post(f"/groups/{group.pk}/join/")
    group.refresh_from_db()
    assert group.used == 2
    put_in(group, *crowd(2))
    page = sign_in(cast.emil).get(f"/groups/{group.pk}/").text
    assert "All 4 places are taken" in page
    assert "Join the wait list" in page
    page = sign_in(cast.emil).post(f"/groups/{group.pk}/join/", follow=True).text
    assert "You are on the wait list" in page
    client = sign_in(cast.ben)
    assert "Leave “The circle”?" in client.get(f"/groups/{group.pk}/leave/").text
    client.post(f"/groups/{group.pk}/leave/")
    assert row_of(group, cast.emil).is_member


def test_the_lead_reads_who_leads_next_before_leaving(cast, sign_in):
    group = make_group(cast.ada)
    put_in(group, cast.ben)
    page = sign_in(cast.ada).get(f"/groups/{group.pk}/leave/").text
    assert "Ben Ito leads it then." in page


def test_asking_with_a_skill(cast, sign_in):
    group = make_group(cast.ada, "project", skills=("SQL", "Negotiation"))
    client, path = sign_in(cast.ben), f"/groups/{group.pk}/ask/"
    assert client.post(f"/groups/{group.pk}/join/")["Location"] == path
    page = client.post(path, {"words": "I did this before."}).text
    assert page.count("Choose the skill you bring") == 2
    assert "I did this before." in page
    assert "Enter the skill you bring" in client.post(path, {"skill": "other"}).text
    too_long = client.post(path, {"skill": "SQL", "words": "x" * 10_000}).text
    assert "One line to the lead must be 200 characters or fewer" in too_long
    client.post(path, {"skill": "SQL", "words": "I did this before."})
    assert row_of(group, cast.ben).words == "SQL: I did this before."
    assert client.get(path)["Location"] == f"/groups/{group.pk}/"


def test_a_project_says_what_it_needs_and_begins_with_two_departments(cast, sign_in):
    group = make_group(cast.ada, "project")
    client, path = sign_in(cast.ada), f"/groups/{group.pk}/"
    assert "It needs 3 people to begin: 1 is in." in client.get(path).text
    put_in(group, *crowd(2, department="Product"))
    assert "so far all are from one" in client.get(path).text
    assert "so far all are from one" in client.post(f"{path}begin/", follow=True).text
    put_in(group, cast.ben)
    assert "has begun" in client.post(f"{path}begin/", follow=True).text
    group.refresh_from_db()
    assert (group.state, group.started_at is not None) == ("running", True)


def test_find_by_kind_skill_places_and_words(cast, sign_in):
    make_group(cast.ada, name="SQL for all", skills=("SQL",))
    make_group(cast.ada, "community", name="Talkers", skills=("Presenting",))
    full = make_group(cast.ada, name="Full house", size_max=4)
    put_in(full, *crowd(3))
    client = sign_in(cast.ben)

    def found(query):
        page = client.get(f"/groups/find/?{query}").text
        return {name for name in ("SQL for all", "Talkers", "Full house") if name in page}

    skill = full.skills.get().pk
    assert found("") == {"SQL for all", "Talkers", "Full house"}
    assert found("kind=community") == {"Talkers"}
    assert found("places=on") == {"SQL for all", "Talkers"}
    assert found(f"skill={skill}") == {"Full house"}
    assert found("q=sql") == {"SQL for all"}
    assert found("q=talk") == {"Talkers"}
    assert found("q=zzz") == set()
    assert found("q=talkres") == {"Talkers"}
    assert (
        "Nothing has “talkres”. This has “talkers”." in client.get("/groups/find/?q=talkres").text
    )
    assert found("q=talkres&kind=circle") == set()
    assert "No group like that" in client.get("/groups/find/?q=zzz").text
    for odd in ("kind=party", "skill=x", "page=9999999999", "q=" + "x" * 9000, "page=-1"):
        assert client.get(f"/groups/find/?{odd}").status_code == 200


def test_nothing_to_find_says_how_to_begin(cast, sign_in):
    page = sign_in(cast.ben).get("/groups/find/").text
    assert "for a circle you need 4 people and a topic" in page
    assert Group.objects.count() == 0


def test_the_menu_and_my_groups_lead_to_find_and_start(cast, sign_in):
    page = sign_in(cast.emil).get("/groups/").text
    assert 'href="/groups/find/"' in page
    assert page.count('href="/groups/start/"') >= 2
