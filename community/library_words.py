"""What items of the library are found by: their plain words, and the words known to be in them.

`index` writes both after every change of an item. A draft's words are no help to others: only
words of published items are kept as known, and the daily `forget` drops those that stand nowhere
any more.
"""

from collections.abc import Iterable

from django.db import connection

from community import known_words
from community.models import LibraryWord, Resource
from profiles import search
from profiles.models import Skill

# A word that stands in a published item, whoever wrote it.
GONE = """
    DELETE FROM community_libraryword
    WHERE word NOT IN (
        SELECT word FROM ts_stat('SELECT words FROM community_resource WHERE state = ''published''')
    )
"""
BATCH = 500


def index(resource: Resource) -> None:
    """Belongs into the transaction of the change."""
    fill([resource])
    resource.save(update_fields=["title_text", "search_text"])
    if resource.is_published:
        learn([resource])


def fill(resources: Iterable[Resource]) -> None:
    """Set the plain words without saving; skills are read, so prefetch them for many."""
    for resource in resources:
        resource.title_text = search.text(resource.title)
        skills = [name for skill in resource.skills.all() for name in (skill.name, *skill.aliases)]
        parts = (resource.title, resource.summary, *skills, resource.body)
        resource.search_text = search.text(*parts)


def learn(resources: Iterable[Resource]) -> None:
    known_words.learn(LibraryWord, (resource.search_text for resource in resources))


def forget() -> int:
    """Drop known words that stand in nothing published; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(GONE)
        return int(cursor.rowcount)


def skill_changed(skill: Skill) -> None:
    """Its items are found by the names it has now. Belongs into the transaction of the change."""
    items = Resource.objects.filter(skills=skill).prefetch_related("skills").order_by("pk")
    for start in range(0, items.count(), BATCH):
        batch = list(items[start : start + BATCH])
        fill(batch)
        Resource.objects.bulk_update(batch, ["title_text", "search_text"])
        learn(item for item in batch if item.is_published)
