"""What the console asks of the database at 500 pairs: as little as at three."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import review_round
from matching import deck
from matching.models import Coordinator, Enrollment, Proposal
from profiles import middleware, session_activity
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
# A decision also locks the round, and writes the pair, its trail, the audit and the step that takes
# it back. An edit loads everybody before it decides, and proves the result afterwards.
MOST_OF_A_DECISION, MOST_OF_AN_EDIT = 25, 50


@pytest.fixture(autouse=True)
def a_minute_that_does_not_end(monkeypatch):
    """Once a minute a request also notes where a person is signed in, and that staff was seen; not
    while we count, however slow the machine is."""
    monkeypatch.setattr(session_activity, "NOTE_EVERY_SECONDS", 3600)
    monkeypatch.setattr(middleware, "NOTE_EVERY_SECONDS", 3600)


def queries(client, round_) -> dict[str, int]:
    """By answer; what a worker keeps in mind is warm."""
    home = round_.get_absolute_url()
    first = Proposal.objects.filter(round=round_).order_by("pk").first()
    mentors = Enrollment.objects.mentors().filter(program=round_.program)
    asked = f"?mentor={mentors.exclude(pk=first.mentor_id).order_by('pk').first().pk}"
    rows = reverse("round-rows", args=[round_.pk])
    beside = {
        name: reverse(name, args=[first.pk, *more])
        for name, *more in [
            ("proposal",), ("proposal-options",), ("why-not",), ("edit-proposal", "swap"),
            ("forbid-proposal",), ("reject-proposal",),
        ]
    }  # fmt: skip
    return {
        "first view": counted(client, home, ""),
        "ready": counted(client, f"{home}?tab=ready", "console"),
        "rows": counted(client, f"{rows}?tab=ready&after={first.pk}", "more"),
        "pair": counted(client, f"{home}?pair={first.pk}", "detail"),
        "pair alone": counted(client, beside["proposal"], ""),
        "options": counted(client, beside["proposal-options"], "options"),
        "options alone": counted(client, beside["proposal-options"], ""),
        "search": counted(client, f"{beside['why-not']}?q=a", "why-not"),
        "why not": counted(client, beside["why-not"] + asked, "why-not"),
        "preview": counted(client, beside["edit-proposal"] + asked, "preview"),
        "keep apart": counted(client, beside["forbid-proposal"], ""),
        "reject": counted(client, beside["reject-proposal"], ""),
    }


def counted(client, path, target) -> int:
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    client.get(path, headers=headers)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path, headers=headers).status_code == 200
    if len(found) > MOST_QUERIES:
        print(*(query["sql"][:300] for query in found.captured_queries), sep="\n")
    return len(found)


def check(found):
    print(found)
    assert max(found.values()) <= MOST_QUERIES, found


def writes(client, round_) -> dict[str, int]:
    """What decisions and edits ask, page and all."""
    first, second = Proposal.objects.filter(round=round_).order_by("pk")[:2]
    swap = reverse("edit-proposal", args=[first.pk, "swap"])
    options = client.get(reverse("proposal-options", args=[first.pk])).content.decode()
    other = int(re.search(rf"{swap}\?mentor=(\d+)", options)[1])
    asked = {
        "approve": (reverse("approve-proposal", args=[second.pk]), "detail", {}),
        "undo": (reverse("undo-step", args=[round_.pk]), "console", {}),
        "select": (reverse("select-pairs", args=[round_.pk]), "console", {"pair": [second.pk]}),
        "swap": (swap, "detail", {"mentor": other}),
    }
    found = {}
    for name, (path, target, data) in asked.items():
        headers = {"HX-Request": "true", "HX-Target": target}
        headers["HX-Current-URL"] = f"http://testserver{round_.get_absolute_url()}?tab=look"
        with CaptureQueriesContext(connection) as ran:
            answer = client.post(f"{path}?tab=look&here=console", data, headers=headers)
        assert answer.status_code == 200, (name, answer)
        found[name] = len(ran)
    assert Proposal.objects.get(pk=first.pk).mentor_id == other
    return found


def check_writes(found):
    print(found)
    assert found.pop("swap") <= MOST_OF_AN_EDIT, found
    assert max(found.values()) <= MOST_OF_A_DECISION, found


def test_no_answer_asks_more_than_twelve_times(client):
    round_ = review_round.build()
    # Tables that were empty a moment ago get plans for no rows: minutes instead of seconds.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client.force_login(review_round.reviewer().user)
    check(queries(client, round_))
    check_writes(writes(client, round_))


@pytest.mark.parametrize("who", ["hana", "cora"])
def test_three_pairs_cost_no_more(client, monkeypatch, who):
    """Neither for HR nor for a coordinator."""
    monkeypatch.setattr(deck, "PILOT", 0)
    world = make_world()
    world.run()
    reader = getattr(world, who)
    assert Coordinator.objects.filter(user=world.cora.user).exists()
    client.force_login(reader.user)
    check(queries(client, world.round))
    check_writes(writes(client, world.round))
