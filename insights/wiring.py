"""What insights registers with lower rooms; called once from `InsightsConfig.ready`."""


def connect() -> None:
    """Nothing yet."""
