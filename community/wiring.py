"""What community registers with lower rooms; called once from `CommunityConfig.ready`."""


def connect() -> None:
    """Each part of this room adds what it has for Home, the mails, My data and the lists."""
