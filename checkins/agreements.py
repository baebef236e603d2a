"""What two people agree on, and who has signed it.

    save(pair, words, by=me, seen=3, now=now)     # my words for the partner to sign; I have signed
    sign(pair, by=me, seen=4, now=now)            # the words I have read
    weeks_between(pair)                           # the rhythm both signed, else the program's
    unsigned(pairs, now=now)                      # what the nudge of a pair may remind of

`seen` is the version the member had before them, 0 for none: who saves or signs over words they
have not seen gets a StaleAgreementError with the current ones, and nothing changes. Saving the
same words again only signs them. An edit withdraws the partner's signature; the version they
signed is kept, and so is the rhythm in it until the new one is signed by both.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from checkins.met import with_last_met
from checkins.models import Agreement, AgreementVersion
from matching import presets
from matching.models import Pair, Program
from profiles.models import Goal, Profile

SIDES = Agreement.Side
# How long the words, or a pair that has met without any, wait before anybody is reminded.
PATIENCE = dt.timedelta(days=3)


class StaleAgreementError(Exception):
    """The words are not those this member has seen; `current` holds them."""

    def __init__(self, current: Agreement | None) -> None:
        super().__init__(_("Your partner has changed the agreement. Read it, then save again."))
        self.current = current


class NotAMemberError(Exception):
    """Only the two people of a pair sign or change its agreement."""


@dataclass(frozen=True)
class Saved:
    """`withdrew` says that the partner had signed and has to sign again."""

    agreement: Agreement
    withdrew: bool = False


def side_of(pair: Pair, person: Profile) -> str:
    sides = {pair.mentor_id: SIDES.MENTOR, pair.mentee_id: SIDES.MENTEE}
    if person.pk not in sides:
        raise NotAMemberError
    return str(sides[person.pk])


def of(pair: Pair) -> Agreement | None:
    return Agreement.objects.filter(pair=pair).first()


def draft(pair: Pair) -> dict[str, Any]:
    """What a first version starts from: the mentee's goals and the program's rhythm."""
    goals = Goal.objects.filter(profile=pair.mentee_id).exclude(sentence="")
    return {
        "goals": "\n".join(goal.sentence for goal in goals)[:1000],
        "ways_of_working": _ways(pair),
        "confidentiality": _("What we say stays between us, unless both agree to share it."),
        "weeks_between": pair.program.weeks_between_meetings,
        "minutes": pair.program.meeting_minutes,
    }


def _ways(pair: Pair) -> str:
    """What a format says beforehand: the contract of coaching begins with its six meetings."""
    if pair.program.format != Program.Format.COACHING:
        return ""
    words = _(
        "%(n)d meetings. After meeting %(half)d and meeting %(n)d we hold this contract against "
        "what happened. %(mentor)s asks and gives no advice unless asked for it. Either of us may "
        "end it at any time."
    )
    count = presets.preset_of(pair.program).meetings or 0
    return words % {"n": count, "half": count // 2, "mentor": pair.mentor.first_name}


@transaction.atomic
def save(
    pair: Pair, words: Mapping[str, Any], *, by: Profile, seen: int, now: dt.datetime
) -> Saved:
    side = side_of(pair, by)
    current = _locked(pair)
    if current and current.words == dict(words):
        return Saved(_signed(current, side, now=now))
    if seen != (current.version if current else 0):
        raise StaleAgreementError(current)
    if current is None:
        first = Agreement(pair=pair, **words)
        return Saved(_written(first, side, now=now))
    withdrew = current.signed_at(_other(side)) is not None
    _keep(current)
    for name, value in words.items():
        setattr(current, name, value)
    current.version += 1
    return Saved(_written(current, side, now=now), withdrew=withdrew)


@transaction.atomic
def sign(pair: Pair, *, by: Profile, seen: int, now: dt.datetime) -> Agreement:
    side = side_of(pair, by)
    current = _locked(pair)
    if current is None or current.version != seen:
        raise StaleAgreementError(current)
    return _signed(current, side, now=now)


def _locked(pair: Pair) -> Agreement | None:
    """The row of the pair is the lock: it is there before the first agreement is."""
    Pair.objects.select_for_update(no_key=True).get(pk=pair.pk)
    return of(pair)


def _keep(current: Agreement) -> None:
    names = [field.name for field in AgreementVersion._meta.fields]
    copied = {name: getattr(current, name) for name in names if name not in {"id", "agreement"}}
    AgreementVersion.objects.create(agreement=current, **copied)


def _written(agreement: Agreement, side: str, *, now: dt.datetime) -> Agreement:
    """New words stand with the signature of whoever wrote them."""
    agreement.edited_by, agreement.edited_at = side, now
    agreement.mentor_signed_at = agreement.mentee_signed_at = None
    return _signed(agreement, side, now=now)


def _signed(agreement: Agreement, side: str, *, now: dt.datetime) -> Agreement:
    if agreement.signed_at(side) is None:
        setattr(agreement, f"{side}_signed_at", max(now, agreement.edited_at))
        if agreement.is_signed:
            agreement.agreed_weeks_between = agreement.weeks_between
            agreement.agreed_minutes = agreement.minutes
        agreement.save()
    return agreement


def _other(side: str) -> str:
    return str(SIDES.MENTEE if side == SIDES.MENTOR else SIDES.MENTOR)


def weeks_between(pair: Pair) -> int:
    """Weeks between two meetings, as both signed; else as the program says."""
    agreement: Agreement | None = getattr(pair, "agreement", None)
    return (agreement and agreement.agreed_weeks_between) or pair.program.weeks_between_meetings


def minutes(pair: Pair) -> int:
    """How long a meeting is, as both signed; else as the program says."""
    agreement: Agreement | None = getattr(pair, "agreement", None)
    return (agreement and agreement.agreed_minutes) or pair.program.meeting_minutes


@dataclass(frozen=True)
class Unsigned:
    """A pair whose agreement waits for `waits_for`; without a `version` nobody has written one."""

    pair: Pair
    waits_for: tuple[Profile, ...]
    version: int

    def words(self, reader: Profile) -> dict[str, str]:
        """The block for one of those it waits for: title, text, verb and path."""
        name = {"name": self.pair.partner_of(reader).first_name}
        if self.version:
            text = _("%(name)s has signed it. Read it, change what you see differently, or sign.")
            title, verb = _("Your agreement with %(name)s waits for you"), _("Read and sign")
        else:
            text = _("Goals, how you work together, what stays between you: five minutes.")
            title, verb = _("You and %(name)s have no agreement yet"), _("Write it down")
        url = reverse("agreement", args=[self.pair.pk])
        return {"title": title % name, "text": text % name, "verb": verb, "url": url}


def unsigned(pairs: Iterable[Pair], *, now: dt.datetime) -> dict[int, Unsigned]:
    """By pair: what has waited long enough for a reminder. Words count from the day they were
    written, a pair without any from its last meeting; two queries for any number of pairs."""
    active = {pair.pk: pair for pair in pairs if pair.state == Pair.State.ACTIVE}
    rows = {row.pair_id: row for row in Agreement.objects.filter(pair__in=active)}
    met = with_last_met(Pair.objects.filter(pk__in=active.keys() - rows.keys()))
    since = {pk: row.edited_at for pk, row in rows.items() if not row.is_signed}
    # The annotation is made in with_last_met; django-stubs cannot follow it.
    since |= {pk: at for pk, at in met.order_by().values_list("pk", "last_met") if at}  # type: ignore[misc]
    return {
        pk: Unsigned(
            active[pk], _missing(active[pk], rows.get(pk)), rows[pk].version if pk in rows else 0
        )
        for pk, at in since.items()
        if at <= now - PATIENCE
    }


def _missing(pair: Pair, agreement: Agreement | None) -> tuple[Profile, ...]:
    sides = ((SIDES.MENTOR, pair.mentor), (SIDES.MENTEE, pair.mentee))
    return tuple(person for side, person in sides if not (agreement and agreement.signed_at(side)))
