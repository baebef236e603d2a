"""What insights registers with lower rooms; called once from `InsightsConfig.ready`."""

from insights.report.wiring import connect_report


def connect() -> None:
    """Each part of this room adds what it has for the mails, My data and the audit."""
    connect_report()
