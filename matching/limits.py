"""What one run may take: MATCHING_MEMORY_MB and MATCHING_SECONDS. A run that would need more, or
has taken longer, ends with words that say what to change."""

import time

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from matching import engine


class LimitReachedError(engine.Cancelled):
    """The text is for HR."""


def check_memory(mentees: int, mentors: int) -> None:
    needed, limit = engine.memory_needed(mentees, mentors), settings.MATCHING_MEMORY_MB
    if needed > limit:
        raise LimitReachedError(
            _(
                "This round has %(mentees)s mentees and %(mentors)s mentors. It needs about "
                "%(needed)s MB; the limit is %(limit)s MB. Split the program by site, or raise "
                "MATCHING_MEMORY_MB."
            )
            % {
                "mentees": _grouped(mentees),
                "mentors": _grouped(mentors),
                "needed": _grouped(needed),
                "limit": _grouped(limit),
            }
        )


def check_time(begun: float, mentees: int, mentors: int) -> None:
    """`begun` is what `time.monotonic()` said when the work began."""
    limit = settings.MATCHING_SECONDS
    if time.monotonic() - begun > limit:
        raise LimitReachedError(
            _(
                "This round has %(mentees)s mentees and %(mentors)s mentors. It was stopped after "
                "%(limit)s seconds, the limit. Run it again when the server has less to do, split "
                "the program by site, or raise MATCHING_SECONDS."
            )
            % {
                "mentees": _grouped(mentees),
                "mentors": _grouped(mentors),
                "limit": _grouped(limit),
            }
        )


def _grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))
