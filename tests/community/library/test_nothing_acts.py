"""Two hundred texts that want to act, through every field people fill in: on each page that shows
them they stay text.

The corpus is ours (`tests/data/library/acting.txt`, one a line, `\\n` and `\\t` written so). A page
is read as a browser reads it, tag by tag; what it has beside our own scripts, forms and addresses
would be a hole.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import library_readers
from community.markdown import TAGS, to_html
from community.models import Recommendation, Resource, ResourceVersion
from tests.community.library.world import make_document, make_file, make_link

GLUE = {r"\n": "\n", r"\t": "\t"}
OUR_SCRIPTS = ("/static/",)
OURS = re.compile(r"(/(?!/)|\?|$)")
# Tags that make something run, load or lead away, and never stand on a page of ours.
STRANGERS = {
    *("applet", "audio", "base", "embed", "frame", "frameset", "iframe", "image", "img", "isindex"),
    *("keygen", "marquee", "math", "object", "picture", "plaintext", "portal", "slot", "source"),
    *("style", "template", "track", "video", "xmp", "xss", "noscript", "foreignobject", "animate"),
    *("set", "use", "x-foo", "u", "font", "center", "listing", "comment"),
}


def corpus() -> list[str]:
    path = Path(__file__).parents[2] / "data" / "library" / "acting.txt"
    lines = [line for line in path.read_text().splitlines() if line]
    for written, meant in GLUE.items():
        lines = [line.replace(written, meant) for line in lines]
    return lines


CORPUS = corpus()


class Acting(HTMLParser):
    """What a page has that could act and is not ours."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in STRANGERS:
            self.found.append(f"<{tag}>")
        if tag == "script" and not (values.get("src") or "").startswith(OUR_SCRIPTS):
            self.found.append(f"a script: {values}")
        if tag == "link" and not (values.get("href") or "").startswith(("/static/", "data:image/")):
            self.found.append(f"a link: {values}")
        if tag == "meta" and "http-equiv" in values:
            self.found.append(f"a meta: {values}")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "ping", "background"}:
                self.found.append(f"{tag} {name}={value}")
            if name.startswith(("hx-on", "hx-vals")):
                self.found.append(f"{tag} {name}={value}")
            if name in {"action", "formaction"} and not OURS.match(value or ""):
                self.found.append(f"{tag} {name}={value}")
            if name in {"href", "xlink:href"} and not is_an_address(value or ""):
                self.found.append(f"{tag} {name}={value}")


def is_an_address(value: str) -> bool:
    """Of the web, of a mailbox or without a scheme, as a browser reads it: blanks at the front and
    line ends and tabs anywhere do not count."""
    plain = re.sub(r"[\t\r\n]", "", value).lstrip("".join(map(chr, range(33))))
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", plain, re.IGNORECASE)
    return scheme is None or scheme[1].lower() in {"http", "https", "mailto"}


def acting(html: str) -> list[str]:
    reader = Acting()
    reader.feed(html)
    reader.close()
    return reader.found


def test_the_corpus_is_large():
    assert len(CORPUS) >= 200
    assert len(set(CORPUS)) == len(CORPUS)


def test_the_reader_of_this_test_finds_what_acts():
    """Most of the corpus acts when it is put on a page as it is."""
    raw = [text for text in CORPUS if acting(text)]
    assert len(raw) > 130
    assert acting('<a href=" java\tscript:x">') == ["a href= java\tscript:x"]
    assert acting('<form action="//evil.example">') == ["form action=//evil.example"]
    assert acting('<a href="/library/" class="button">') == []


@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_markdown_lets_nothing_through(number):
    html = to_html(CORPUS[number])
    assert acting(html) == []
    reader = Acting()
    tags = []
    reader.handle_starttag = lambda tag, attrs: tags.append((tag, {name for name, _v in attrs}))
    reader.feed(html)
    assert {tag for tag, _names in tags} <= TAGS
    assert all(names <= {"href", "title", "rel", "start"} for _tag, names in tags)


@pytest.fixture
def full(cast):
    """Each text in every field of an item, its versions, sentence and reason."""
    now, items = timezone.now(), []
    for number, text in enumerate(CORPUS):
        title, line = f"{number} {text}"[:160], text[:280]
        item = make_document(title, body=text, summary=text[:400], by=cast.ben)
        Recommendation.objects.create(resource=item, profile=cast.ada, sentence=line, at=now)
        ResourceVersion.objects.bulk_create(
            ResourceVersion(resource=item, number=n, title=title, body=body, by=cast.ben, at=now)
            for n, body in ((1, f"{text}\nwas"), (2, f"{text}\nis"))
        )
        items.append(item)
    return items


def pages_of(client, paths):
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert acting(answer.text) == [], path


def test_every_page_of_every_item(full, cast, sign_in):
    client = sign_in(cast.ben)
    pages_of(client, [f"/library/{item.pk}/" for item in full])
    pages_of(client, [f"/library/{item.pk}/versions/2/" for item in full])
    pages_of(client, [f"/library/{item.pk}/edit/" for item in full])


def test_every_list(full, cast, sign_in):
    client = sign_in(cast.ben)
    for item in full[:60]:
        library_readers.keep(item, by=cast.ben, now=timezone.now())
    pages = range(1, 6)
    pages_of(client, [f"/library/?kind=lesson&page={page}" for page in pages])
    pages_of(client, [f"/library/mine/?page={page}" for page in pages])
    pages_of(client, ["/library/", "/library/saved/", "/library/saved/?page=2"])
    Resource.objects.update(state="suggested", published_at=None)
    pages_of(sign_in(cast.hana), [f"/hr/content/library/?page={page}" for page in pages])
    Resource.objects.update(state="published", published_at=timezone.now(), owner=None)
    pages_of(sign_in(cast.hana), [f"/hr/content/library/?show=ownerless&page={p}" for p in pages])


@pytest.mark.parametrize("way", range(4))
def test_what_is_typed_comes_back_as_text(cast, sign_in, way):
    """Forms with errors, the preview, and what a search shows of its words; each text one way."""
    client = sign_in(cast.ben)
    for text in CORPUS[way::4]:
        given = {"title": text, "summary": text, "body": text, "minutes": text, "kind": text}
        if way == 0:
            answer = client.post("/library/write/preview/", given)
        elif way == 1:
            answer = client.post("/library/write/", given | {"skills_text": text})
        elif way == 2:
            answer = client.post("/library/suggest/", given | {"url": text})
        else:
            answer = client.get("/library/", {"q": text, "kind": text, "skill_text": text})
        assert (answer.status_code, acting(answer.text)) == (200, []), text
    assert not Resource.objects.exists()


def test_reasons_names_of_files_and_links(cast, sign_in):
    items = []
    for number, text in enumerate(CORPUS):
        declined = make_link(f"Declined {number}", state="declined", by=cast.ben, reason=text[:400])
        file = make_file(f"File {number}", name=text[:100] + ".txt", by=cast.ben)
        items += [declined, file]
    pages_of(sign_in(cast.ben), [f"/library/{item.pk}/" for item in items])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example", " https://x"]
)
def test_the_database_takes_web_addresses_only(db, url):
    item = make_link()
    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.filter(pk=item.pk).update(url=url)
