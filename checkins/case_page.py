"""A concern as its reporter reads it, and as those who work on it do."""

import datetime as dt

from checkins import concerns, contact
from checkins.models import Concern, ConcernEntry, ConcernPart
from profiles.models import Profile


def for_reporter(concern: Concern) -> dict[str, object]:
    """State, who may read it, who has opened it; never the notes of those who work on it."""
    entries = concern.entries.exclude(act__in=ConcernEntry.INTERNAL).select_related("author")
    return {
        "concern": concern,
        "readers": concerns.reading(concern),
        "named": _people(concern, ConcernPart.Part.NAMED),
        "entries": entries,
        "is_stopped": concern.pair is not None and contact.contact_blocked(concern.pair),
        "kept_days": concerns.KEPT_FOR.days,
    }


def for_reader(concern: Concern, me: Profile, *, now: dt.datetime) -> dict[str, object]:
    return {
        "concern": concern,
        "me": me,
        "readers": concerns.reading(concern),
        "named": _people(concern, ConcernPart.Part.NAMED),
        "entries": concern.entries.select_related("author"),
        "partner": concern.pair.partner_of(concern.reporter) if concern.pair else None,
        "is_stopped": concern.pair is not None and contact.contact_blocked(concern.pair),
        "is_late": concern.is_late(now=now),
        "kept_days": concerns.KEPT_FOR.days,
    }


def _people(concern: Concern, part: str) -> list[Profile]:
    parts = ConcernPart.objects.filter(concern=concern, part=part).select_related("profile")
    return [row.profile for row in parts]
