"""Mails of sessions: they use the letter, so all their words stand in these modules."""

_TITLE = {"title": "community.Session.title"}
_HOST = "profiles.Profile.first_name"
TEMPLATES: dict[str, dict[str, str]] = {}
MODULES = {
    "community.emails_sessions": {
        **_TITLE,
        "when": "community.Session.starts_at",
        "time": "community.Session.starts_at",
        "length": "words:community.session_words",
        "minutes": "community.Session.minutes",
        "n": "community.Session.used",
        "name": "profiles.Profile.name or profiles.Profile.first_name",
        "host": _HOST,
        "place": "typed:community.Session.place",
        "reason": "typed:community.Session.reason",
    },
    "community.emails_hosts": {
        **_TITLE,
        "name": _HOST,
        "reason": "typed:community.Session.reason",
        "n": "community.Session.used or count:community.Rsvp",
        "speaker": "community.Session.speaker",
        "useful": "count:community.SessionFeedback",
        "answers": "count:community.SessionFeedback",
        "words": "typed:community.SessionFeedback.words",
        "by": "profiles.Profile.name",
        "note": "typed:community.Session.came_of_it",
    },
    # What waits for people around the pairs, on Home and in mails.
    "community.meanwhile": {
        "kind": "community.Group.kind or community.Session.kind",
        "name": "community.Group.name or community.Path.name or profiles.Profile.name",
        "title": "community.Session.title",
        "day": "community.Session.starts_at",
    },
    "community.session_words": {
        "n": "community.Session.minutes or community.Session.used or community.Session.capacity",
    },
}
