"""Time zones people can choose, and the one their browser says."""

from functools import lru_cache
from itertools import groupby
from zoneinfo import available_timezones

from django.http import HttpRequest
from django.utils.functional import lazy

OTHER = "Etc"


@lru_cache(maxsize=1)
def known_zones() -> list[str]:
    """Places people live in, not the files beside them."""
    names = available_timezones()
    places = sorted(name for name in names if "/" in name and not name.startswith(OTHER))
    return [*places, "UTC"]


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped by continent, as a select shows them."""
    groups = groupby(known_zones(), key=lambda name: name.partition("/")[0])
    return [(area, [(name, zone_name(name)) for name in names]) for area, names in groups]


lazy_zone_choices = lazy(zone_choices, list)


def zone_name(zone: str) -> str:
    """The place a reader knows: "Buenos Aires" for America/Argentina/Buenos_Aires."""
    return zone.rpartition("/")[2].replace("_", " ")


def detected_zone(request: HttpRequest) -> str:
    """What the browser said in its cookie, if it is a zone at all."""
    zone = request.COOKIES.get("tz", "")
    return zone if zone in known_zones() else ""
