"""What sessions register with lower rooms, and on the content desk."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from checkins import starts
from community import (
    content_desk,
    emails_hosts,
    emails_sessions,
    held_sessions,
    session_changes,
    session_times,
    sessions,
    sessions_presence,
)
from outbox import kinds, topics
from profiles import audit_log, contributions, held, overview


def connect_sessions() -> None:
    for kind in (*emails_sessions.KINDS, *emails_hosts.KINDS):
        kinds.register(kind)
    topics.register(
        topics.Topic(emails_sessions.TOPIC, _("Sessions: the day before, and how it was"))
    )
    contributions.TASKS.append(sessions_presence.home_tasks)
    contributions.SECTIONS.append(sessions_presence.home_sections)
    contributions.COULD_NOT_LOAD[sessions_presence.home_sections] = _("We could not load sessions.")
    contributions.COULD_NOT_LOAD[sessions_presence.home_tasks] = _("We could not load sessions.")
    overview.ASKED.extend([content_desk.ASKED, sessions_presence.HOSTLESS])
    contributions.LEAVER_HOOKS.append(session_times.leave)
    source = content_desk.Source(
        sessions_presence.SESSIONS, sessions_presence.waiting, sessions_presence.counted
    )
    content_desk.SOURCES.append(source)
    held.register(held_sessions.TABLES)
    propose = reverse_lazy("propose-session")
    starts.MORE.append(starts.Start(_("Propose a session"), "presentation", propose, rank=30))
    audit_log.ACTS[sessions.APPROVED] = audit_log.Act(_("published a session"))
    audit_log.ACTS[sessions.DECLINED] = audit_log.Act(_("declined a session"))
    audit_log.ACTS[session_changes.HANDED_OVER] = audit_log.Act(_("gave a session another host"))
