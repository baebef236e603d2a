"""What a finished run says to HR, in words, read from its receipt.

    summary = of(run)
    summary.proof          # "Proven optimal over 312,400 possible pairs in 0.4 s."
    summary.facts          # [("Fairness", "Two floors, 30 and 45."), …]

Receipts live for years: a figure that an older one does not hold is left out. Points are shown as
fit, the share of a perfect hundred, as everywhere else.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching import run_facts
from matching.models import Run
from matching.receipt_reader import Number, Receipt, said

# Seconds: the least we say, and from when on tenths, then seconds, say too much.
LEAST, BRIEFLY, A_WHILE = 0.1, 10, 120

# What the proof means in each fairness mode, after the number matched.
MEANING: dict[str, str | Promise] = {
    "total": gettext_lazy(
        "No other result matches more people, and none that matches as many has more points."
    ),
    "floors": gettext_lazy(
        "No other result matches more people, and none that matches as many has more points, with"
        " the floors that pairs reach counted in."
    ),
    "balanced": gettext_lazy(
        "No other result matches more people, and none that matches as many has more points, with"
        " the points of weak pairs counting more."
    ),
    "leximin": gettext_lazy(
        "No other result matches more people, and none that matches as many is better for the"
        " weakest pair, then for the next weakest, and so on."
    ),
    "": gettext_lazy("No other result matches more people, or as many with a better fit."),
}

PEOPLE = ("mentees", "mentors", "places")


class Figure(NamedTuple):
    label: str
    number: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Summary:
    """`left` is None where the receipt does not say how many mentees there were."""

    figures: list[Figure]
    left: int | None
    fits: str
    proof: str
    meaning: str
    facts: list[tuple[str, str]]


def of(run: Run | None) -> Summary | None:
    """None for a run without a result."""
    if run is None or run.state != Run.State.DONE:
        return None
    receipt = Receipt(run.receipt)
    proof = _proof(receipt)
    return Summary(
        figures=_figures(receipt),
        left=_left(receipt),
        fits=_fits(receipt),
        proof=proof,
        meaning=_meaning(receipt) if proof else "",
        facts=run_facts.facts(receipt),
    )


def _figures(receipt: Receipt) -> list[Figure]:
    matched, mentees = receipt.number("certificate", "matched"), receipt.number("people", "mentees")
    average, worst = average_fit(receipt), receipt.fit(receipt.number("fit", "worst"))
    found = []
    if matched is not None:
        found.append(Figure(_("Matched"), said(matched), note=_of_all(mentees)))
    left = _left(receipt)
    if left is not None:
        found.append(Figure(_("Waiting for a mentor"), said(left)))
    if average is not None:
        found.append(Figure(_("Average fit"), said(average), _("of 100")))
    if worst is not None:
        found.append(Figure(_("Weakest fit"), said(worst), _("of 100")))
    return found


def _of_all(mentees: Number | None) -> str:
    if mentees is None:
        return ""
    text = ngettext("of %(n)s mentee", "of %(n)s mentees", int(mentees))
    return text % {"n": said(mentees)}


def _left(receipt: Receipt) -> int | None:
    matched, mentees = receipt.number("certificate", "matched"), receipt.number("people", "mentees")
    return None if matched is None or mentees is None else int(mentees - matched)


def average_fit(receipt: Receipt) -> int | None:
    """Rounded; older receipts hold only the sum of the points."""
    maximum = receipt.number("certificate", "maximum")
    average = receipt.number("fit", "average")
    matched, points = (receipt.number("certificate", name) for name in ("matched", "points"))
    if average is None and matched and points is not None:
        average = points / matched
    return None if average is None or not maximum else round(average * 100 / maximum)


def _fits(receipt: Receipt) -> str:
    average, worst = average_fit(receipt), receipt.fit(receipt.number("fit", "worst"))
    if average is None:
        return ""
    if worst is None:
        return _("Average fit %(average)s of 100.") % {"average": average}
    numbers = {"average": average, "worst": worst}
    return _("Average fit %(average)s of 100, the weakest %(worst)s.") % numbers


def _proof(receipt: Receipt) -> str:
    """Empty where nothing was proven, or the receipt does not say over what."""
    mentees, mentors, places = (receipt.number("people", name) for name in PEOPLE)
    if mentees == 0:
        return _("No mentee was waiting, so there was nothing to match.")
    if mentors == 0 or places == 0:
        return _("No mentor had a free place, so nobody could be matched.")
    possible = receipt.number("certificate", "possible")
    if possible is None and mentees is not None and mentors is not None:
        possible = mentees * mentors
    if receipt.value("certificate", "verified") is not True or not possible:
        return ""
    return _proven(int(possible), receipt)


def _proven(possible: int, receipt: Receipt) -> str:
    numbers = {"n": said(possible), "time": _time(receipt)}
    if numbers["time"]:
        text = ngettext(
            "Proven optimal over %(n)s possible pair in %(time)s.",
            "Proven optimal over %(n)s possible pairs in %(time)s.",
            possible,
        )
    else:
        text = ngettext(
            "Proven optimal over %(n)s possible pair.",
            "Proven optimal over %(n)s possible pairs.",
            possible,
        )
    return text % numbers


def _time(receipt: Receipt) -> str:
    """For finding and proving the result, without reading people and writing proposals."""
    stages = [receipt.number("seconds", name) for name in ("solve", "verify")]
    taken = [stage for stage in stages if stage is not None]
    if len(taken) < len(stages):
        return ""
    seconds = sum(taken)
    if seconds < LEAST:
        return _("less than %(n)s s") % {"n": said(LEAST, 1)}
    if seconds < A_WHILE:
        return _("%(n)s s") % {"n": said(seconds, 1 if seconds < BRIEFLY else 0)}
    return _("%(n)s min") % {"n": said(seconds / 60)}


def _meaning(receipt: Receipt) -> str:
    if receipt.number("certificate", "matched") == 0:
        nobody = any(receipt.number("people", name) == 0 for name in PEOPLE)
        return "" if nobody else _("The rules allow no pair.")
    mode = receipt.text("certificate", "fairness")
    return str(MEANING.get(mode, MEANING[""]))
