"""The shared skills list: what people propose, and how HR keeps it tidy.

Names and aliases are unique over the whole list in their plainest form (`search.text`), so a skill
is found whatever it was called. Every act of HR is one transaction with its audit row.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from profiles import audit, contributions, search
from profiles.models import Goal, Offer, Profile, Skill, SkillRelation, User


class SkillError(Exception):
    """Why the list cannot be changed that way, in words for the page."""


def kept(chosen: Iterable[Skill], *, by: Profile) -> list[Skill]:
    """The chosen skills, with those the person proposes now in the list, waiting for HR."""
    return [skill if skill.pk else _proposed(skill.name, by) for skill in chosen]


def _proposed(name: str, by: Profile) -> Skill:
    """The skill with this name or alias, maybe newer than the wish for it; else a new one."""
    known = search.skill_called(name, Skill.objects.usable_by(by))
    if known:
        return known
    fields = {"status": Skill.Status.PROPOSED, "proposed_by": by, **search.fields_for(name)}
    skill, created = Skill.objects.get_or_create(
        name__iexact=name, defaults={"name": name} | fields
    )
    if not created and skill.status == Skill.Status.RETIRED and skill.merged_into:
        return skill.merged_into
    return skill


def with_use(skills: QuerySet[Skill]) -> QuerySet[Skill]:
    """How many people offer or want each."""
    return skills.annotate(
        offered=Count("offers", filter=Q(offers__profile__is_active=True), distinct=True),
        wanted=Count("goals", filter=Q(goals__profile__is_active=True), distinct=True),
    )


def offered_by(skills: Collection[Skill]) -> dict[int, int]:
    """How many people still here offer each of these."""
    rows = Offer.objects.filter(skill__in=skills, profile__is_active=True).values("skill")
    return dict(rows.annotate(people=Count("pk")).values_list("skill", "people"))


@transaction.atomic
def change(skill: Skill, *, name: str, category: str, aliases: list[str], by: User) -> None:
    """A changed name stays findable: the old one becomes an alias."""
    before = {"name": skill.name, "category": skill.category, "aliases": skill.aliases}
    if search.text(name) != search.text(skill.name) and skill.name not in aliases:
        aliases = [*aliases, skill.name]
    refuse_taken_names(skill, [name, *aliases])
    skill.name, skill.category = name, category
    skill.aliases = [alias for alias in aliases if search.text(alias) != search.text(name)]
    search.fill([skill])
    skill.save(update_fields=["name", "category", "aliases", "search_text", "trigrams"])
    contributions.skill_changed(skill, skill)
    audit.record("skill changed", skill, by=by, data={"before": before})


def refuse_taken_names(skill: Skill | None, names: Iterable[str]) -> None:
    others = Skill.objects.filter(merged_into=None)
    others = others.exclude(pk=skill.pk) if skill else others
    for name in names:
        other = search.skill_called(name, others)
        if other:
            raise SkillError(
                _("“%(name)s” already belongs to %(skill)s. Merge the two, or choose another name")
                % {"name": name, "skill": other.name}
            )


@transaction.atomic
def approve(skill: Skill, *, by: User) -> bool:
    """Put a proposed skill into the list for everyone; False when somebody already decided."""
    return _move(skill, Skill.Status.PROPOSED, Skill.Status.ACTIVE, "skill approved", by)


@transaction.atomic
def reject(skill: Skill, *, by: User) -> bool:
    """Take a proposal out again: from the list and from whoever chose it."""
    if not _move(skill, Skill.Status.PROPOSED, Skill.Status.RETIRED, "skill rejected", by):
        return False
    Offer.objects.filter(skill=skill).delete()
    Goal.objects.filter(skill=skill).delete()
    return True


@transaction.atomic
def retire(skill: Skill, *, by: User) -> bool:
    """Nobody can choose it any more; those who have it keep it."""
    return _move(skill, Skill.Status.ACTIVE, Skill.Status.RETIRED, "skill retired", by)


@transaction.atomic
def bring_back(skill: Skill, *, by: User) -> bool:
    if skill.merged_into_id:
        return False
    return _move(skill, Skill.Status.RETIRED, Skill.Status.ACTIVE, "skill brought back", by)


def _move(skill: Skill, before: str, after: str, action: str, by: User) -> bool:
    moved = Skill.objects.filter(pk=skill.pk, status=before).update(status=after)
    if moved:
        skill.status = after
        audit.record(action, skill, by=by, data={"name": skill.name})
    return bool(moved)


@transaction.atomic
def merge(skill: Skill, into: Skill, *, by: User) -> None:
    """Everyone who has `skill` has `into` from now on; who has both keeps the higher levels."""
    both = Skill.objects.select_for_update().order_by("pk").in_bulk([skill.pk, into.pk])
    skill, into = both[skill.pk], both[into.pk]
    if skill.pk == into.pk or into.status != Skill.Status.ACTIVE or skill.merged_into_id:
        raise SkillError(_("Choose another active skill to merge into"))
    moved = {"offers": _move_offers(skill, into), "goals": _move_goals(skill, into)}
    _move_relations(skill, into)
    known = {*search.names(into)}
    into.aliases += [
        name for name in [skill.name, *skill.aliases] if search.text(name) not in known
    ]
    skill.status, skill.merged_into, skill.aliases = Skill.Status.RETIRED, into, []
    Skill.objects.filter(merged_into=skill).update(merged_into=into)
    for changed in (skill, into):
        search.fill([changed])
        changed.save()
    contributions.skill_changed(skill, into)
    audit.record("skill merged", skill, by=by, data={"into": into.pk, **moved})


def _move_offers(skill: Skill, into: Skill) -> int:
    for offer in Offer.objects.filter(skill=skill, profile__offers__skill=into):
        Offer.objects.filter(profile=offer.profile_id, skill=into, level__lt=offer.level).update(
            level=offer.level
        )
        offer.delete()
    return Offer.objects.filter(skill=skill).update(skill=into)


def _move_goals(skill: Skill, into: Skill) -> int:
    kept_goals = Goal.objects.filter(skill=into).in_bulk(field_name="pk")
    by_profile = {goal.profile_id: goal for goal in kept_goals.values()}
    for goal in Goal.objects.filter(skill=skill, profile__in=by_profile):
        other = by_profile[goal.profile_id]
        other.current_level = max(other.current_level, goal.current_level)
        other.target_level = max(other.target_level, goal.target_level)
        other.priority = min(other.priority, goal.priority)
        other.sentence = other.sentence or goal.sentence
        if other.current_level >= other.target_level:
            other.current_level = other.target_level - 1
        other.save()
        goal.delete()
    return Goal.objects.filter(skill=skill).update(skill=into)


def _move_relations(skill: Skill, into: Skill) -> None:
    """Relations follow, without doubling one and without one to itself."""
    for here, there in (("skill", "related"), ("related", "skill")):
        near = SkillRelation.objects.filter(**{here: into}).values(there)
        rows = SkillRelation.objects.filter(**{here: skill})
        rows.filter(Q(**{f"{there}__in": near}) | Q(**{there: into})).delete()
        rows.update(**{here: into})


def proposals() -> QuerySet[Skill]:
    return Skill.objects.filter(status=Skill.Status.PROPOSED).order_by("created_at", "pk")
