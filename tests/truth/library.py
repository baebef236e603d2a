"""Mails of the library."""

MODULES = {
    "community.emails_library": {
        "title": "community.Resource.title",
        "n": "count:community.Resource",
        "name": "profiles.Profile.name",
    },
}
TEMPLATES: dict[str, dict[str, str]] = {}
