"""Mails of programs and rounds."""

from tests.truth.base import BUTTONS, HELLO, PLAIN_BUTTONS, PLAIN_HELLO

_LETTERS = "words:matching.emails"
_LETTER = {"lines": _LETTERS, "line": "local:lines", "small": _LETTERS}
_WORDS = "words:matching.pairing_words"
_PAIRING = {
    "words.lines": _WORDS,
    "words.after": _WORDS,
    "words.small": _WORDS,
    "words.reasons": "words:matching.reasons or words:matching.group_words",
    "words.heading": "words:matching.group_words",
    "line": "local:words.lines",
    "offers": "words:community.meanwhile or words:matching.people_to_ask",
    "offer.label": "local:offers",
    "offer.url": "local:offers",
    "offer": "local:offers",
}
_PROGRAM = {"program": "matching.Program.name"}
_RHYTHM = {"rhythm": "words:matching.presets"}
TEMPLATES = {
    "emails/matching/letter/subject.txt": {"title": _LETTERS},
    "emails/matching/letter/body.txt": _LETTER | PLAIN_BUTTONS | PLAIN_HELLO,
    "emails/matching/letter/body.html": _LETTER | BUTTONS | HELLO | {"preheader": _LETTERS},
    "emails/matching/pairing/subject.txt": {"words.subject": _WORDS},
    "emails/matching/pairing/body.txt": {
        **(_PAIRING | PLAIN_BUTTONS | PLAIN_HELLO),
        "reason": "local:words.reasons",
        "forloop.counter": "local:words.reasons",
    },
    "emails/matching/pairing/body.html": _PAIRING | BUTTONS | HELLO | {"words.preheader": _WORDS},
}
MODULES = {
    "matching.emails": _PROGRAM | {"partner": "profiles.Profile.first_name"},
    "matching.emails_away": {
        **_PROGRAM,
        "partner": "profiles.Profile.first_name",
        "name": "profiles.Profile.first_name",
        **dict.fromkeys(("mentor", "mentee"), "profiles.Profile.name"),
        "until": "matching.Away.until",
        "ends": "matching.Pair.ends_on",
    },
    "matching.emails_pairing": {},
    # To channels: counts, never names.
    "matching.news": {
        **_PROGRAM,
        "day": "matching.Program.sign_up_closes",
        "n": "count:matching.Pair",
    },
    "matching.emails_programs": {
        **(_PROGRAM | _RHYTHM),
        "closes": "matching.Program.sign_up_closes",
        "until": "matching.Program.sign_up_closes",
        "day": "matching.Program.matching_on",
        "name": "profiles.Profile.first_name or community.Path.name",
        "n": "community.PathStep.minutes",
        "role": "matching.Enrollment.role",
        "sentence": "typed:profiles.Goal.sentence",
        "skills": "profiles.Skill.name",
    },
    "matching.emails_rematch": {
        **_PROGRAM,
        "partner": "profiles.Profile.first_name",
        "first": "profiles.Profile.first_name",
        "until": "matching.Pair.ends_on",
        "day": "profiles.Profile.start_date",
        "goal": "typed:profiles.Goal.sentence",
    },
    "matching.emails_requests": {
        **_PROGRAM,
        **dict.fromkeys(("mentor", "mentee", "next"), "profiles.Profile.first_name"),
        "message": "typed:matching.MentorRequest.message",
        "goal": "typed:profiles.Goal.sentence",
        "by": "matching.MentorRequest.answer_by",
    },
    "matching.emails_runs": {
        **_PROGRAM,
        "n": "count:matching.Proposal",
        "all": "count:matching.Enrollment",
        "cause": "words:matching.leftovers",
    },
    "matching.goal_asks": _PROGRAM,
    "matching.lab.mails": _PROGRAM | {"n": "count:matching.LabPolicy"},
    "matching.one_more": _PROGRAM | _RHYTHM | {"where": "link:preferences"},
    # Sentences the mails above print as they are.
    "matching.pairing_words": {
        **(_PROGRAM | _RHYTHM),
        "partner": "profiles.Profile.first_name",
        "title": "profiles.Profile.job_title",
        "by": "matching.Pair.answer_by",
        "day": "matching.Pair.starts_on",
        "goal": "typed:profiles.Goal.sentence",
        "minutes": "matching.Program.meeting_minutes",
        "weeks": "matching.Program.weeks_between_meetings",
        "skills": "matching.Unmatched.facts",
    },
    "matching.group_words": {
        **_PROGRAM,
        "partner": "profiles.Profile.name",
        "title": "profiles.Profile.job_title",
        "goal": "typed:profiles.Goal.sentence",
        "by": "matching.Pair.answer_by",
        "day": "matching.Pair.starts_on",
        "n": "count:matching.Pair",
    },
    "matching.reasons": {
        "mentor": "profiles.Profile.first_name",
        "mentee": "profiles.Profile.first_name",
        "skill": "profiles.Goal.skill",
        "offer": "profiles.Offer.skill",
        "when": "profiles.Profile.weekly_hours",
        "day": "profiles.Profile.weekly_hours",
        "department": "profiles.Profile.worked_before_in",
        "mentor_in": "profiles.Profile.department",
        "mentee_in": "profiles.Profile.department",
        "site": "profiles.Profile.site",
        "interest": "profiles.Profile.happy_to_talk_about",
        "language": "profiles.Profile.languages",
        "words": "typed:profiles.Goal.sentence",
        "word": "typed:profiles.Goal.sentence",
    },
    "matching.presets": {
        "minutes": "matching.Program.meeting_minutes",
        "often": "matching.Program.weeks_between_meetings",
        "n": "matching.Program.weeks_between_meetings or matching.Program.format",
        "few": "matching.Program.format",
        "long": "matching.Program.ends_on",
    },
    "matching.leftovers": {
        "n": "matching.Unmatched.facts",
        "name": "profiles.Profile.name",
        "rule": "matching.Unmatched.facts",
        "skills": "matching.Unmatched.facts",
        "why": "matching.Unmatched.cause",
    },
    "matching.people_to_ask": {"n": "count:profiles.Profile", "skill": "profiles.Skill.name"},
    "matching.goal_fit": {
        "title": "words:community.meanwhile or words:matching.people_to_ask",
        "skill": "profiles.Skill.name",
    },
}
