"""The lists of a program somebody may write to: its people, its pairs, whom a round left over.

Only what the writer manages, and nothing in a letter says more than its reader knows: a pair that
has not been told yet is not written to.
"""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import access, rounds
from matching.forms import pairs as pair_forms
from matching.forms import people as people_forms
from matching.models import Enrollment, Pair, Program
from profiles.lists import PeopleList, query, scope_of
from profiles.models import Profile, User

TOLD = (Pair.State.ACTIVE, Pair.State.AWAY, Pair.State.ENDED)
TOGETHER = (Pair.State.ACTIVE, Pair.State.AWAY)


def program(user: User, wanted: Mapping[str, str]) -> PeopleList:
    """The people list of a program as filtered; without a state, those who are in it."""
    found = _program(user, wanted)
    form = people_forms.FilterForm(wanted)
    rows = form.apply(Enrollment.objects.filter(program=found))
    chosen = _chosen(form.cleaned_data)
    if "state" not in chosen:
        rows = rows.filter(state__in=access.IN_PROGRAM)
    return PeopleList(
        _named(Q(pk__in=rows.values("profile"))),
        scope_of(_("People of %(program)s") % {"program": found.name}, form, chosen),
        _("You get this because of %(program)s.") % {"program": found.name},
        reverse("hr-enrollments", args=[found.pk]) + query(chosen),
    )


def pairs(user: User, wanted: Mapping[str, str]) -> PeopleList:
    """Both people of the pairs in a program; never of pairs that do not know of each other yet."""
    found = _program(user, wanted)
    form = pair_forms.FilterForm(wanted)
    chosen = _chosen(form.cleaned_data if form.is_valid() else {})
    state = chosen.get("state", "")
    states = {"": TOGETHER, "all": TOLD}.get(state, tuple(s for s in TOLD if s == state))
    rows = Pair.objects.filter(program=found, state__in=states)
    return PeopleList(
        _named(Q(pk__in=rows.values("mentor")) | Q(pk__in=rows.values("mentee"))),
        scope_of(_("Pairs of %(program)s") % {"program": found.name}, form, chosen),
        _("You get this because of %(program)s.") % {"program": found.name},
        reverse("hr-pairs", args=[found.pk]) + query(chosen),
    )


def unmatched(user: User, wanted: Mapping[str, str]) -> PeopleList:
    """Whom the newest result of a round left over and who still waits."""
    round_ = access.get_managed_round(user, _number(wanted, "round"))
    rows = rounds.waiting(rounds.current_run(round_), user)
    cause = wanted.get("cause", "")
    if cause:
        rows = rows.filter(cause=cause)
    names = {"program": round_.program.name, "n": round_.number}
    return PeopleList(
        _named(Q(pk__in=rows.values("mentee__profile"))),
        _("Waiting for a mentor, round %(n)s of %(program)s") % names,
        _("You get this because of %(program)s.") % names,
        reverse("round-unmatched", args=[round_.pk]) + query({"cause": cause} if cause else {}),
    )


def _program(user: User, wanted: Mapping[str, str]) -> Program:
    return access.get_managed_program(user, _number(wanted, "program"))


def _number(wanted: Mapping[str, str], name: str) -> int:
    value = wanted.get(name, "")
    if not (value.isascii() and value.isdigit()) or len(value) > 18:
        raise Http404
    return int(value)


def _named(people: Q) -> QuerySet[Profile]:
    return Profile.objects.filter(people).order_by("name", "pk")


def _chosen(cleaned: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in cleaned.items() if value}


SOURCES = {"program": program, "pairs": pairs, "unmatched": unmatched}
