"""What stands in the top bar, its two menus and the HR rail.

The order is fixed, so that help and habits stay in place. A page that does not exist in this
installation has no name to reverse and is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from checkins import starts
from insights.report.readers import sponsored
from matching.access import coordinates_any
from profiles.access import is_hr
from profiles.models import User


class Place(NamedTuple):
    name: str
    label: object
    icon: str


@dataclass(frozen=True)
class Item:
    href: str
    label: object
    icon: str
    is_current: bool = False
    below: tuple["Item", ...] = ()


MAIN = (
    Place("home", _("Home"), "house"),
    Place("groups", _("Groups"), "users-round"),
    Place("sessions", _("Sessions"), "calendar-days"),
    Place("library", _("Library"), "library"),
    Place("kudos", _("Kudos"), "hand-heart"),
)
ACCOUNT = (
    Place("my-profile", _("My profile"), "user-round"),
    Place("matching-preferences", _("Matching preferences"), "sliders-horizontal"),
    Place("people", _("People"), "contact-round"),
    Place("my-paths", _("My paths"), "footprints"),
    Place("settings", _("Settings"), "settings"),
    Place("help-matching", _("How matching works"), "circle-question-mark"),
    Place("help", _("Help and concerns"), "life-buoy"),
)
ACCOUNT_SPONSOR = Place("my-reports", _("Reports for you"), "file-text")
ACCOUNT_HR = Place("hr-overview", _("HR view"), "layout-grid")
ACCOUNT_COORDINATOR = Place("hr-programs", _("Programs I coordinate"), "arrow-left-right")
RAIL = (
    Place("hr-overview", _("Overview"), "layout-grid"),
    Place("hr-programs", _("Matching"), "arrow-left-right"),
    Place("hr-health", _("Groups"), "users-round"),
    Place("hr-concerns", _("Concerns"), "shield"),
    Place("hr-people", _("People"), "user-round"),
    Place("hr-content", _("Content"), "inbox"),
    Place("hr-skills", _("Skills"), "sprout"),
    Place("hr-messages", _("Messages"), "mail"),
    Place("hr-insights", _("Insights"), "chart-column"),
    Place("hr-audit", _("Audit"), "history"),
)
RAIL_COORDINATOR = tuple(
    place
    for place in RAIL
    if place.name in {"hr-overview", "hr-programs", "hr-health", "hr-insights"}
)
# What stands under an item of the rail, while the reader is in it.
UNDER = {
    "hr-insights": (
        Place("hr-insights", _("Figures"), "chart-column"),
        Place("tip-proof", _("Proof"), "flask-conical"),
    ),
    "hr-health": (
        Place("hr-health", _("Pairs"), "users-round"),
        Place("hr-circles", _("Circles"), "circle-dot-dashed"),
    ),
    "hr-content": (
        Place("hr-content", _("Waiting"), "inbox"),
        Place("hr-library", _("Library"), "library"),
        Place("hr-paths", _("Paths"), "footprints"),
        Place("hr-recognition", _("Recognition"), "award"),
    ),
}
# Pages that stand beside the address of the place they belong to.
BELOW = {
    "/library/": ("/questions/",),
    "/groups/": ("/pairs/", "/notes/", "/actions/", "/group-"),
    "/hr/groups/": ("/hr/circles/", "/hr/circle", "/hr/groups-without-lead/"),
    "/hr/circles/": ("/hr/circle", "/hr/groups-without-lead/"),
    "/hr/content/": ("/hr/paths/", "/hr/steps/", "/hr/questions/", "/hr/recognition/"),
    "/hr/programs/": ("/hr/rounds/", "/hr/runs/", "/hr/labs/", "/hr/proposals/", "/hr/pairs/"),
    "/hr/paths/": ("/hr/steps/", "/hr/questions/"),
    "/kudos/": ("/awards/", "/leaders/", "/stories/"),
    "/hr/insights/proof/": ("/hr/insights/learning/",),
    "/hr/messages/": ("/hr/letters/", "/hr/channels/"),
}
MENUS = ("new", "main", "account", "rail", "security")
SECURITY = (
    Place("account_email", _("E-mail address"), "mail"),
    Place("account_change_password", _("Password"), "key-round"),
    Place("mfa_index", _("Second step"), "shield"),
    Place("usersessions_list", _("Signed in"), "monitor"),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor; nothing is asked of the database until a shell is drawn."""
    return {"navigation": SimpleLazyObject(lambda: _menus(request))}


def _menus(request: HttpRequest) -> dict[str, list[Item]]:
    account, rail = _by_role(request.user)
    menus = {"main": MAIN, "account": account, "rail": rail, "security": SECURITY}
    marked = {name: _marked(_items(places), request.path) for name, places in menus.items()}
    marked["rail"] = [_with_below(item, rail, request.path) for item in marked["rail"]]
    return marked | {"new": _new(request.user)}


def _with_below(item: Item, rail: tuple[Place, ...], path: str) -> Item:
    """A coordinator has nothing below: those pages are HR's."""
    if not item.is_current or rail is not RAIL:
        return item
    for name, places in UNDER.items():
        if item.href == reverse(name):
            return replace(item, below=tuple(_marked(_items(places), path)))
    return item


def everything(request: HttpRequest) -> list[Item]:
    """Every page a menu leads this reader to and everything they can start: for the search."""
    menus = _menus(request)
    found = {item.href: item for name in MENUS for item in menus[name]}
    if menus["rail"] and is_hr(request.user):
        found |= {item.href: item for places in UNDER.values() for item in _items(places[1:])}
    return list(found.values())


def _new(user: User | AnonymousUser) -> list[Item]:
    """A page to start something is no place to be in: none of them is the current one."""
    found = starts.menu(user) if isinstance(user, User) else []
    return [Item(str(start.href), start.label, start.icon) for start in found]


def _by_role(user: User | AnonymousUser) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The avatar menu and the rail: HR sees all of it, a coordinator the way to their programs, a
    sponsor the way to their reports."""
    account: tuple[Place, ...] = ACCOUNT
    if isinstance(user, User) and sponsored(user):
        account = (*ACCOUNT, ACCOUNT_SPONSOR)
    if is_hr(user):
        return (*account, ACCOUNT_HR), RAIL
    if isinstance(user, User) and coordinates_any(user):
        return (*account, ACCOUNT_COORDINATOR), RAIL_COORDINATOR
    return account, ()


def _items(places: Iterable[Place]) -> list[Item]:
    items = []
    for place in places:
        try:
            items.append(Item(reverse(place.name), place.label, place.icon))
        except NoReverseMatch:
            continue
    return items


def _marked(items: list[Item], path: str) -> list[Item]:
    """The item with the longest address above this page is the current one."""
    above = [item.href for item in items if path == item.href or _is_above(item.href, path)]
    current = max(above, key=len, default=None)
    return [replace(item, is_current=item.href == current) for item in items]


def _is_above(href: str, path: str) -> bool:
    return href != "/" and path.startswith((href, *BELOW.get(href, ())))
