"""Mails of questions."""

_NAME = "profiles.Profile.name"
_FIRST_NAME = "profiles.Profile.first_name"
MODULES = {
    "community.emails_questions": {
        "name": f"{_FIRST_NAME} or {_NAME}",
        "skill": "profiles.Skill.name",
        "title": "typed:community.Question.title",
        "day": "community.Question.asked_at",
    },
}
TEMPLATES: dict[str, dict[str, str]] = {}
