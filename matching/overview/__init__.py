"""What matching puts on the overview of HR and of coordinators: figures, "Needs you", dates.

    overview.of(user, now=now)      # the programs this person looks after
    overview.of(None, now=now)      # all of them

Programs and open rounds are read once, with their counts, for everything on the page.
"""

from datetime import datetime

from matching.overview import (
    dates,
    figures,
    needs_of_pairs,
    needs_of_programs,
    needs_of_rounds,
    needs_of_waiting,
)
from matching.overview.ledger import Ledger
from profiles.contributions import Overview
from profiles.models import User


def of(reader: User | None, *, now: datetime) -> Overview:
    ledger = Ledger.of(reader, now=now)
    return Overview(
        needs=[
            *needs_of_pairs.entries(ledger),
            *needs_of_waiting.entries(ledger),
            *needs_of_rounds.entries(ledger),
            *needs_of_programs.entries(ledger),
        ],
        figures=figures.of(ledger),
        sections=dates.sections(ledger),
        next_days=dates.next_days(ledger),
    )


__all__ = ["of"]
