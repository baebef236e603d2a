"""The lists: by day on the reader's clock, with filters, tabs, pages and empty states."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.models import Session
from profiles.models import Profile
from tests.community.sessions.world import (
    a_group,
    a_proposal,
    a_session,
    ahead,
    go,
    held,
)
from tests.people import make_person, make_skill

pytestmark = pytest.mark.django_db


def test_empty_states_say_what_to_do(cast, sign_in):
    client = sign_in(cast.ben)
    assert "Nothing planned" in client.get("/sessions/").text
    assert "Propose a lunch & learn" in client.get("/sessions/").text
    assert "Nothing of yours ahead" in client.get("/sessions/mine/").text
    assert "No past sessions" in client.get("/sessions/past/").text
    assert "Nobody keeps office hours yet" in client.get("/sessions/office-hours/").text


def test_the_day_is_the_readers(cast, sign_in):
    Profile.objects.filter(pk=cast.dan.pk).update(time_zone="Asia/Tokyo")
    cast.dan.refresh_from_db()
    starts_at = ahead(7).replace(hour=20)
    a_session(cast.ada, starts_at=starts_at)
    for person in (cast.ben, cast.dan):
        local = starts_at.astimezone(person.zone)
        page = sign_in(person).get("/sessions/").text
        assert f"{local:%A} {local.day} {local:%B}" in page
        assert f"<b>{local:%H:%M}</b>" in page


def test_filters_by_kind_and_skill(cast, sign_in):
    first = a_session(cast.ada, title="About prices")
    first.skills.add(make_skill("Pricing"))
    a_session(cast.ada, title="By hand", kind="workshop")
    client = sign_in(cast.ben)
    by_kind = client.get("/sessions/?kind=workshop").text
    assert "By hand" in by_kind
    assert "About prices" not in by_kind
    by_skill = client.get(f"/sessions/?skill={make_skill('Pricing').pk}").text
    assert "About prices" in by_skill
    assert "By hand" not in by_skill
    assert "Nothing of this kind" in client.get("/sessions/?kind=talk").text


@pytest.mark.parametrize("query", ["kind=nonsense", "skill=abc", "skill=99999999999", "page=zzz"])
def test_a_filter_nobody_knows_means_all(cast, sign_in, query):
    a_session(cast.ada)
    assert "Pricing in three currencies" in sign_in(cast.ben).get(f"/sessions/?{query}").text


def test_what_each_reader_is_shown(cast, sign_in):
    a_session(cast.ada, title="Open")
    a_session(cast.ada, title="Open group", group=a_group(cast.dan))
    a_session(cast.ada, title="Closed group", group=a_group(cast.ben, name="B", entry="invited"))
    a_session(cast.ada, title="Off", state="cancelled")
    held(cast.ada, title="Over")

    def shown(person) -> list[str]:
        page = sign_in(person).get("/sessions/").text
        names = ("Open", "Open group", "Closed group", "Off", "Over")
        return [name for name in names if f">{name}</a>" in page]

    assert shown(cast.ben) == ["Open", "Open group", "Closed group"]
    assert shown(cast.dan) == ["Open", "Open group"]
    assert ">Over</a>" in sign_in(cast.dan).get("/sessions/past/").text


def test_mine_is_what_i_go_to_wait_for_host_and_propose(cast, sign_in):
    going = a_session(cast.ada, title="Going", capacity=1)
    go(going, cast.ben)
    waiting = a_session(cast.ada, title="Waiting", capacity=1)
    go(waiting, cast.dan, cast.ben)
    a_session(cast.ben, title="Hosting")
    a_proposal(cast.ben, title="Proposed one")
    a_session(cast.ada, title="Somebody else’s")
    page = sign_in(cast.ben).get("/sessions/mine/").text
    for title in ("Going", "Waiting", "Hosting", "Proposed one"):
        assert f">{title}</a>" in page
    assert "Somebody else’s" not in page
    assert "On the wait list" in page
    assert "You host it" in page


def test_the_list_asks_the_same_for_one_and_three(cast, sign_in):
    client, counts = sign_in(cast.ben), {}
    for n in range(3):
        host = make_person(f"Host{n} Example")
        go(a_session(host, starts_at=ahead(3 + n)), cast.ben, cast.dan)
        held(host, cast.ben)
        for path in ("/sessions/", "/sessions/mine/", "/sessions/past/", "/"):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.setdefault(path, []).append(len(queries))
    assert {path: found[0] for path, found in counts.items()} == {
        path: found[2] for path, found in counts.items()
    }
    assert max(found[2] for path, found in counts.items() if path != "/") <= 12
    assert counts["/"][2] <= 15


def test_twenty_a_page(cast, sign_in):
    for n in range(21):
        a_session(cast.ada, title=f"Talk {n:02}", starts_at=ahead(2) + dt.timedelta(hours=n))
    client = sign_in(cast.ben)
    assert client.get("/sessions/").text.count("session-row") == 20
    assert client.get("/sessions/?page=2").text.count("session-row") == 1


def test_home_shows_this_week_and_asks(cast, sign_in):
    soon = timezone.now() + dt.timedelta(days=2)
    a_session(cast.ada, title="Soon", starts_at=soon)
    a_session(cast.ada, title="In a month", starts_at=ahead(30))
    held(cast.ada, cast.ben, title="Yesterday")
    page = sign_in(cast.ben).get("/").text
    assert ">Soon</a>" in page
    assert "In a month" not in page
    assert "How was “Yesterday”?" in page
    assert "Who came to “Yesterday”?" in sign_in(cast.ada).get("/").text


def test_home_says_when_there_is_nothing(cast, sign_in):
    assert "Nothing this week. Propose a lunch & learn." in sign_in(cast.ben).get("/").text


def test_only_the_host_and_hr_see_names(cast, sign_in):
    session = a_session(cast.ada)
    go(session, cast.dan)
    address = session.get_absolute_url()
    assert "Dan Weiss" in sign_in(cast.ada).get(address).text
    assert "Dan Weiss" in sign_in(cast.hana).get(address).text
    assert "Dan Weiss" not in sign_in(cast.ben).get(address).text
    assert Session.objects.get().used == 1
