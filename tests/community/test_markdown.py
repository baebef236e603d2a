"""What people write in Markdown comes out as HTML that cannot act."""

from html.parser import HTMLParser

import pytest

from community.markdown import TAGS, to_html


def test_the_usual_marks():
    text = "# Why\n\n**Bring** one *e-mail*.\n\n1. a\n2. b\n\n| x | y |\n|---|---|\n| 1 | ~~2~~ |"
    html = to_html(text)
    assert "<h3>Why</h3>" in html
    assert "<strong>Bring</strong> one <em>e-mail</em>" in html
    assert "<ol>\n<li>a</li>\n<li>b</li>\n</ol>" in html
    assert "<td>1</td>" in html
    assert "<s>2</s>" in html


def test_a_link_does_not_hand_on_where_the_reader_came_from():
    html = to_html("[guide](https://example.com/a)")
    assert html == (
        '<p><a href="https://example.com/a" rel="nofollow noopener noreferrer">guide</a></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "![x](https://example.com/pixel.png)",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe src=https://example.com></iframe>",
        "<svg onload=alert(1)>",
        "`<script>alert(1)</script>`",
        '<https://example.com/"onmouseover=alert(1)>',
        '[x](https://example.com/ "a\' onmouseover=alert(1)")',
        "<style>*{display:none}</style>",
        "<form action=https://example.com><button>x</button></form>",
    ],
)
def test_nothing_that_acts_gets_through(text):
    acting = ActingParts()
    acting.feed(to_html(text))
    assert acting.found == []


class ActingParts(HTMLParser):
    """Every tag, attribute and address outside the short list."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in {"href", "title", "start", "rel"}:
                self.found.append(name)
            if name == "href" and not value.startswith(("https://", "http://", "mailto:")):
                self.found.append(value)


def test_the_parser_of_this_test_finds_what_acts():
    acting = ActingParts()
    acting.feed("<script></script><a href='javascript:x' onclick='y'>x</a>")
    assert acting.found == ["script", "javascript:x", "onclick"]
