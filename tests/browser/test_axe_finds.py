"""What the checks of pages would find: a page that is only readable in one look."""

import pytest

from tests.browser import axe

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><head><title>Planted</title>
<meta name="viewport" content="width=device-width"><style>{css}</style></head>
<body><main><h1>Planted</h1><p>Some words to read.</p></main></body></html>"""


@pytest.mark.parametrize(
    ("css", "where"),
    [
        ("[data-theme=dark] p { color: #777; background: #555 }", {"dark 390", "dark 1440"}),
        ("[data-theme=light] p { color: #ddd }", {"light 390", "light 1440"}),
        ("p { width: 600px }", {"light 390", "dark 390"}),
    ],
)
def test_a_planted_fault_is_found_where_it_is(page, css, where):
    page.set_content(PAGE.format(css=css))
    found = axe.state_faults(page)
    assert {fault.split(":")[0] for fault in found} == where


def test_a_page_without_faults_has_none(page):
    page.set_content(PAGE.format(css=""))
    assert axe.state_faults(page) == []
