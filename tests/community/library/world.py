"""Items of the library for tests, each a plain function with visible defaults."""

import datetime as dt

from django.utils import timezone

from community import library_words
from community.models import Resource, ResourceFile, ResourceVersion
from tests.people import make_skill

BODY = "# Why\n\nAsk **one** question first.\n\nThen listen."


def make_link(title="Negotiation basics", *, url=None, skills=(), **fields) -> Resource:
    key = f"example.com/{title.lower().replace(' ', '-')}"
    fields = {"shape": "link", "kind": "article", "minutes": 20} | fields
    fields |= {"url": url or f"https://{key}"[:400], "link_key": key[:400]}
    return _made(title, skills, fields)


def make_document(title="The call that went silent", *, skills=(), **fields) -> Resource:
    return _made(title, skills, {"shape": "document", "kind": "lesson", "body": BODY} | fields)


def make_file(title="One-page plan", *, name="plan.txt", data=b"Plan", skills=(), **fields):
    made = _made(title, skills, {"shape": "file", "kind": "template"} | fields)
    ResourceFile.objects.create(
        resource=made, name=name, size=len(data), digest=title[:64], data=data
    )
    return made


def _made(title, skills, fields) -> Resource:
    now = timezone.now()
    defaults = {"state": "published", "title": title, "summary": "What it is good for."}
    if fields.get("state", "published") in ("published", "retired"):
        defaults |= {"published_at": now, "review_on": now.date() + dt.timedelta(days=365)}
    if fields.get("state") == "declined":
        defaults |= {"reason": "We have one."}
    by = fields.pop("by", None)
    if by:
        defaults |= {"suggested_by": by, "owner": by}
    made = Resource.objects.create(**(defaults | fields))
    made.skills.set([make_skill(name) for name in skills])
    library_words.index(made)
    return made


def keep_versions(resource, *bodies, by) -> None:
    for number, body in enumerate(bodies, start=1):
        ResourceVersion.objects.create(
            resource=resource, number=number, title=resource.title, body=body, by=by,
            at=timezone.now(),
        )  # fmt: skip
