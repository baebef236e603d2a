"""Frames and pieces all mails share.

A row says where a placeholder comes from:

    profiles.Profile.name      a field or property of a table
    count:checkins.Meeting     how many rows
    settings.COMPANY_NAME      a setting
    link:pause                 an address we make, which says nothing about anybody
    words:matching.reasons     a sentence of that module, whose own placeholders have rows below
    local:lines                another placeholder of the same template, under a short name
    given:                     a piece's own argument: every template that includes it has a row
    typed:profiles.X.y         words somebody wrote, printed as theirs

Where one name stands for one thing here and another there, " or " joins its sources.
"""

GIVEN = "given:"
FRAME = {
    "company": "settings.COMPANY_NAME",
    "pause_url": "link:pause",
    "preferences_url": "link:preferences",
    "opening": "typed:outbox.Wording.opening",
    "closing": "typed:outbox.Wording.closing",
}
BUTTONS = {
    "buttons": "link:buttons",
    "button": "local:buttons",
    "button.label": "local:buttons",
    "button.url": "local:buttons",
    "button.quiet": "local:buttons",
}
# Plain text knows no quiet buttons.
PLAIN_BUTTONS = {key: source for key, source in BUTTONS.items() if key != "button.quiet"}
HELLO = {
    "person.first_name": "profiles.Profile.first_name",
    "name": "local:person.first_name",
    "hello": "local:person.first_name",
}
PLAIN_HELLO = {key: HELLO[key] for key in ("person.first_name", "name")}
TEMPLATES = {
    "emails/base.html": FRAME | {"subject": GIVEN, "why": GIVEN},
    "emails/base.txt": FRAME | {"why": GIVEN},
    "emails/button.html": dict.fromkeys(("href", "label", "quiet"), GIVEN),
    "emails/code.html": {"code": GIVEN},
    "emails/fact.html": {"term": GIVEN, "detail": GIVEN},
    "emails/link.html": {"href": GIVEN, "label": GIVEN},
    "emails/text.html": {"text": GIVEN},
    "emails/small.html": {"text": GIVEN},
    "emails/reasons.html": {
        "reasons": GIVEN,
        "reason": "local:reasons",
        "reason.sentence": "local:reasons",
        "forloop.counter": "local:reasons",
    },
}
MODULES: dict[str, dict[str, str]] = {
    # They carry what others have written, or have no gap in their sentences.
    "outbox.backend": {},
    "outbox.channels": {"home": "link:home", "settings": "link:preferences"},
    "outbox.drain": {},
    "outbox.kinds": {},
    "outbox.mime": {},
    "outbox.news": {},
    "outbox.render": {},
}
