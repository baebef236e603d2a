from profiles.models.audit import AuditEvent, RoleGrant
from profiles.models.holidays import Holiday
from profiles.models.imports import GradeLevel, PeopleImport
from profiles.models.letters import Letter
from profiles.models.people import Profile, User
from profiles.models.privacy import DoNotMatch, Erasure
from profiles.models.skills import Goal, Offer, Skill, SkillRelation

__all__ = [
    "AuditEvent",
    "DoNotMatch",
    "Erasure",
    "Goal",
    "GradeLevel",
    "Holiday",
    "Letter",
    "Offer",
    "PeopleImport",
    "Profile",
    "RoleGrant",
    "Skill",
    "SkillRelation",
    "User",
]
