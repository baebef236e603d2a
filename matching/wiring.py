"""What matching registers with lower rooms; called once from `MatchingConfig.ready`."""

from matching import emails
from outbox import kinds


def connect() -> None:
    for kind in emails.KINDS:
        kinds.register(kind)
