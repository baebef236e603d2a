"""What insights registers with lower rooms; called once from `InsightsConfig.ready`."""

from insights import held as held_here
from insights.exports.wiring import connect_exports
from insights.report.wiring import connect_report
from profiles import held


def connect() -> None:
    """Each part of this room adds what it has for the mails, My data and the audit."""
    held.register(held_here.TABLES)
    connect_report()
    connect_exports()
