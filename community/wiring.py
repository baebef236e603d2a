"""What community registers with lower rooms; called once from `CommunityConfig.ready`."""

from community.path_wiring import connect_paths


def connect() -> None:
    """Each part of this room adds what it has for Home, the mails, My data and the lists."""
    connect_paths()
