"""Numbers of the programs a reader looks after."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.overview.ledger import Ledger
from matching.standing import of as standing
from profiles.contributions import Figure


def of(ledger: Ledger) -> list[Figure]:
    waiting = sum(standing(program, "waiting") for program in ledger.running)
    places = sum(standing(program, "places") for program in ledger.running)
    signed_up = max((standing(program, "everybody") for program in ledger.running), default=0)
    free = ngettext("%(n)s place is free", "%(n)s places are free", places) % {"n": places}
    found = [
        Figure(20, _("Signed up"), signed_up, note=_programs(len(ledger.running))),
        Figure(25, _("Wait for a mentor"), waiting, note=free, url=reverse("hr-programs")),
    ]
    return found + _proposed(ledger)


def _programs(n: int) -> str:
    words = ngettext("in %(n)s running program", "in %(n)s running programs", n)
    return words % {"n": n}


def _proposed(ledger: Ledger) -> list[Figure]:
    n = sum(standing(round_, "proposed") for round_ in ledger.rounds)
    if not n:
        return []
    decided = n - sum(standing(round_, "pending") for round_ in ledger.rounds)
    note = _("%(n)s decided") % {"n": decided}
    url = ledger.rounds[0].get_absolute_url() if len(ledger.rounds) == 1 else reverse("hr-programs")
    return [Figure(27, _("Proposed pairs"), n, note=note, url=url)]
