from django.test import RequestFactory

from mentorship.navigation import Item, _marked, navigation


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


def test_nobody_but_hr_is_led_to_the_hr_view(cast):
    request = RequestFactory().get("/")
    request.user = cast.ben.user
    names = [str(item.label) for item in navigation(request)["navigation"]["account"]]
    assert "HR view" not in names
