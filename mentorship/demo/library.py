"""The library of the demo: links from `library_texts/links.txt`, documents from the Markdown files
beside it, with owners who know the subject, recommendations of colleagues, and what waits for HR.

A line of links is `kind | minutes | title | summary | skill; skill`. A document starts with lines
`name: value`, then a blank line, then its text.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

from community import library, library_readers, library_versions, library_words
from community.models import Resource, ResourceVersion
from mentorship.demo.dice import dice
from mentorship.demo.scene import Scene
from profiles.models import Offer, Profile, Skill

FOLDER = Path(__file__).parent / "library_texts"
SITE = "https://example.com/library"
NEWEST, RECENT, OLDER = 1, 120, 380
SUGGESTED, DUE = 4, 5
SENTENCES = (
    "Read it on the train and changed my Monday.",
    "I give this to everyone I mentor.",
    "Skip to the middle if you are short of time; it pays.",
    "Short, honest, and I still use the list.",
    "We tried it in our team the same week.",
    "I did not agree with all of it, and it made me think for days.",
    "The example is nearly ours.",
    "Best twenty minutes of my first year here.",
    "I wish somebody had shown me this before my first project.",
    "Worth discussing in a pair: read it before you meet.",
    "It names what I had felt and could not say.",
    "Practical. You can start tomorrow.",
)


@dataclass(frozen=True)
class Text:
    kind: str
    minutes: int
    title: str
    summary: str
    skills: list[str]
    body: str = ""


def write(scene: Scene) -> None:
    known = {skill.name: skill for skill in Skill.objects.active()}
    experts = _experts()
    made = []
    for number, text in enumerate(texts()):
        made.append(_item(scene, text, known, experts, number))
    _waiting(scene, made)
    _loved(scene, [item for item in made if item.is_published])
    library_words.learn(item for item in made if item.is_published)


def texts() -> list[Text]:
    """Links and documents in turn, so that shelves show both."""
    links, documents = list(_links()), list(_documents())
    every = len(links) // len(documents)
    found: list[Text] = []
    for number, link in enumerate(links):
        found.append(link)
        if number % every == 0 and documents:
            found.append(documents.pop(0))
    return [*found, *documents]


def _links() -> Iterator[Text]:
    for line in (FOLDER / "links.txt").read_text().splitlines():
        kind, minutes, title, summary, skills = (part.strip() for part in line.split("|"))
        yield Text(kind, int(minutes), title, summary, skills.split("; "))


def _documents() -> Iterator[Text]:
    for path in sorted(FOLDER.glob("*.md")):
        head, _blank, body = path.read_text().partition("\n\n")
        facts = dict(line.split(": ", 1) for line in head.splitlines())
        yield Text(
            facts["kind"],
            int(facts["minutes"]),
            facts["title"],
            facts["summary"],
            facts["skills"].split("; "),
            body,
        )


def _experts() -> dict[str, list[Profile]]:
    """Who offers a skill, the best first."""
    found: dict[str, list[Profile]] = {}
    offers = Offer.objects.filter(profile__is_active=True).select_related("profile__user", "skill")
    for offer in offers.order_by("-level", "pk"):
        found.setdefault(offer.skill.name, []).append(offer.profile)
    return found


def _item(
    scene: Scene,
    text: Text,
    known: dict[str, Skill],
    experts: dict[str, list[Profile]],
    number: int,
) -> Resource:
    """Published some time in the last year and a half, by somebody who knows the subject."""
    throw = dice("library", text.title)
    people = next((experts[name] for name in text.skills if name in experts), None)
    owner = throw.choice(people[:6]) if people else scene.lead("coordinator")
    # Two of three in the last four months, the rest over the year before.
    age = NEWEST + ((number * 37) % RECENT if number % 3 else RECENT + (number * 53) % OLDER)
    at = scene.now - dt.timedelta(days=age, hours=throw.randint(0, 8))
    item = Resource(
        kind=text.kind,
        shape=Resource.Shape.DOCUMENT if text.body else Resource.Shape.LINK,
        state=Resource.State.PUBLISHED,
        title=text.title,
        summary=text.summary,
        minutes=text.minutes,
        body=text.body,
        suggested_by=owner,
        owner=owner,
        published_at=at,
        decided_at=at,
        review_on=_review_on(at, scene),
    )
    if not text.body:
        item.url = f"{SITE}/{slugify(text.title)}"
        item.link_key = item.url.removeprefix("https://")
    item.save()
    item.skills.set([known[name] for name in text.skills])
    Resource.objects.filter(pk=item.pk).update(created_at=at, updated_at=at)
    library_words.fill([item])
    item.save(update_fields=["title_text", "search_text"])
    if text.body:
        _versions(item, owner, at)
    return item


def _review_on(at: dt.datetime, scene: Scene) -> dt.date:
    """What is older than a year has been reviewed since."""
    day = at.date() + library.REVIEW_AFTER
    return day if day > scene.today else day + library.REVIEW_AFTER


def _versions(item: Resource, owner: Profile, at: dt.datetime) -> None:
    """The first one without its last paragraph, which came a week later."""
    first = item.body.rpartition("\n\n")[0] or item.body
    ResourceVersion.objects.create(
        resource=item, number=1, title=item.title, body=first, by=owner, at=at
    )
    later = min(at + dt.timedelta(days=1), dt.datetime.now(dt.UTC))
    library_versions.keep(item, before=(item.title, first), by=owner, now=later)


def _waiting(scene: Scene, made: list[Resource]) -> None:
    """Some of the newest wait for HR, a few are due, one has a link that leads nowhere."""
    made.sort(key=lambda item: item.published_at or scene.now, reverse=True)
    for item in [item for item in made if item.url][:SUGGESTED]:
        item.state, item.published_at, item.decided_at = Resource.State.SUGGESTED, None, None
        item.review_on = None
        item.save()
        waits_since = scene.now - dt.timedelta(days=dice("waits", item.title).randint(1, 6))
        Resource.objects.filter(pk=item.pk).update(created_at=waits_since)
    for item in made[-DUE:]:
        item.review_on = scene.days(-3)
        item.save(update_fields=["review_on"])
    dead = next(item for item in made[20:] if item.url)
    two_days_ago = scene.now - dt.timedelta(days=2)
    library_readers.report_link(dead, by=scene.lead("mentee"), now=two_days_ago)


def _loved(scene: Scene, items: list[Resource]) -> None:
    readers = list(Profile.objects.active().order_by("pk"))
    for item in items:
        throw = dice("loved", item.title)
        at = item.published_at or scene.now
        span = max(1, (scene.now - at).days)
        for person in throw.sample(readers, throw.choice((0, 0, 1, 1, 2, 3, 5))):
            then = at + dt.timedelta(days=throw.randint(0, span - 1), hours=1)
            sentence = throw.choice(SENTENCES)
            library_readers.recommend(item, by=person, sentence=sentence, now=then)
            library_readers.keep(item, by=person, now=then)
    for role in ("mentor", "mentee", "employee"):
        reader = scene.lead(role)
        for item in dice("saved", role).sample(items, 4):
            library_readers.keep(item, by=reader, now=scene.now)
