"""Where an item of the library is in use: the paths it is a step of, the groups that keep it at
hand. A path and a group only for who may read them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.access_paths import readable_paths
from community.group_cards import ICONS
from community.models import Group, PathStep, Resource
from profiles.models import Profile

MOST = 5


@dataclass(frozen=True)
class Use:
    """One place, with what it is in words."""

    name: str
    url: str
    icon: str
    kind: str | Promise


@dataclass(frozen=True)
class Uses:
    """The first few, and how many there are besides."""

    shown: list[Use]
    more: int = 0


def of(resource: Resource, reader: Profile) -> Uses:
    steps = PathStep.objects.current().filter(resource=resource)
    paths = readable_paths(reader).published().filter(pk__in=steps.values("path"))
    groups = Group.objects.alive().visible_to(reader).filter(shelf__resource=resource)
    found = [Use(p.name, p.get_absolute_url(), "footprints", _("Path")) for p in paths[: MOST + 1]]
    found += [
        Use(g.name, g.get_absolute_url(), ICONS[Group.Kind(g.kind)], g.get_kind_display())
        for g in groups.order_by("name", "pk")[: MOST + 1]
    ]
    if len(found) <= MOST:
        return Uses(found)
    return Uses(found[:MOST], _counted(paths) + _counted(groups) - MOST)


def _counted(rows: "QuerySet[Any]") -> int:
    return rows.order_by().count()
