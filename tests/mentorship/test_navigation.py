from django.test import RequestFactory

from mentorship.navigation import UNDER, Item, Place, _by_role, _items, _marked, navigation
from tests.insights.report import world


def current(items) -> list[str]:
    return [item.href for item in items if item.is_current]


def test_the_item_above_the_page_is_the_current_one():
    items = [Item("/", "Home", "house"), Item("/groups/", "Groups", "users-round")]
    assert current(_marked(items, "/groups/")) == ["/groups/"]
    assert current(_marked(items, "/groups/7/")) == ["/groups/"]
    assert current(_marked(items, "/")) == ["/"]
    assert current(_marked(items, "/people/")) == []


def test_the_longest_address_wins():
    items = [Item("/hr/", "Overview", "layout-grid"), Item("/hr/people/", "People", "user-round")]
    assert current(_marked(items, "/hr/people/3/")) == ["/hr/people/"]
    assert current(_marked(items, "/hr/")) == ["/hr/"]


def test_a_page_beside_the_address_of_its_place_marks_the_place():
    items = _items(UNDER["hr-insights"])
    assert current(_marked(items, "/hr/insights/learning/")) == ["/hr/insights/proof/"]
    assert current(_marked(items, "/hr/insights/measures/fit/")) == ["/hr/insights/"]


def names(person) -> dict[str, list[str]]:
    account, rail = _by_role(person.user)
    return {"account": [place.name for place in account], "rail": [place.name for place in rail]}


def test_hr_is_led_to_everything(cast):
    assert names(cast.hana)["account"][-1] == "hr-overview"
    assert names(cast.hana)["rail"][0] == "hr-overview"


def test_a_coordinator_is_led_to_their_programs_only(cast):
    assert names(cast.cora)["account"][-1] == "hr-programs"
    assert names(cast.cora)["rail"] == ["hr-overview", "hr-programs", "hr-health", "hr-insights"]


def test_an_employee_is_led_to_neither(cast):
    assert {"hr-overview", "hr-programs"}.isdisjoint(names(cast.ben)["account"])
    assert names(cast.ben)["rail"] == []


def test_a_sponsor_is_led_to_their_reports(cast):
    assert "my-reports" not in names(cast.emil)["account"]
    world.sponsor(cast.program, cast.emil)
    assert names(cast.emil)["account"][-1] == "my-reports"
    assert names(cast.emil)["rail"] == []


def test_a_page_that_does_not_exist_is_left_out(cast):
    request = RequestFactory().get("/")
    request.user = cast.ben.user
    places = (Place("home", "Home", "house"), Place("no-such-page", "Nowhere", "x"))
    assert [item.label for item in _items(places)] == ["Home"]
    assert navigation(request)["navigation"]["main"][0].is_current
