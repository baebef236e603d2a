"""What community registers with lower rooms; called once from `CommunityConfig.ready`."""

from checkins import around
from community import meanwhile, skill_moves, weekly_item
from community.groups_wiring import connect_groups
from community.library_wiring import connect_library
from community.path_wiring import connect_paths
from community.questions_wiring import connect_questions
from community.recognition_wiring import connect_recognition
from community.sessions_wiring import connect_sessions
from matching import waiting_offers
from profiles import contributions


def connect() -> None:
    """Each part of this room adds what it has for Home, the mails, My data and the lists."""
    contributions.SKILL_HOOKS.append(skill_moves.skill_changed)
    around.SOURCES.append(weekly_item.items)
    for part in meanwhile.PARTS:
        waiting_offers.register(part)
    connect_groups()
    connect_sessions()
    connect_paths()
    connect_library()
    connect_questions()
    connect_recognition()
