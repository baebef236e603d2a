"""How an agenda is written down."""

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise
FIRST, SECOND, PRACTICE, DOORS, HALFWAY, LAST = STAGES = (
    *("first", "second", "practice", "doors", "halfway", "last"),
)


@dataclass(frozen=True)
class Item:
    """`share` is how much of the meeting it takes, in a hundred. Texts name people as
    %(mentor)s and %(mentee)s; `with_goal` is said when the goal has a sentence, as %(goal)s."""

    share: int
    title: Text
    text: Text
    with_goal: Text = ""


@dataclass(frozen=True)
class Template:
    title: Text
    lead: Text
    items: tuple[Item, ...]
