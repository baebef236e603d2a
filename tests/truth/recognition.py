"""Mails of kudos, stories, awards and the invitation to leaders."""

TEMPLATES: dict[str, dict[str, str]] = {}
_NAME = "profiles.Profile.name"
_FIRST_NAME = "profiles.Profile.first_name"
MODULES = {
    "community.emails_recognition": {
        "name": f"{_FIRST_NAME} or {_NAME}",
        "start": "typed:community.Kudos.words",
        "skill": "profiles.Skill.name",
    },
    "community.emails_stories": {
        "name": f"{_FIRST_NAME} or {_NAME}",
        "title": "typed:community.Story.title",
    },
    "community.emails_awards": {
        "award": "community.AwardCall.name",
        "day": "community.AwardCall.decides_by",
        "who": _NAME,
        "name": _NAME,
    },
    "community.emails_leaders": {"company": "settings.COMPANY_NAME"},
}
