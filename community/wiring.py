"""What community registers with lower rooms; called once from `CommunityConfig.ready`."""

from community.recognition_wiring import connect_recognition


def connect() -> None:
    """Each part of this room adds what it has for Home, the mails, My data and the lists."""
    connect_recognition()
