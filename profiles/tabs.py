"""A tab above a page: `components/tabs.html` draws them."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    href: str
    is_current: bool
    count: int | None = None
    icon: str = ""
