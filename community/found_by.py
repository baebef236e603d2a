"""The words that groups and sessions are found by, in their plainest form and in pieces.

Whatever makes or changes one of them writes both in the same transaction:

    found_by.index_session(session)      # after its skills are set
    found_by.fill_sessions(slots, names) # many, before they are made
"""

from collections.abc import Iterable, Sequence

from community.models import Group, Session
from profiles import search
from profiles.models import Skill

FIELDS = ["search_text", "trigrams"]
BATCH = 500


def group_fields(name: str, topic: str, skills: Sequence[Skill]) -> search.SearchFields:
    return search.fields_for(name, topic, *_names(skills))


def index_session(session: Session) -> None:
    fill_sessions([session], list(session.skills.all()))
    session.save(update_fields=FIELDS)


def fill_sessions(sessions: Iterable[Session], skills: Sequence[Skill]) -> None:
    """Set the words without saving."""
    for session in sessions:
        parts = (session.title, session.outcome, session.speaker, *_names(skills))
        found = search.fields_for(*parts)
        session.search_text, session.trigrams = found["search_text"], found["trigrams"]


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
