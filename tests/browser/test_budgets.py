"""What a first view costs, as the real server sends it: requests and bytes."""

import pytest
from django.test import Client

from tests.browser import processes
from tests.matching.rounds_world import make_world
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
KB = 1024
EMPLOYEE, CONSOLE = (5, 60 * KB), (6, 80 * KB)


@pytest.fixture(scope="module")
def static_root(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


def first_view(chromium, address, path, profile) -> tuple[int, int]:
    """Requests and bytes of a browser that has never been here."""
    client = Client()
    client.force_login(profile.user)
    context = chromium.new_context()
    context.add_cookies([{"name": "sid", "value": client.cookies["sid"].value, "url": address}])
    page, requests = context.new_page(), []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address + path, wait_until="networkidle")
    assert page.url == address + path
    sizes = [request.sizes() for request in requests]
    context.close()
    return len(sizes), sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes)


def check(chromium, static_root, views, most, largest):
    with processes.web(static_root) as address:
        for path, who in views:
            requests, size = first_view(chromium, address, path, who)
            print(f"{path:24} {requests} requests, {size / KB:.1f} KB")
            assert requests <= most, path
            assert size <= largest, path


def test_employees_pages(transactional_db, chromium, static_root):
    cast = build_cast()
    joining = f"/programs/{cast.program.pk}/join/"
    views = [(path, cast.ben) for path in ("/", "/groups/", "/people/", "/profile/")]
    views += [(f"/pairs/{cast.pair.pk}/", cast.ben), (joining, cast.emil)]
    check(chromium, static_root, views, *EMPLOYEE)


def test_hr_pages(transactional_db, chromium, static_root):
    world = make_world()
    world.run()
    views = [(f"/hr/rounds/{world.round.pk}/", world.hana), ("/hr/groups/", world.hana)]
    check(chromium, static_root, views, *CONSOLE)
