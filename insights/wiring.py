"""What insights registers with lower rooms; called once from `InsightsConfig.ready`."""

from insights import held as held_here
from profiles import held


def connect() -> None:
    held.register(held_here.TABLES)
