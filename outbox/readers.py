"""Who reads a mail. The room that knows people tells us (`know`); we only ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Reader:
    first_name: str = ""
    time_zone: str = "UTC"
    language: str = "en"

    @property
    def zone(self) -> ZoneInfo:
        return zone_or_utc(self.time_zone)


def zone_or_utc(name: str) -> ZoneInfo:
    """A name no table knows (an old import, a renamed place) must not stop a mail or a page."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


SOURCES: list[Callable[["AbstractBaseUser"], Reader]] = []


def know(source: Callable[["AbstractBaseUser"], Reader]) -> None:
    SOURCES[:] = [source]


def reader_of(user: "AbstractBaseUser | None") -> Reader:
    return SOURCES[0](user) if SOURCES and user is not None else Reader()
