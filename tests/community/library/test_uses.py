"""“Used in” on the page of an item: paths and shelves, each for who may read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import library_uses, shelf
from community.models import Path, PathStep
from tests.community.groups.world import make_group, put_in
from tests.community.library.world import make_link


def a_path(name, item, *, state="published", position=1):
    path = Path.objects.create(slug=name.lower().replace(" ", "-"), name=name, state=state)
    fields = {"kind": "resource", "title": item.title, "resource": item, "position": position}
    return PathStep.objects.create(path=path, **fields)


def on_shelf(item, lead, name, kind="community", **fields):
    made = make_group(lead, kind, name=name, **fields)
    shelf.put(made, item, by=lead, now=timezone.now())
    return made


def names(item, reader):
    return [use.name for use in library_uses.of(item, reader).shown]


def test_paths_and_shelves_with_what_they_are(cast, sign_in):
    item = make_link()
    a_path("First talks", item)
    group = on_shelf(item, cast.ada, "Buyers")
    page = sign_in(cast.emil).get(f"/library/{item.pk}/").text
    assert "Used in" in page
    assert 'href="/paths/first-talks/"' in page
    assert f'href="/groups/{group.pk}/"' in page
    assert "Community of practice" in page


def test_used_nowhere_says_nothing(cast, sign_in):
    page = sign_in(cast.emil).get(f"/library/{make_link().pk}/").text
    assert "Used in" not in page


def test_nothing_a_reader_could_not_open(cast):
    item = make_link()
    a_path("A draft", item, state="draft")
    a_path("Taken out", item, state="retired")
    a_path("Step taken out", item, position=None)
    ended = on_shelf(item, cast.ada, "Ended")
    ended.state, ended.archived_at = "archived", timezone.now()
    ended.save()
    secret = on_shelf(item, cast.ada, "Secret", entry="invited")
    put_in(secret, cast.ben)
    assert names(item, cast.emil) == []
    assert names(item, cast.ben) == ["Secret"]


def test_twice_in_one_path_is_one_use(cast):
    item = make_link()
    step = a_path("Twice", item)
    PathStep.objects.create(
        path=step.path, kind="resource", title="Again", resource=item, position=2
    )
    assert names(item, cast.emil) == ["Twice"]


def test_five_are_shown_and_the_rest_is_counted(cast):
    item = make_link()
    for number in range(4):
        a_path(f"Path {number}", item)
    for number in range(3):
        on_shelf(item, cast.ada, f"Shelf {number}")
    uses = library_uses.of(item, cast.emil)
    assert [use.name for use in uses.shown] == ["Path 0", "Path 1", "Path 2", "Path 3", "Shelf 0"]
    assert uses.more == 2


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_three_as_for_one(cast, sign_in, number):
    item = make_link(skills=["Negotiation"])
    for n in range(number):
        a_path(f"Path {n}", item)
        on_shelf(item, cast.ada, f"Shelf {n}")
    client = sign_in(cast.emil)
    client.get("/library/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/library/{item.pk}/").status_code == 200
    assert len(asked) <= 15
