"""States of the library without an address of their own."""

from django.utils import timezone

from community import library_readers, shelf
from tests.browser.opening import opened, sent
from tests.browser.question_pages import QUESTIONS
from tests.community.groups.world import make_group
from tests.community.library.world import keep_versions, make_document, make_file, make_link


def stocked(cast):
    """Something of everything, in the reader's goals too."""
    now = timezone.now()
    for number in range(5):
        item = make_link(f"Item {number}", skills=["Negotiation"], by=cast.ada, minutes=75)
        library_readers.recommend(item, by=cast.dan, sentence="Read it twice.", now=now)
        library_readers.keep(item, by=cast.ben, now=now)
    make_document(skills=["Negotiation"], by=cast.ben)
    shelf.put(make_group(cast.ada, "community"), item, by=cast.ada, now=now)
    return item


def shelves(cast, path=""):
    stocked(cast)
    client, _path, _answer = opened(cast.ben, "library")
    return client, f"/library/{path}", client.get(f"/library/{path}")


def a_page(cast, reader, make=make_link, name="resource", **fields):
    item = make(by=cast.ben, skills=["Negotiation"], **fields)
    return opened(reader, name, item.pk)


def reported(cast):
    item = stocked(cast)
    library_readers.report_link(item, by=cast.ben, now=timezone.now())
    return opened(cast.hana, "resource", item.pk)


def desk(cast, show):
    item = stocked(cast)
    library_readers.report_link(item, by=cast.ben, now=timezone.now())
    make_link("New", state="suggested", by=cast.ben)
    make_link("Nobody's")
    client, path, _answer = opened(cast.hana, "hr-library")
    return client, f"{path}?show={show}", client.get(f"{path}?show={show}")


def stale(cast):
    item = make_document(by=cast.ben)
    data = {"title": "Mine", "kind": "lesson", "body": "Mine too", "seen": "9"}
    return sent(cast.ben, "edit-resource", item.pk, data=data)


def versions(cast, name="resource-versions", *args):
    item = make_document(by=cast.ben)
    keep_versions(item, "Same\nOld", "Same\nNew", by=cast.ben)
    return opened(cast.emil, name, item.pk, *args)


def duplicate(cast):
    make_link("Known", url="https://example.com/known", link_key="example.com/known")
    data = {"url": "https://example.com/known", "title": "Mine", "kind": "article"}
    return sent(cast.ben, "suggest-resource", data=data)


def preview(cast):
    body = "# One\n\n- a\n- b\n\n> c\n\n`d`\n\n| e | f |\n|---|---|\n| 1 | 2 |\n\n[g](https://example.com)"
    data = {"title": "Mine", "kind": "lesson", "body": body}
    return sent(cast.ben, "preview-document", data=data)


LIBRARY = {
    **QUESTIONS,
    "library with shelves": shelves,
    "library, found": lambda c: shelves(c, "?q=item&kind=article"),
    "library, found something near": lambda c: shelves(c, "?q=negotation"),
    "library, nothing found": lambda c: shelves(c, "?q=zzzz&minutes=10"),
    "library, wrong filter": lambda c: shelves(c, "?skill_text=Nonsense"),
    "saved items": lambda c: shelves(c, "saved/"),
    "items of mine": lambda c: shelves(c, "mine/"),
    "a stocked item": lambda c: opened(c.ben, "resource", stocked(c).pk),
    "a draft": lambda c: a_page(c, c.ben, make_document, state="draft"),
    "an uploaded draft": lambda c: a_page(c, c.ben, make_file, state="draft"),
    "what an upload is": lambda c: a_page(c, c.ben, make_file, "edit-resource", state="draft"),
    "a suggestion, for HR": lambda c: a_page(c, c.hana, state="suggested"),
    "a declined suggestion": lambda c: a_page(c, c.ben, state="declined"),
    "a retired item": lambda c: a_page(c, c.ben, state="retired"),
    "an item with a dead link": reported,
    "versions of a document": versions,
    "a version compared": lambda c: versions(c, "resource-version", 2),
    "a suggestion with errors": lambda c: sent(c.ben, "suggest-resource"),
    "a suggestion we have": duplicate,
    "an upload with errors": lambda c: sent(c.ben, "upload-resource"),
    "a document with errors": lambda c: sent(c.ben, "write-document"),
    "a document previewed": preview,
    "a document saved by two": stale,
    "desk, suggested": lambda c: desk(c, "suggested"),
    "desk, dead links": lambda c: desk(c, "dead"),
    "desk, without an owner": lambda c: desk(c, "ownerless"),
    "desk, nothing to review": lambda c: desk(c, "overdue"),
}
