from profiles.models.audit import AuditEvent, RoleGrant
from profiles.models.imports import GradeLevel, PeopleImport
from profiles.models.people import Profile, User
from profiles.models.privacy import DoNotMatch
from profiles.models.skills import Goal, Offer, Skill, SkillRelation

__all__ = [
    "AuditEvent",
    "DoNotMatch",
    "Goal",
    "GradeLevel",
    "Offer",
    "PeopleImport",
    "Profile",
    "RoleGrant",
    "Skill",
    "SkillRelation",
    "User",
]
