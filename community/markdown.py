"""Markdown of people to HTML that is safe to show: CommonMark with tables and struck words.

    to_html("**Bring** one e-mail")     # '<p><strong>Bring</strong> one e-mail</p>\n'

HTML inside the text is shown as text; what comes out passes nh3 with a short list of tags, so no
script, style, image or frame gets through. Headings start at level 3: the page has its own above
them. Links leave with `rel="nofollow noopener noreferrer"` and only to http, https and mailto.
"""

from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

INLINE: Final = {"a", "br", "code", "em", "s", "strong"}
BLOCKS: Final = {"blockquote", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
TABLES: Final = {"table", "tbody", "td", "th", "thead", "tr"}
TAGS: Final = INLINE | BLOCKS | TABLES
ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES: Final = frozenset({"http", "https", "mailto"})
HIGHEST, LOWEST = 3, 6

_READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def to_html(text: str) -> SafeString:
    tokens = [_lowered(token) for token in _READER.parse(text)]
    html = _READER.renderer.render(tokens, _READER.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="nofollow noopener noreferrer",
    )
    # nh3 has just cleaned it.
    return mark_safe(clean)  # noqa: S308  # nosec B308 B703


def _lowered(token: Token) -> Token:
    if token.type in {"heading_open", "heading_close"}:
        level = min(int(token.tag[1]) + HIGHEST - 1, LOWEST)
        token.tag = f"h{level}"
    return token
