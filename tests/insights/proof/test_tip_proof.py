import datetime as dt

import pytest
from django.urls import reverse

from checkins import holdout
from insights.proof import lifts, page
from insights.proof.verdicts import Kind
from tests.insights.proof import world

pytestmark = pytest.mark.django_db
URL = "/hr/insights/proof/"


def text(response):
    return " ".join(response.content.decode().split())


def test_every_tip_has_its_own_verdict(client, cast):
    world.week()
    client.force_login(cast.hana.user)
    assert reverse("tip-proof") == URL
    shown = {line.template: line for line in page.lines(lifts.newest())}
    kinds = {name: line.verdict.kind for name, line in shown.items()}
    assert kinds == {
        "tip-1": Kind.MORE, "tip-2": Kind.LESS, "tip-4": Kind.NOT_YET, "tip-7": Kind.NONE,
        "tip-10": Kind.HIDDEN, "tip-13": Kind.NOT_YET, "tip-18": Kind.HIDDEN,
        "tip-23": Kind.HIDDEN,
    }  # fmt: skip
    assert [name for name, line in shown.items() if line.verdict.must_go] == [
        "tip-2", "tip-7", "tip-13",
    ]  # fmt: skip
    said = text(client.get(URL))
    for line in shown.values():
        assert line.sentence in said
    assert said.count("Change or remove") == 3
    assert "1 of 5 tips shown make more pairs meet. 3 have gone out 500 times" in said


def test_nothing_of_a_group_under_five_is_on_the_page_in_the_table_or_the_file(client, cast):
    world.week({"tip-10": (7777, 30, 4, 2), "tip-1": (900, 540, 100, 40)})
    client.force_login(cast.hana.user)
    for name in ("tip-proof", "hold-out-receipt", "hold-out-receipt-file"):
        said = text(client.get(reverse(name)))
        assert "900" in said
        assert "7777" not in said.replace(",", "")


def test_before_the_first_week_the_page_says_when_it_comes(client, cast):
    client.force_login(cast.hana.user)
    said = text(client.get(URL))
    assert "Nothing counted yet" in said
    assert "<figure" not in said


def test_a_place_that_is_off_is_said(client, cast):
    holdout.switch_off("Spain", "", by=cast.hana.user, now=world.AT)
    client.force_login(cast.hana.user)
    assert "Hold-outs are off in some places." in text(client.get(URL))


@pytest.mark.parametrize("name", ["tip-proof", "hold-out-receipt"])
def test_three_weeks_cost_no_query_more_than_one(client, cast, django_assert_max_num_queries, name):
    client.force_login(cast.hana.user)
    client.get(reverse(name))
    for back in range(3):
        world.week(week=world.WEEK - dt.timedelta(weeks=back))
        with django_assert_max_num_queries(8):
            client.get(reverse(name))
