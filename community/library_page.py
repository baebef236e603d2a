"""What the page of one item shows."""

from typing import Any

from django.db.models import Count, Q

from community import library_uses
from community.access_library import AFTER, BEFORE, may_edit
from community.library_lists import cards
from community.models import LinkReport, Recommendation, Resource, ResourceFile, SavedResource
from profiles.models import Profile, Skill, SkillRelation, User
from profiles.pages import page_of

MOST_RELATED = 4


def context(
    resource: Resource, reader: Profile, user: User, *, is_hr: bool, number: str
) -> dict[str, Any]:
    skills = list(resource.skills.filter(status=Skill.Status.ACTIVE).order_by("name"))
    edits = may_edit(resource, reader, user)
    found = {
        "resource": resource,
        "skills": skills,
        "file": _file(resource),
        "can_edit": edits,
        "is_hr": is_hr,
        "is_own_draft": resource.state in BEFORE and resource.suggested_by_id == reader.pk,
        "looks_after": edits and resource.state in AFTER,
        "changes": _changes(resource),
    }
    if resource.is_published:
        found |= _for_readers(resource, reader, edits=edits, number=number)
        found["related"] = related(resource, skills)
        found["uses"] = library_uses.of(resource, reader)
    return found


def _for_readers(
    resource: Resource, reader: Profile, *, edits: bool, number: str
) -> dict[str, Any]:
    sentences = Recommendation.objects.filter(resource=resource).select_related("profile")
    here = sentences.filter(profile__is_active=True)
    reports = LinkReport.objects.filter(resource=resource, settled_at=None)
    said = list(reports.order_by("at").values_list("by", "at")) if resource.url else []
    return {
        "sentences": page_of(here.exclude(profile=reader), number),
        "mine": sentences.filter(profile=reader).first(),
        "is_saved": SavedResource.objects.filter(profile=reader, resource=resource).exists(),
        "reported_at": said[0][1] if said and edits else None,
        "i_reported": any(by == reader.pk for by, _at in said),
    }


def related(resource: Resource, skills: list[Skill]) -> list[Resource]:
    """Published items with most of its skills; then those with a skill related to one of them."""
    if not skills:
        return []
    near = SkillRelation.objects.filter(skill__in=skills).values("related")
    shared = Count("skills", filter=Q(skills__in=skills), distinct=True)
    close = Resource.objects.published().filter(Q(skills__in=skills) | Q(skills__in=near))
    ranked = close.exclude(pk=resource.pk).order_by().values("pk").annotate(shared=shared)
    ids = ranked.order_by("-shared", "-published_at", "-pk").values_list("pk", flat=True)
    return cards(ids[:MOST_RELATED])


def _file(resource: Resource) -> ResourceFile | None:
    if resource.shape != Resource.Shape.FILE:
        return None
    return ResourceFile.objects.defer("data").filter(resource=resource).first()


def _changes(resource: Resource) -> int:
    return resource.versions.count() if resource.is_document else 0
