"""The list of the console: pages, addresses, selection, small rounds, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching import deck
from matching.console import desk
from matching.models import Proposal, Round, SampledPair
from tests.matching.console_pages.desk import many

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def text(answer):
    return " ".join(answer.content.decode().split())


def shown(answer):
    return [row.proposal.pk for row in answer.context["rows"]]


def queries(ask) -> int:
    ask()
    with CaptureQueriesContext(connection) as found:
        assert ask().status_code == 200
    return len(found)


def test_the_console_costs_the_same_at_3_and_at_60_rows(hana, world):
    ben = world.proposal("Ben")
    rows = reverse("round-rows", args=[world.round.pk])
    asks = {
        "page": lambda: hana.page("?tab=look"),
        "page with a pair": lambda: hana.pair(ben),
        "pair": lambda: hana.fragment(f"{hana.home}?tab=look&pair={ben.pk}", "detail"),
        "tab": lambda: hana.fragment(f"{hana.home}?tab=look", "console"),
        "rows": lambda: hana.fragment(f"{rows}?tab=look&after={ben.pk}", "more"),
    }
    few = {name: queries(ask) for name, ask in asks.items()}
    many(world, 60)
    assert {name: queries(ask) for name, ask in asks.items()} == few
    assert max(few.values()) <= MOST_QUERIES, few


def test_fifty_rows_and_the_rest_follows_the_last_one(hana, world):
    many(world, 60)
    first = hana.page("?tab=look")
    assert len(shown(first)) == 50
    rows = reverse("round-rows", args=[world.round.pk])
    more = hana.fragment(f"{rows}{first.context['more']}", "more")
    assert text(more).startswith("<li")
    assert len(shown(more)) == 13
    assert not set(shown(first)) & set(shown(more))
    plain = hana.page(first.context["next_page"])
    assert shown(plain) == shown(more)


def test_what_was_decided_meanwhile_shifts_no_row_out_of_sight(hana, world):
    many(world, 60)
    first = hana.page("?tab=look")
    expected = hana.page("?tab=look&page=2")
    for pk in shown(first)[-10:]:
        Proposal.objects.filter(pk=pk).update(decision="approved")
    rows = reverse("round-rows", args=[world.round.pk])
    more = hana.fragment(f"{rows}{first.context['more']}", "more")
    assert shown(more) == shown(expected)


def test_the_address_holds_tab_filter_order_and_pair(hana, world):
    ben = world.proposal("Ben")
    page = hana.page(f"?tab=look&q=ito&sort=name&pair={ben.pk}")
    assert shown(page) == [ben.pk]
    assert page.context["proposal"] == ben
    assert f"?tab=look&amp;q=ito&amp;sort=name&amp;pair={ben.pk}" in text(page)
    assert 'aria-current="true"' in text(page)


def test_a_pair_on_another_page_is_found(hana, world):
    many(world, 60)
    last = hana.page("?tab=look").context["form"]
    ids = deck.of(Proposal.objects.filter(round=world.round), last).ids
    page = hana.page(f"?tab=look&pair={ids[-1]}")
    assert ids[-1] in shown(page)
    assert page.context["previous_page"]


@pytest.mark.parametrize("query", ["?pair=999999", "?pair=x", "?after=9999999", "?level=NONE"])
def test_a_strange_address_shows_the_list(hana, query):
    assert len(shown(hana.page(query))) == 3


def test_a_pair_of_another_round_is_not_there(hana, world):
    assert hana.fragment(f"{hana.home}?pair=999999", "detail").status_code == 404


def test_filter_by_level_and_department(hana, world):
    Proposal.objects.filter(pk=world.proposal("Omar").pk).update(flags=["stretch"])
    assert shown(hana.page("?tab=look&level=HIGH")) == [world.proposal("Omar").pk]
    assert len(shown(hana.page("?tab=look&q=finance"))) == 3
    nothing = text(hana.page("?tab=look&q=nobody"))
    assert "Nothing found" in nothing
    assert "Clear the filter" in nothing


def test_ticks_are_kept_by_the_server(hana, world):
    ben = world.proposal("Ben")
    bar = hana.press("select-pairs", world.round, {"pair": ben.pk, "on": "on"}, target="bulk")
    assert "1 selected" in text(bar)
    assert "checked" in text(hana.page("?tab=look"))
    hana.press("select-pairs", world.round, {"pair": ben.pk, "on": ""}, target="bulk")
    assert desk.selected(world.round, world.hana.user) == set()


def test_without_script_the_ticks_come_with_the_button(hana, world):
    ben, omar = world.proposal("Ben"), world.proposal("Omar")
    data = {"pair": [ben.pk], "shown": [ben.pk, omar.pk], "action": "approve"}
    answer = hana.client.post(reverse("bulk", args=[world.round.pk]) + "?tab=look", data)
    assert "Approved 1 pair." in text(hana.client.get(answer.url))
    assert world.proposal("Omar").decision == "pending"


def test_selecting_states_its_scope(hana, world):
    many(world, 60)
    page = text(hana.page("?tab=look"))
    assert "Select 50 on this page" in page
    assert "Select all 63 in this filter" in page
    answer = hana.press("bulk", world.round, {"action": "page"}, target="console")
    assert "50 pairs selected." in text(answer)
    answer = hana.press("bulk", world.round, {"action": "all"}, target="console")
    assert "63 pairs selected." in text(answer)
    cleared = hana.press("bulk", world.round, {"action": "clear"}, target="console")
    assert "Nothing is selected now." in text(cleared)


def test_the_foot_counts_the_high_flags_of_its_own_list(hana, world):
    Proposal.objects.filter(pk=world.proposal("Omar").pk).update(
        flags=["key_need_not_met", "stretch"]
    )
    Proposal.objects.filter(pk=world.proposal("Ben").pk).update(flags=[])
    said = "1 has a High flag and stays for a look of its own."
    assert said in text(hana.page("?tab=look"))
    ready = text(hana.page("?tab=ready"))
    assert "1 pair in this list" in ready
    assert "High flag" not in ready


def test_a_locked_row_has_room_for_one_flag_and_says_how_many_more(hana, world):
    flags = ["stretch", "few_hours", "mentor_full"]
    Proposal.objects.filter(pk=world.proposal("Ben").pk).update(flags=flags)
    row = next(row for row in hana.page().context["rows"] if row.mentee.name == "Ben Ito")
    assert (len(row.shown_flags), row.more_flags) == (2, 1)
    assert "+1" in text(hana.page())
    hana.press("lock-proposal", world.proposal("Ben"))
    assert "+2" in text(hana.page())


def test_bulk_reject_asks_for_one_reason(hana, world):
    hana.press("bulk", world.round, {"action": "all"}, target="console")
    on = hana.press("bulk", world.round, {"action": "reject"}, target="console")
    path = reverse("reject-selected", args=[world.round.pk])
    assert on.headers["HX-Redirect"] == f"{path}?tab=look"
    assert "Reject 3 pairs" in text(hana.client.get(path))
    assert "Choose a reason" in text(hana.client.post(path, {}))
    done = hana.client.post(path, {"reason": "time"}, follow=True)
    assert "Rejected 3 pairs." in text(done)
    assert Proposal.objects.filter(decision="rejected").count() == 3
    assert "Nothing to reject" in text(hana.client.get(path))


def test_bulk_lock_and_nothing_selected(hana, world):
    empty = hana.press("bulk", world.round, {"action": "lock"}, target="console")
    assert "Choose at least one pair first." in text(empty)
    hana.press("bulk", world.round, {"action": "all"}, target="console")
    done = hana.press("bulk", world.round, {"action": "lock"}, target="console")
    assert "Locked 3 pairs." in text(done)


def test_after_a_bulk_approval_a_sample_is_offered_and_read(hana, world):
    answer = hana.press("approve-all", world.round, target="console")
    assert "Draw a sample" in text(answer)
    drawn = hana.client.post(reverse("draw-sample", args=[world.round.pk]), follow=True)
    assert "3 pairs drawn at random." in text(drawn)
    first, second, third = shown(drawn)
    kept = hana.press("keep-sampled", Proposal.objects.get(pk=first), query="?tab=sample")
    assert "Still right" in text(kept)
    turned_down = Proposal.objects.with_people().get(pk=second)
    hana.press("reject-proposal", turned_down, {"reason": "time"}, query="?tab=sample")
    verdicts = SampledPair.objects.order_by("verdict").values_list("verdict", flat=True)
    assert sorted(verdicts) == ["kept", "rejected", "waiting"]
    turned_down.refresh_from_db()
    assert turned_down.decision == "rejected"
    assert Proposal.objects.get(pk=third).decision == "approved"


def test_a_small_round_is_read_whole(hana, world, monkeypatch):
    monkeypatch.setattr(deck, "PILOT", 40)
    Proposal.objects.filter(pk=world.proposal("Omar").pk).update(flags=[])
    page = hana.page()
    assert len(shown(page)) == 3
    assert "A small round: read all 3 pairs." in text(page)
    bands = ("Strong", "Good", "Stretch")
    for word in ("Ready", "Draw a sample", "Approve all 3 in this filter", "Matching lab", *bands):
        assert word not in text(page)
    alone = text(hana.client.get(world.proposal("Omar").get_absolute_url()))
    assert not [word for word in bands if word in alone]
    assert len(shown(hana.page("?tab=ready"))) == 3


def test_a_closed_round_offers_no_ticks(hana, world):
    assert "row-check" in text(hana.page("?tab=look"))
    Round.objects.filter(pk=world.round.pk).update(state="cancelled")
    page = text(hana.page("?tab=look"))
    assert "row-check" not in page
    assert "Select all" not in page
