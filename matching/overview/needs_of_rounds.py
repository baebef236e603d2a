""" "Needs you": open rounds, from the first run to Publish."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Round, Run
from matching.overview.ledger import Ledger, latest
from matching.standing import of as standing
from profiles.contributions import NeedsYou

WORKING = {Run.State.QUEUED, Run.State.RUNNING}


def entries(ledger: Ledger) -> list[NeedsYou]:
    return [entry for round_ in ledger.rounds for entry in _of(round_, ledger)]


def _of(round_: Round, ledger: Ledger) -> list[NeedsYou]:
    run = latest(round_)
    if not run:
        return [_not_run(round_)]
    if run["state"] in WORKING:
        return []
    found = [_failed(round_, run)] if run["state"] == Run.State.FAILED else []
    if standing(round_, "pending"):
        found.append(_review(round_, ledger))
    elif ledger.is_hr and standing(round_, "approved"):
        found.append(_publish(round_))
    if standing(round_, "unmatched"):
        found.append(_unmatched(round_))
    return found


def _names(round_: Round, n: int) -> dict[str, object]:
    return {"program": round_.program.name, "round": round_.number, "n": n}


def _not_run(round_: Round) -> NeedsYou:
    return NeedsYou(
        rank=18,
        title=_("Round %(round)s of %(program)s waits for its first run") % _names(round_, 0),
        line=_("See the rules and start matching."),
        verb=_("Run matching"),
        url=reverse("program-setup", args=[round_.program_id]),
        icon="arrow-left-right",
    )


def _failed(round_: Round, run: dict[str, object]) -> NeedsYou:
    return NeedsYou(
        rank=16,
        title=_("Matching in %(program)s did not finish") % _names(round_, 0),
        line=str(run["error"]),
        verb=_("See the run"),
        url=reverse("run", args=[run["pk"]]),
        icon="triangle-alert",
    )


def _review(round_: Round, ledger: Ledger) -> NeedsYou:
    pending, risky = standing(round_, "pending"), standing(round_, "risky")
    proposed = standing(round_, "proposed")
    words = ngettext(
        "%(n)s proposal waits in %(program)s", "%(n)s proposals wait in %(program)s", pending
    )
    if risky:
        words = ngettext(
            "%(n)s pair in %(program)s needs your eyes",
            "%(n)s pairs in %(program)s need your eyes",
            risky,
        )
    line = _("Round %(round)s: %(done)s of %(all)s decided. %(due)s") % {
        "round": round_.number,
        "done": proposed - pending,
        "all": proposed,
        "due": _due(round_, ledger),
    }
    return NeedsYou(
        rank=15,
        title=words % _names(round_, risky or pending),
        line=line,
        verb=_("Review") if pending == proposed else _("Continue review"),
        url=round_.get_absolute_url(),
        count=pending,
        icon="arrow-left-right",
    )


def _due(round_: Round, ledger: Ledger) -> str:
    day = round_.program.matching_on
    is_late = ledger.today(round_.program) > day
    words = _("Pairs were to go out on %(day)s.") if is_late else _("Pairs go out on %(day)s.")
    return "" if round_.is_top_up else words % {"day": date_format(day, "j F")}


def _publish(round_: Round) -> NeedsYou:
    n = standing(round_, "approved")
    words = ngettext(
        "%(n)s pair in %(program)s is ready to go out",
        "%(n)s pairs in %(program)s are ready to go out",
        n,
    )
    return NeedsYou(
        rank=17,
        title=words % _names(round_, n),
        line=_("Everything in round %(round)s is decided.") % _names(round_, n),
        verb=_("Publish…"),
        url=reverse("publish-round", args=[round_.pk]),
        count=n,
        icon="send",
    )


def _unmatched(round_: Round) -> NeedsYou:
    n = standing(round_, "unmatched")
    words = ngettext(
        "%(n)s person is still waiting in %(program)s",
        "%(n)s people are still waiting in %(program)s",
        n,
    )
    return NeedsYou(
        rank=22,
        title=words % _names(round_, n),
        line=_("Round %(round)s: see why, and what would help.") % _names(round_, n),
        verb=_("See fixes"),
        url=reverse("round-unmatched", args=[round_.pk]),
        count=n,
        icon="user-round",
    )
