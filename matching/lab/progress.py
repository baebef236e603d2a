"""How far a comparison is, in words; read every second by the page of a lab at work."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import runs
from matching.models import Lab

# Seconds: from when on percent are shown, and from when on waiting for a worker is remarkable.
SHOW_PERCENT, LONG_WAIT = 10, 60


ENDS: dict[str, str | Promise] = {
    Lab.State.QUEUED: gettext_lazy("Waiting for a worker"),
    Lab.State.DONE: gettext_lazy("Done. Nothing in the round was changed."),
    Lab.State.FAILED: gettext_lazy("The comparison did not finish. Nothing was changed."),
    Lab.State.CANCELLED: gettext_lazy("The comparison was cancelled. Nothing was changed."),
}


def mark(lab: Lab) -> str:
    """What the page has announced: changes when there is something new to say."""
    return f"{lab.state} {lab.stage}".strip()


def said(lab: Lab) -> str:
    """The state or the stage in words, for the live region."""
    return str(ENDS[lab.state]) if lab.state in ENDS else _stage(lab)


def _stage(lab: Lab) -> str:
    """ "Policy 2 of 3: Finding the best result"; the stage is kept as "solve:2"."""
    code, _colon, number = lab.stage.partition(":")
    words = str(runs.STAGES.get(code, ""))
    if not number or not words:
        return words
    count = lab.policies.filter(place__gt=0).count()
    return _("Policy %(n)s of %(count)s: %(stage)s") % {
        "n": number,
        "count": count,
        "stage": words,
    }


def seconds(lab: Lab, *, now: datetime) -> int:
    return int(((lab.finished_at or now) - lab.requested_at).total_seconds())


def is_long(lab: Lab, *, now: datetime) -> bool:
    return seconds(lab, now=now) >= SHOW_PERCENT


def waits_long(lab: Lab, *, now: datetime) -> bool:
    return lab.state == Lab.State.QUEUED and seconds(lab, now=now) > LONG_WAIT
