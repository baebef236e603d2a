"""The lab in words: columns with weights, figures and what differs from the live result."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charts import Figure, Table, histogram
from matching import engine, policies
from matching.lab import remarks
from matching.models import Lab, LabPolicy
from matching.receipt_reader import said

Text = str | Promise
HEAVIEST_SHOWN = 5
MOST_DIFFERENCES = 4
# Of a policy, beside its weights, rules and fairness.
NUMBERS = (
    "level_gap",
    "level_ideal",
    "max_time_zone_gap",
    "hours_full",
    "any_depth",
    "allow_mutual",
    "floors",
)


@dataclass(frozen=True)
class Weight:
    label: Text
    value: int

    @property
    def size(self) -> int:
        """Length of the bar; departments may count below zero."""
        return abs(self.value)


@dataclass(frozen=True)
class Fact:
    """`delta` is against the live result, "" where it is the same; `kind` says for better."""

    label: Text
    value: str
    delta: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Column:
    policy: LabPolicy
    line: str
    weights: list[Weight]
    heaviest: int
    headline: str = ""
    facts: list[Fact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    chart: Figure | None = None
    changed: int = 0

    @property
    def is_compared(self) -> bool:
        return bool(self.policy.result)


# label, key of the figures, decimals, unit, whether more is better (None: neither)
FIGURES: tuple[tuple[Text, str, int, str, bool | None], ...] = (
    (gettext_lazy("Pairs"), "pairs", 0, "", True),
    (gettext_lazy("Waiting"), "left", 0, "", False),
    (gettext_lazy("Points in all"), "points", 0, "", True),
    (gettext_lazy("Average fit"), "average", 1, "", True),
    (gettext_lazy("Lowest tenth, up to"), "lowest_tenth", 0, "", True),
    (gettext_lazy("Weakest pair"), "worst", 0, "", True),
    (gettext_lazy("With a person asked for"), "wishes", 0, "", True),
    (gettext_lazy("Cross a department"), "crossing", 0, "%", None),
)


def columns(lab: Lab) -> list[Column]:
    """The live policy first."""
    rows = list(lab.policies.all())
    read = [engine.Policy.from_document(row.document) for row in rows]
    shown = _shown_weights(read)
    heaviest = max(abs(policy.weights[code]) for policy in read for code in shown) or 1
    return [
        _column(lab, row, policy, rows[0], read[0], shown, heaviest)
        for row, policy in zip(rows, read, strict=True)
    ]


def _shown_weights(read: Sequence[engine.Policy]) -> list[str]:
    """The heaviest of the live policy, and whatever differs in any column."""
    live = read[0].weights
    heaviest = sorted(live, key=lambda code: -abs(live[code]))[:HEAVIEST_SHOWN]
    differs = [code for code in live if any(p.weights[code] != live[code] for p in read)]
    return [code for code in engine.FACTORS if code in {*heaviest, *differs}]


def _column(
    lab: Lab,
    row: LabPolicy,
    policy: engine.Policy,
    live_row: LabPolicy,
    live: engine.Policy,
    shown: list[str],
    heaviest: int,
) -> Column:
    weights = [Weight(policies.FACTORS[code].label, policy.weights[code]) for code in shown]
    line = _live_line(lab) if row.is_live else differences(policy, live)
    if not row.result:
        return Column(row, line, weights, heaviest)
    return Column(
        policy=row,
        line=line,
        weights=weights,
        heaviest=heaviest,
        headline="" if row.is_live else headline(row, live_row),
        facts=_facts(row, live_row),
        notes=remarks.notes(row),
        chart=_chart(row, () if row.is_live else live_row.result["histogram"]),
        changed=row.result["changed"],
    )


def _live_line(lab: Lab) -> str:
    numbers = {"run": lab.run.number, "version": lab.run.policy.version}
    return _("Run %(run)s with version %(version)s of the rules and weights.") % numbers


def differences(policy: engine.Policy, live: engine.Policy) -> str:
    """ "Skills 53 instead of 35, Shared hours 5 instead of 10." """
    found = [
        _("%(label)s %(new)s instead of %(old)s")
        % {"label": policies.FACTORS[code].label, "new": weight, "old": live.weights[code]}
        for code, weight in policy.weights.items()
        if weight != live.weights[code]
    ]
    found += _rule_differences(policy, live)
    if policy.fairness != live.fairness:
        words = policies.FAIRNESS[policy.fairness].label
        found.append(_("fairness: %(words)s") % {"words": words})
    if any(getattr(policy, name) != getattr(live, name) for name in NUMBERS):
        found.append(_("other numbers of the rules"))
    if not found:
        return _("The same as the live policy.")
    more = len(found) - MOST_DIFFERENCES
    if more > 0:
        tail = ngettext("and %(n)s more difference", "and %(n)s more differences", more)
        found = [*found[:MOST_DIFFERENCES], tail % {"n": more}]
    line = ", ".join(found)
    return f"{line[0].upper()}{line[1:]}."


def _rule_differences(policy: engine.Policy, live: engine.Policy) -> list[str]:
    off = [(_("without “%(rule)s”"), code) for code in sorted(live.rules - policy.rules)]
    on = [(_("with “%(rule)s”"), code) for code in sorted(policy.rules - live.rules)]
    return [text % {"rule": policies.RULES[code].label} for text, code in [*off, *on]]


def headline(row: LabPolicy, live: LabPolicy) -> str:
    """What it does to people, before any points."""
    both = list(zip(live.matched, row.matched, strict=True))
    lost = sum(bool(before and not after) for before, after in both)
    gained = sum(bool(after and not before) for before, after in both)
    moved = sum(bool(before and after and before != after) for before, after in both)
    if not lost + gained + moved:
        return _("Everybody has the same mentor as now.")
    parts = [
        ngettext("%(n)s person loses a match", "%(n)s people lose a match", lost)
        % {"n": said(lost)}
        if lost
        else _("Nobody loses a match")
    ]
    if gained:
        text = ngettext("%(n)s more person is matched", "%(n)s more people are matched", gained)
        parts.append(text % {"n": said(gained)})
    if moved:
        text = ngettext(
            "%(n)s person would get another mentor", "%(n)s people would get another mentor", moved
        )
        parts.append(text % {"n": said(moved)})
    return "; ".join(parts) + "."


def _facts(row: LabPolicy, live_row: LabPolicy) -> list[Fact]:
    found = []
    for label, key, places, unit, is_more_better in FIGURES:
        value, live = row.result.get(key), live_row.result.get(key)
        delta = None if row.is_live or value is None or live is None else value - live
        found.append(
            Fact(
                label,
                "–" if value is None else f"{said(value, places)}{unit}",
                signed(delta, places) if delta else "",
                "best"
                if delta and is_more_better is not None and (delta > 0) is is_more_better
                else "",
            )
        )
    own = row.result.get("own_average")
    if own is not None:
        found.append(Fact(_("Average by its own weights"), said(own, 1)))
    return found


def _chart(row: LabPolicy, live: Sequence[int]) -> Figure:
    """Pairs by fit in ten ranges, the live result as an outline."""
    counts = row.result["histogram"]
    step = 100 // len(counts)
    edges = [step * number for number in range(len(counts) + 1)]
    ranges = [f"{low}–{low + step}" for low in edges[:-1]]
    head, columns = [_("Fit"), _("Pairs")], [ranges, counts]
    if live:
        head, columns = [*head, _("Live")], [*columns, list(live)]
    return Figure(
        title=_chart_title(row),
        drawing=histogram(counts, edges, label=row.name, outline=live, outline_label=_("Live")),
        alt=_("Pairs by fit under %(name)s; the numbers follow.") % {"name": row.name},
        table=Table(head, list(zip(*columns, strict=True))),
        sub=_("Pairs by fit; dashed line: live result") if live else _("Pairs by fit"),
    )


def _chart_title(row: LabPolicy) -> str:
    matched = zip(row.matched, row.scores, strict=True)
    scores = sorted(score for mentor, score in matched if mentor)
    if not scores or not row.maximum:
        return _("No pairs")
    middle = scores[(len(scores) - 1) // 2] * 100 // row.maximum
    return _("Half of the pairs have a fit of %(n)s or less") % {"n": middle}


def signed(number: float, places: int = 0) -> str:
    """With a plus or a true minus; nothing for no difference."""
    rounded = round(number, places)
    if not rounded:
        return ""
    return f"{'+' if rounded > 0 else '−'}{said(abs(rounded), places)}"
