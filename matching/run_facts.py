"""The lines below the figures of a run: fairness and its cost, the weak end, what stood outside the
proof. A line whose figures are missing is left out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import policies
from matching.receipt_reader import Receipt, said

LEAST_SHARE = 0.01  # percent; less is said as "less than"


def facts(receipt: Receipt) -> list[tuple[str, str]]:
    rows = (
        (_("Fairness"), _fairness(receipt)),
        (_("What fairness cost"), _cost(receipt)),
        (_("Most pairs"), _fifth_percentile(receipt)),
        (_("Weak pairs"), _below(receipt)),
        (_("Held as they were"), _held(receipt)),
        (_("Kept where possible"), _kept(receipt)),
        (_("One way only"), _mutual(receipt)),
    )
    return [(label, text) for label, text in rows if text]


def _fairness(receipt: Receipt) -> str:
    mode = receipt.text("certificate", "fairness")
    words = policies.FAIRNESS.get(mode)
    if words is None:
        return ""
    floors = [str(receipt.fit(floor)) for floor in _floors(receipt)] if mode == "floors" else []
    at = _(" at a fit of %(floors)s") % {"floors": _(" and ").join(floors)} if floors else ""
    return f"{words.label}{at}. {words.hint}"


def _floors(receipt: Receipt) -> list[int]:
    found = receipt.value("certificate", "floors")
    listed = found if isinstance(found, list) and receipt.fit(1) is not None else []
    return [floor for floor in listed if isinstance(floor, int)]


def _cost(receipt: Receipt) -> str:
    """Against "most points in all", where the run has worked that out and used another mode."""
    cost, points = receipt.number("fit", "cost_points"), receipt.number("certificate", "points")
    if cost is None or points is None or receipt.text("certificate", "fairness") == "total":
        return ""
    if cost <= 0:
        return _("Nothing: “Most points in all” would give no more points.")
    most = points + cost
    numbers = {"n": said(cost), "most": said(most), "share": _share(cost / most)}
    return (
        ngettext(
            "%(n)s point of %(most)s (%(share)s), compared with “Most points in all”.",
            "%(n)s points of %(most)s (%(share)s), compared with “Most points in all”.",
            int(cost),
        )
        % numbers
    )


def _share(share: float) -> str:
    percent = share * 100
    if percent < LEAST_SHARE:
        return _("less than %(n)s%%") % {"n": said(LEAST_SHARE, 2)}
    return _("%(n)s%%") % {"n": said(percent, 2 if percent < 1 else 1)}


def _fifth_percentile(receipt: Receipt) -> str:
    fit = receipt.fit(receipt.number("fit", "fifth_percentile"))
    if fit is None:
        return ""
    return _("At least 19 of 20 have a fit of %(n)s or more (the fifth percentile).") % {"n": fit}


def _below(receipt: Receipt) -> str:
    found = receipt.value("fit", "below")
    counted = [
        (receipt.fit(each[0]), each[1])
        for each in (found if isinstance(found, list) else [])
        if isinstance(each, list) and [type(value) for value in each] == [int, int]
    ]
    if not receipt.number("certificate", "matched"):
        return ""
    said_each = [
        _("%(n)s below a fit of %(floor)s")
        % {"n": said(count) if count else _("none"), "floor": fit}
        for fit, count in counted
        if fit is not None
    ]
    return f"{', '.join(said_each).capitalize()}." if said_each else ""


def _held(receipt: Receipt) -> str:
    count = receipt.number("people", "locks")
    if not count:
        return ""
    return ngettext(
        "%(n)s locked or approved pair; the proof is about the others.",
        "%(n)s locked or approved pairs; the proof is about the others.",
        int(count),
    ) % {"n": said(count)}


def _kept(receipt: Receipt) -> str:
    count = receipt.number("people", "kept")
    if not count:
        return ""
    return ngettext(
        "%(n)s pair of the run before counted a little more, so that few people move. The proof"
        " counts it so, too.",
        "%(n)s pairs of the run before counted a little more, so that few people move. The proof"
        " counts them so, too.",
        int(count),
    ) % {"n": said(count)}


def _mutual(receipt: Receipt) -> str:
    count = receipt.number("certificate", "mutual")
    if not count:
        return ""
    return ngettext(
        "%(n)s pair was left out, so that nobody mentors their own mentor. The proof is about the"
        " others.",
        "%(n)s pairs were left out, so that nobody mentors their own mentor. The proof is about"
        " the others.",
        int(count),
    ) % {"n": said(count)}
