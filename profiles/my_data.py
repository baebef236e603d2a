"""A person's own data as one file: all that `profiles.held` lets them download."""

from datetime import datetime

from django.utils.translation import gettext as _

from profiles.held import HELD
from profiles.models import Profile


def of(profile: Profile, *, now: datetime) -> dict[str, object]:
    """Tables without a row of theirs are named too, so that an empty one is no riddle."""
    return {
        "name": profile.name,
        "made_at": now,
        "what_is_here": [
            {"title": str(table.title), "rows": table.download(profile, now=now)}
            for table in HELD
            if table.mine is not None
        ],
        "what_is_not_here": [{"title": title, "why": why} for title, why in not_shown()],
    }


def titles() -> list[str]:
    return list(dict.fromkeys(str(table.title) for table in HELD if table.mine is not None))


def not_shown() -> list[tuple[str, str]]:
    """Tables that lead to people and are in nobody's file, each with its reason."""
    rows = [(str(t.title), str(t.not_shown)) for t in HELD if t.mine is None]
    return [(title, why or _("Not about you.")) for title, why in dict.fromkeys(rows)]
