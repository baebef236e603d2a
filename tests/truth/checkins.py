"""Mails of a pair's life."""

from tests.truth.base import BUTTONS, HELLO, PLAIN_BUTTONS, PLAIN_HELLO

_BLOCKS = "words:checkins.blocks"
_WEEKLY = {
    "blocks": "checkins.Nudge.steps",
    "block.partner.first_name": "profiles.Profile.first_name",
    "block.program": "matching.Program.name",
    "program": "local:block.program",
    "block.words.lines": _BLOCKS,
    "line": "local:block.words.lines",
    "block.words.buttons": _BLOCKS,
    "button": "local:block.words.buttons",
    "button.label": "local:block.words.buttons",
    "button.url": "link:answer",
    "block.words.links": _BLOCKS,
    "around": "words:checkins.around",
    "around.title": "words:checkins.around",
    "around.url": "words:checkins.around",
    "link": "local:block.words.links",
    "link.label": "local:block.words.links",
    "link.url": "link:answer",
    "block.words.small": "words:checkins.asking",
    "is_rare": "count:checkins.Nudge",
    "more": "count:matching.Pair",
    "n": "local:more",
    "groups_url": "link:groups",
}
_INVITATION = {
    "line": "words:checkins.meeting_words",
    "facts": "words:checkins.invitations",
    "term": "local:facts",
    "detail": "local:facts",
    "is_cancelled": "checkins.Meeting.state",
}
_REMINDER = {
    "kept": "words:checkins.reminders",
    "when": "words:checkins.meeting_words",
    "place": "typed:checkins.Meeting.place",
    # Where the two have met, as `checkins.met` knows it.
    "is_first": "checkins.Meeting.state or checkins.CheckIn.answer or matching.Pair.meetings_before",
}
TEMPLATES = {
    "emails/checkins/weekly/subject.txt": {"title": _BLOCKS},
    "emails/checkins/weekly/body.txt": _WEEKLY | PLAIN_HELLO,
    "emails/checkins/weekly/body.html": {
        **(_WEEKLY | HELLO),
        "button.quiet": "local:block.words.buttons",
        "about": "local:block.program",
        "subject": _BLOCKS,
        "preheader": _BLOCKS,
        "rest": "local:more",
    },
    "emails/checkins/invitation/subject.txt": {"title": "words:checkins.invitations"},
    "emails/checkins/invitation/body.txt": _INVITATION | PLAIN_BUTTONS | PLAIN_HELLO,
    "emails/checkins/invitation/body.html": _INVITATION | BUTTONS | HELLO,
    "emails/checkins/reminder/subject.txt": {"title": "words:checkins.reminders"},
    "emails/checkins/reminder/body.txt": _REMINDER | PLAIN_BUTTONS | PLAIN_HELLO,
    "emails/checkins/reminder/body.html": _REMINDER | BUTTONS | HELLO,
}
_FIRST_NAME = "profiles.Profile.first_name"
_PROGRAM = {"program": "matching.Program.name"}
_STARTS_AT = "checkins.Meeting.starts_at"
_BEGAN = "matching.Pair.starts_on or matching.Pair.visible_at or matching.Pair.answered_at"
_MEETINGS = "count:checkins.Meeting or count:checkins.CheckIn or matching.Pair.meetings_before"
MODULES = {
    # The sources of higher rooms have rows of their own.
    "checkins.around": {},
    "checkins.emails": dict.fromkeys(("name", "names"), _FIRST_NAME),
    "checkins.emails_formats": {
        **_PROGRAM,
        "name": _FIRST_NAME,
        "topic": "typed:checkins.Talk.topic",
    },
    "checkins.emails_single": {**_PROGRAM, "name": _FIRST_NAME},
    "checkins.emails_closing": {
        **_PROGRAM,
        "name": _FIRST_NAME,
        "done": "words:checkins.summary",
        "span": "words:checkins.close_page",
        "skill": "profiles.Skill.name",
        "start": "checkins.SkillRating.level or typed:checkins.Thanks.words",
        "now": "checkins.SkillRating.level",
        "day": "checkins.Extension.until",
        "end": "matching.Pair.ends_on",
    },
    # No name and no word: a mailbox has more readers than one.
    "checkins.emails_concerns": {"due": "checkins.Concern.answer_by"},
    "checkins.emails_staff": {
        **_PROGRAM,
        "author": "profiles.Profile.name",
        "partner": "profiles.Profile.name",
        "says": "checkins.CheckIn.answer",
        "n": "count:checkins.CheckIn or count:matching.Pair",
    },
    "checkins.invitations": {
        **_PROGRAM,
        "name": _FIRST_NAME,
        "names": "words:checkins.meeting_words",
        "when": _STARTS_AT,
        "n": "checkins.Meeting.minutes",
    },
    "checkins.letters": {
        **dict.fromkeys(("full", "name"), "profiles.Profile.name"),
        "programs": "matching.Program.name",
        "meetings": "count:checkins.Meeting",
        "people": "count:checkins.Meeting",
        "n": "count:checkins.Meeting",
        "length": "words:checkins.worth",
        # Only words their author lets the mentor keep (`checkins.Thanks.kept_since`).
        "words": "typed:checkins.Thanks.words",
        "by": "profiles.Profile.name",
    },
    "checkins.reminders": {
        **_PROGRAM,
        "name": _FIRST_NAME,
        "n": "checkins.Meeting.minutes",
        "time": _STARTS_AT,
        "when": _STARTS_AT,
    },
    # Sentences the mails above print as they are.
    "checkins.agreements": {
        "name": _FIRST_NAME,
        "mentor": _FIRST_NAME,
        **dict.fromkeys(("n", "half"), "matching.Program.format"),
    },
    "checkins.asking": {"name": _FIRST_NAME, "day": f"checkins.CheckIn.since or {_BEGAN}"},
    "checkins.blocks": {
        "name": _FIRST_NAME,
        "day": f"matching.Pair.ends_on or checkins.CheckIn.since or {_BEGAN}",
        "n": "matching.Pair.ends_on or checkins.SkillRating.level or profiles.Goal.current_level",
        "left": "local:n",
        "goal": "typed:profiles.Goal.sentence",
        "skill": "profiles.Goal.skill",
        "tip": "words:checkins.tips",
        "when": "words:checkins.slots",
    },
    "checkins.booking_links": {},
    "checkins.close_page": {
        "first": "matching.Pair.starts_on",
        "last": "matching.Pair.ended_on or matching.Pair.ends_on",
    },
    "checkins.ics": {"company": "settings.COMPANY_NAME"},
    "checkins.meeting_words": {
        **dict.fromkeys(("name", "mentor", "mentee", "person"), _FIRST_NAME),
        "delegate": "checkins.MeetingAct.delegate",
        "when": f"checkins.MeetingAct.starts_at or {_STARTS_AT}",
    },
    "checkins.rows": {
        "name": _FIRST_NAME,
        "says": "checkins.CheckIn.answer",
        "day": f"checkins.CheckIn.answered_at or {_STARTS_AT} or {_BEGAN}",
        "n": f"count:checkins.CheckIn or checkins.CheckIn.answered_at or {_STARTS_AT} or {_BEGAN}",
        "rhythm": "local:w",
        "w": "checkins.Agreement.agreed_weeks_between or matching.Program.weeks_between_meetings",
    },
    "checkins.scenes": {},
    "checkins.slots": {
        "name": _FIRST_NAME,
        "when": "profiles.Profile.weekly_hours",
        "here": f"{_STARTS_AT} or profiles.Profile.weekly_hours",
        "there": f"{_STARTS_AT} or profiles.Profile.weekly_hours",
    },
    "checkins.summary": {"n": f"{_MEETINGS} or matching.Program.meeting_minutes"},
    "checkins.tips": {},
    "checkins.visibility": {
        "name": _FIRST_NAME,
        "names": "profiles.Profile.name",
        "who": "matching.Coordinator.user or profiles.RoleGrant.role",
        "n": "count:profiles.RoleGrant",
    },
    "checkins.worth": {"n": "checkins.Meeting.minutes"},
}
