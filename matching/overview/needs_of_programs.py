""" "Needs you": programs that wait for a start, for a yes to somebody, or for their matching."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Program
from matching.overview.ledger import Ledger
from matching.standing import of as standing
from profiles.contributions import NeedsYou


def entries(ledger: Ledger) -> list[NeedsYou]:
    return [entry for program in ledger.programs for entry in _of(program, ledger)]


def _of(program: Program, ledger: Ledger) -> list[NeedsYou]:
    if program.state == Program.State.DRAFT:
        return [_draft(program)]
    found = [_to_accept(program)] if standing(program, "applied") else []
    if standing(program, "waiting") and ledger.round_of(program) is None:
        if standing(program, "pairs"):
            found += _late(program, ledger)
        elif ledger.today(program) > program.sign_up_closes and standing(program, "mentors"):
            found.append(_to_match(program))
    return found


def _draft(program: Program) -> NeedsYou:
    opens = date_format(program.sign_up_opens, "j F")
    return NeedsYou(
        rank=60,
        title=_("%(program)s is a draft") % {"program": program.name},
        line=_("Nobody sees it yet. Sign-up is planned to open on %(day)s.") % {"day": opens},
        verb=_("Finish the set-up"),
        url=reverse("program-setup", args=[program.pk]),
        icon="clipboard-list",
    )


def _to_accept(program: Program) -> NeedsYou:
    n = standing(program, "applied")
    title = ngettext("%(n)d person waits to be accepted", "%(n)d people wait to be accepted", n)
    return NeedsYou(
        rank=30,
        title=title % {"n": n},
        line=program.name,
        verb=_("Decide"),
        url=reverse("hr-enrollments", args=[program.pk]) + "?state=applied",
        count=n,
        icon="user-plus",
    )


def _late(program: Program, ledger: Ledger) -> list[NeedsYou]:
    """People who came late or were left over, as long as the program takes late starts."""
    last, n = program.last_start_on, standing(program, "waiting")
    places = standing(program, "places")
    if last and ledger.today(program) > last:
        return []
    title = ngettext("%(n)d person waits for a mentor", "%(n)d people wait for a mentor", n)
    free = ngettext("%(n)d place is free", "%(n)d places are free", places) % {"n": places}
    line = f"{program.name}: {free if places else _('no place is free, invite mentors first')}."
    if last:
        line += " " + _("Last start: %(day)s.") % {"day": date_format(last, "j F")}
    page = reverse("hr-program", args=[program.pk]) + "#late-joiners"
    entry = NeedsYou(
        rank=28 if places else 45,
        title=title % {"n": n},
        line=line,
        verb=_("Match late joiners") if places else _("Invite mentors"),
        url=page if places else reverse("hr-invitations", args=[program.pk]) + "#mentors",
        count=n,
        icon="user-plus",
    )
    return [entry]


def _to_match(program: Program) -> NeedsYou:
    n = standing(program, "waiting")
    title = ngettext(
        "%(n)d mentee in %(program)s can be matched",
        "%(n)d mentees in %(program)s can be matched",
        n,
    )
    day = date_format(program.matching_on, "j F")
    return NeedsYou(
        rank=19,
        title=title % {"n": n, "program": program.name},
        line=_("Sign-up has closed; people hear of their match on %(day)s.") % {"day": day},
        verb=_("Run matching"),
        url=reverse("program-setup", args=[program.pk]),
        count=n,
        icon="arrow-left-right",
    )
