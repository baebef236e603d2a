"""Mails of groups."""

_GROUP = {"group": "community.Group.name"}
TEMPLATES: dict[str, dict[str, str]] = {}
MODULES = {
    "community.emails_groups": {
        **_GROUP,
        "name": "profiles.Profile.name",
        "author": "profiles.Profile.name",
        "words": "typed:community.Membership.words or typed:community.Post.body",
        "skill": "profiles.Skill.name",
        "first": "community.Group.starts_on",
        "last": "community.Group.ends_on",
        "day": "community.Group.quiet_asked_at",
        "n": "count:community.Mention",
    },
    # Sentences the mails above print as they are.
    "community.groups": {
        "n": "community.Group.used or community.Group.size_max or count:community.Membership",
        "least": "community.Group.size_min",
        "left": "community.Group.used",
    },
}
