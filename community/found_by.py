"""The words that groups and sessions are found by, in their plainest form and in pieces.

Whatever makes or changes one of them writes both in the same transaction:

    found_by.index_session(session)      # after its skills are set
    found_by.fill_sessions(slots, names) # many, before they are made

The words are known from then on to whoever mistypes them (`GroupWord`); the daily `forget` drops
those that stand nowhere any more.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from community import known_words
from community.models import Group, GroupWord, Session
from profiles import search
from profiles.models import Skill

FIELDS = ["search_text", "trigrams"]
BATCH = 500
GONE = """
    DELETE FROM community_groupword
    WHERE word NOT IN (
        SELECT unnest(string_to_array(search_text, ' ')) FROM community_group
        UNION
        SELECT unnest(string_to_array(search_text, ' ')) FROM community_session
    )
"""


def group_fields(name: str, topic: str, skills: Sequence[Skill]) -> search.SearchFields:
    """To save with the group."""
    found = search.fields_for(name, topic, *_names(skills))
    known_words.learn(GroupWord, [found["search_text"]])
    return found


def index_session(session: Session) -> None:
    fill_sessions([session], list(session.skills.all()))
    session.save(update_fields=FIELDS)


def fill_sessions(sessions: Iterable[Session], skills: Sequence[Skill]) -> None:
    """Set the words without saving."""
    texts = set()
    for session in sessions:
        parts = (session.title, session.outcome, session.speaker, *_names(skills))
        found = search.fields_for(*parts)
        session.search_text, session.trigrams = found["search_text"], found["trigrams"]
        texts.add(session.search_text)
    known_words.learn(GroupWord, texts)


def forget() -> int:
    """Drop known words that stand nowhere any more; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(GONE)
        return int(cursor.rowcount)


def skill_changed(skill: Skill) -> None:
    """What carries it is found by the names it has now."""
    groups = Group.objects.filter(skills=skill).prefetch_related("skills").order_by("pk")
    for group in groups.iterator(BATCH):
        found = group_fields(group.name, group.topic, list(group.skills.all()))
        Group.objects.filter(pk=group.pk).update(**found)
    sessions = Session.objects.filter(skills=skill).prefetch_related("skills").order_by("pk")
    for session in sessions.iterator(BATCH):
        fill_sessions([session], list(session.skills.all()))
        Session.objects.filter(pk=session.pk).update(
            search_text=session.search_text, trigrams=session.trigrams
        )


def _names(skills: Sequence[Skill]) -> list[str]:
    return [name for skill in skills for name in (skill.name, *skill.aliases)]
