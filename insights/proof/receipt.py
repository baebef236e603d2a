"""The receipt of the hold-outs: all that is needed to work out again who was in which group.

The groups follow from the rule and the person's number alone, so there is no list of people in it;
`manage.py who_is_held TEMPLATE PERSON …` answers for anybody by the same rule.
"""

from collections.abc import Mapping

from checkins import holdout, tips
from insights.models import TipLift
from insights.proof import lifts, verdicts
from insights.proof.verdicts import LEAST

VERSION = 1


def document(found: Mapping[str, TipLift]) -> dict[str, object]:
    return {
        "version": VERSION,
        "rule": list(holdout.RULE),
        "salt": holdout.SALT,
        "share_percent": holdout.SHARE,
        "unit": "person and template",
        "outcome": "the pair met until 14 days after the week of the turn (7 days: second look)",
        "held_back": "tips only; never questions, help, invitations, reminders or follow-ups",
        "templates": [_entry(name, found.get(name)) for name in tips.templates()],
    }


def _entry(template: str, row: TipLift | None) -> dict[str, object]:
    """Counts of fewer than five people are left out, as on the page."""
    if row is None:
        return {"template": template, "counted_until": None}
    counts: dict[str, object] = {}
    if min(row.sent, row.held) >= LEAST:
        verdict = verdicts.of(lifts.arms(row), sends=row.sends, share=row.share / 100)
        counts = {
            "sent": row.sent,
            "sent_met_14": row.sent_met,
            "sent_met_7": row.sent_met_first,
            "held": row.held,
            "held_met_14": row.held_met,
            "held_met_7": row.held_met_first,
            "verdict": verdict.kind.value,
        }
    return {
        "template": template,
        "counted_until": row.week.isoformat(),
        "salt": row.salt,
        "share_percent": row.share,
        **counts,
        "differ_from_rule": row.wrong,
    }
