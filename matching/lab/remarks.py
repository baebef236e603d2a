"""What else the reader of a lab must know: new sign-ups, what a policy breaks, the proof."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import policies
from matching.models import Lab, LabPolicy
from matching.receipt_reader import said


def notes(row: LabPolicy) -> list[str]:
    """What else the reader must know about the column."""
    result, found = row.result, []
    if not result["pairs"]:
        found.append(_("No pair is possible. ") + " ".join(_blocked(result.get("blocked", []))))
    if outside := result["outside"]:
        text = ngettext(
            "%(n)s pair is one that the live rules do not allow.",
            "%(n)s pairs are ones that the live rules do not allow.",
            outside,
        )
        found.append(text % {"n": said(outside)})
    if released := result.get("released"):
        text = ngettext(
            "%(n)s approval cannot hold under it and would go back to review.",
            "%(n)s approvals cannot hold under it and would go back to review.",
            released,
        )
        found.append(text % {"n": said(released)})
    return found


def _blocked(rules: list[list[Any]]) -> list[str]:
    """The rules that stand in the way, the one that keeps most pairs apart first."""
    text: Callable[[int], str] = lambda n: ngettext(  # noqa: E731
        "%(n)s pair: %(why)s", "%(n)s pairs: %(why)s", n
    )
    return [
        text(count) % {"n": said(count), "why": policies.BROKEN.get(rule, _("No place is free."))}
        for rule, count in rules
    ]


def sign_ups(lab: Lab) -> list[str]:
    """Who takes part now and did not when the live run was made: said before any comparison."""
    found, people = [], lab.people
    if joined := people.get("joined"):
        text = ngettext(
            "%(n)s person has joined since the live run.",
            "%(n)s people have joined since the live run.",
            joined,
        )
        found.append(text % {"n": said(joined)})
    if left := people.get("left"):
        text = ngettext(
            "%(n)s person of the live run takes no part now.",
            "%(n)s people of the live run take no part now.",
            left,
        )
        found.append(text % {"n": said(left)})
    if gone := people.get("gone"):
        text = ngettext(
            "%(n)s proposed pair is left out of the live column for that.",
            "%(n)s proposed pairs are left out of the live column for that.",
            gone,
        )
        found.append(text % {"n": said(gone)})
    return found


def proof(rows: Sequence[LabPolicy]) -> str:
    """What is proven, where every policy beside the live one has a result."""
    possible = {row.result.get("possible") for row in rows if not row.is_live and row.result}
    if not possible or None in possible:
        return ""
    return _("Every policy is proven optimal for its own weights, over %(n)s possible pairs.") % {
        "n": said(max(possible))
    }
