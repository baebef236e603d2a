from community.models.circles import CircleRound, CircleSeat, ProposedCircle
from community.models.group_life import Mention, PlanStep, Post, ShelfItem
from community.models.groups import Group, Membership
from community.models.library import Resource
from community.models.paths import Path, PathStep
from community.models.sessions import Rsvp, Session

__all__ = [
    "CircleRound",
    "CircleSeat",
    "Group",
    "Membership",
    "Mention",
    "Path",
    "PathStep",
    "PlanStep",
    "Post",
    "ProposedCircle",
    "Resource",
    "Rsvp",
    "Session",
    "ShelfItem",
]
