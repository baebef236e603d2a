"""Who a program exists for: rules over the directory, a list, or invited people only.

    people(program)             every active person in the audience
    includes(program, profile)  is this person one of them?
    programs_for(profile)       the same question as a filter over programs

A rule document: {"departments": [], "sites": [], "countries": [], "level_min": 1, "level_max": 10,
"started_after": "2027-01-01", "started_before": null}. What is empty or missing does not restrict,
and a person whose level is unknown is never left out because of it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from matching.models import AudienceMember, Invitation, Program
from profiles.models import Profile

# The ends of the scale restrict nobody.
ALL = (("level_min", 1), ("level_max", 10))
LISTS = {"departments": "department", "sites": "site", "countries": "country"}


def people(program: Program) -> QuerySet[Profile]:
    active = Profile.objects.active()
    if program.audience_kind == Program.AudienceKind.LIST:
        return active.filter(_listed(AudienceMember, program))
    if program.audience_kind == Program.AudienceKind.INVITATION:
        return active.filter(_listed(Invitation, program))
    return matching_rules(program.audience)


def includes(program: Program, profile: Profile) -> bool:
    return people(program).filter(pk=profile.pk).exists()


def is_everybody(program: Program) -> bool:
    """Whether the program exists for every active person: rules that leave nobody out."""
    if program.audience_kind != Program.AudienceKind.RULES:
        return False
    return not any(value for key, value in program.audience.items() if (key, value) not in ALL)


def matching_rules(document: Mapping[str, object]) -> QuerySet[Profile]:
    """The active people who fit a rule document."""
    return Profile.objects.active().filter(_rules(document))


def programs_for(profile: Profile) -> Q:
    """A filter over programs: this person belongs to their audience."""
    if not profile.is_active:
        return Q(pk__in=[])
    listed = AudienceMember.objects.filter(program=OuterRef("pk"), profile=profile).values("pk")
    invited = Invitation.objects.filter(program=OuterRef("pk"), profile=profile).values("pk")
    return (
        Q(Exists(listed), audience_kind=Program.AudienceKind.LIST)
        | Q(Exists(invited), audience_kind=Program.AudienceKind.INVITATION)
        | Q(pk__in=_by_rules(profile))
    )


def fits(document: Mapping[str, object], profile: Profile) -> bool:
    """Does this person fit a rule document? Says the same as `matching_rules`, without a query."""
    lists = all(
        not _texts(document, key) or getattr(profile, field) in _texts(document, key)
        for key, field in LISTS.items()
    )
    level, started = profile.level, profile.start_date
    low, high = _number(document, "level_min"), _number(document, "level_max")
    after, before = _date(document, "started_after"), _date(document, "started_before")
    return (
        lists
        and (level is None or ((low is None or level >= low) and (high is None or level <= high)))
        and (after is None or (started is not None and started >= after))
        and (before is None or (started is not None and started <= before))
    )


def people_called(words: Iterable[str]) -> dict[str, Profile]:
    """Active people by what they were called: their address or employee number, any case."""
    folded = [word.casefold() for word in words]
    active = Profile.objects.active().select_related("user")
    by_mail = active.annotate(mail=Lower("user__email")).filter(mail__in=folded)
    by_number = active.annotate(number=Lower("employee_number")).filter(number__in=folded)
    found = {person.user.email.casefold(): person for person in by_mail}
    return {str(p.employee_number).casefold(): p for p in by_number} | found


def _by_rules(profile: Profile) -> list[int]:
    """A company has a few programs: their rules are read, not asked of the database."""
    rows = Program.objects.filter(audience_kind=Program.AudienceKind.RULES)
    rows = rows.exclude(state=Program.State.DRAFT)
    return [pk for pk, document in rows.values_list("pk", "audience") if fits(document, profile)]


def _listed(table: type[AudienceMember] | type[Invitation], program: Program) -> Q:
    rows = table._default_manager.filter(program=program, profile=OuterRef("pk")).values("pk")
    return Q(Exists(rows))


def _rules(document: Mapping[str, object]) -> Q:
    query = Q()
    for key, field in LISTS.items():
        if values := _texts(document, key):
            query &= Q(**{f"{field}__in": values})
    if (low := _number(document, "level_min")) is not None:
        query &= Q(level__isnull=True) | Q(level__gte=low)
    if (high := _number(document, "level_max")) is not None:
        query &= Q(level__isnull=True) | Q(level__lte=high)
    if (after := _date(document, "started_after")) is not None:
        query &= Q(start_date__gte=after)
    if (before := _date(document, "started_before")) is not None:
        query &= Q(start_date__lte=before)
    return query


def _texts(document: Mapping[str, object], key: str) -> list[str]:
    values = document.get(key)
    return [str(value) for value in values] if isinstance(values, list) else []


def _number(document: Mapping[str, object], key: str) -> int | None:
    value = document.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _date(document: Mapping[str, object], key: str) -> dt.date | None:
    value = document.get(key)
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None
