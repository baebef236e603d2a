"""Something that would help the people a round leaves over, and what carries it out."""

from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Fix:
    """`values` are the fields the button posts to `action`; `href` is a page where HR does it."""

    title: str | Promise
    frees: int | None = None
    frees_at_most: bool = False
    note: str | Promise = ""
    action: str = ""
    button: str = ""
    values: list[tuple[str, object]] = field(default_factory=list)
    href: str = ""
    mail: tuple[str, list[str]] | None = None
