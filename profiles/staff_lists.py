"""HR's lists of people and skills: what a filter means."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower

from profiles import search, skills
from profiles.models import Profile, RoleGrant, Skill


def people(wanted: Mapping[str, str], *, today: dt.date) -> QuerySet[Profile]:
    status = {
        "": Q(is_active=True),
        "paused": Q(is_active=True, paused_until__gt=today),
        "left": Q(is_active=False),
        "all": Q(),
    }
    capacity = {
        "": Q(),
        "free": Q(mentoring_used__lt=F("mentoring_limit")),
        "full": Q(mentoring_used__gte=F("mentoring_limit"), mentoring_limit__gt=0),
        "none": Q(mentoring_limit=0),
    }
    found = Profile.objects.filter(status[wanted.get("status", "")])
    found = found.filter(capacity[wanted.get("capacity", "")])
    if wanted.get("role"):
        found = found.filter(user__role_grants__role=RoleGrant.Role.HR)
    return search.people(wanted["q"], found) if "q" in wanted else found


def skills_list(wanted: Mapping[str, str]) -> QuerySet[Skill]:
    rows = Skill.objects.select_related("merged_into", "proposed_by")
    found: QuerySet[Skill] = rows.order_by(Lower("name"), "pk")
    if "status" in wanted:
        found = found.filter(status=wanted["status"])
    if "q" in wanted:
        found = search.all_skills(wanted["q"], found)
    return skills.with_use(found)
