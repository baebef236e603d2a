"""Figures lead to a program and through it to its sponsor; nobody in particular is in them."""

from django.utils.translation import gettext_lazy as _

from insights import models as tables
from profiles.held import Held

ADDED_UP = _("Figures of five people or more; yours cannot be told apart in them.")
DIGEST = (
    "Salted digests that no page reads; needed so that no later "
    "figure tells one person's part (insights.release)."
)

TABLES = [
    Held(
        tables.ExportKey,
        _("Keys for figures you made"),
        mine=("made_by__profile",),
        shown=("name", "made_at", "last_used_at", "ended_at"),
        gone=("made_by__profile",),
    ),
    Held(tables.Frozen, _("Frozen figures"), not_shown=ADDED_UP, stays="Nobody can be told apart."),
    Held(tables.Told, _("What figures were counted from"), not_shown=ADDED_UP, stays=DIGEST),
]
