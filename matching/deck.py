"""The proposals of a round as a reviewer works through them: tabs with counts, and the order of the
chosen tab and filter. One question to the database, whatever the size of the round.

    deck = of(reviewable(user, round_), form)
    deck.counts.tabs["look"]      # 64
    deck.ids                      # the tab and filter, in order
    deck.after(proposal.pk)       # where the reviewer goes on
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from matching import flags
from matching.console.sampling import PILOT
from matching.forms.review import ReviewFilter
from matching.models import Proposal, SampledPair
from matching.models.rounds import ProposalQuerySet

PAGE = 50
CARD = ("is_risky", "is_high", "is_sampled", "fits")
PENDING, APPROVED, REJECTED = (
    Proposal.Decision.PENDING.value,
    Proposal.Decision.APPROVED.value,
    Proposal.Decision.REJECTED.value,
)
RISKY = Q(flags__has_any_keys=list(flags.NEEDS_A_LOOK))
HIGH = Q(flags__has_any_keys=list(flags.HIGH))
TABS: dict[str, str | Promise] = {
    "look": gettext_lazy("Needs a look"),
    "ready": gettext_lazy("Ready"),
    "approved": gettext_lazy("Approved"),
    "rejected": gettext_lazy("Rejected"),
    "locked": gettext_lazy("Locked"),
    "sample": gettext_lazy("Sample"),
}
SAMPLED = Exists(
    SampledPair.objects.filter(
        round=OuterRef("round"),
        mentor=OuterRef("mentor"),
        mentee=OuterRef("mentee"),
        verdict=SampledPair.Verdict.WAITING,
    )
)


@dataclass(frozen=True)
class Counts:
    """A sample has a tab while it waits to be read."""

    tabs: dict[str, int]
    total: int
    decided: int

    @property
    def is_pilot(self) -> bool:
        return self.total < PILOT

    @property
    def left(self) -> int:
        return self.total - self.decided


@dataclass(frozen=True)
class Deck:
    """`ids` are the proposals of the tab and filter, in the order asked for; `order` is the place
    of every proposal of the round in that order, so that one that has left still has neighbors;
    `high` are the undecided of the tab and filter with a High flag."""

    tab: str
    ids: list[int]
    order: dict[int, int]
    counts: Counts
    high: int

    def page_of(self, pk: int | None) -> int:
        """The page a proposal is on, counted from 1; the first for one that is not here."""
        return (self.place(pk) - 1) // PAGE + 1 if pk and self.place(pk) else 1

    def place(self, pk: int) -> int:
        """Counted from 1; 0 when it is in another tab."""
        at = self._reached(pk)
        return at if at and self.ids[at - 1] == pk else 0

    def rest(self, pk: int) -> list[int]:
        """What comes after this one."""
        return self.ids[self._reached(pk) :]

    def after(self, pk: int) -> int | None:
        return next(iter(self.rest(pk)), None)

    def before(self, pk: int) -> int | None:
        at = self._reached(pk) - (1 if self.place(pk) else 0)
        return self.ids[at - 1] if at else None

    def _reached(self, pk: int) -> int:
        """How many of the deck stand before this one, itself included."""
        return bisect_right(self.ids, self.order.get(pk, -1), key=self.order.__getitem__)


def of(proposals: ProposalQuerySet, form: ReviewFilter) -> Deck:
    rows = _sorted(proposals, form.value("sort", "risk")).annotate(
        is_risky=_is(RISKY), is_high=_is(HIGH), is_sampled=SAMPLED, fits=_is(_filter(form))
    )
    found = rows.values_list("pk", "decision", "is_locked", *CARD)
    cards = [_Card(*row) for row in found]
    counts = _counted(cards)
    tab = form.value("tab", "look")
    if counts.is_pilot and tab == "ready":
        tab = "look"
    shown = [card for card in cards if card.fits and card.is_in(tab, counts.is_pilot)]
    order = {card.pk: place for place, card in enumerate(cards)}
    high = sum(card.is_high and card.decision == PENDING for card in shown)
    return Deck(tab, [card.pk for card in shown], order, counts, high)


def chosen(proposals: ProposalQuerySet, form: ReviewFilter) -> ProposalQuerySet:
    """Everything in the tab and filter, whatever the page."""
    return proposals.filter(pk__in=of(proposals, form).ids)


class _Card(NamedTuple):
    pk: int
    decision: str
    is_locked: bool
    is_risky: bool
    is_high: bool
    is_sampled: bool
    fits: bool

    def is_in(self, tab: str, is_pilot: bool) -> bool:
        if tab == "locked":
            return self.is_locked
        if tab == "sample":
            return self.is_sampled
        if tab in {"look", "ready"}:
            return self.decision == PENDING and (is_pilot or self.is_risky == (tab == "look"))
        return self.decision == tab


def _counted(cards: list[_Card]) -> Counts:
    is_pilot = len(cards) < PILOT
    tabs = {tab: sum(card.is_in(tab, is_pilot) for card in cards) for tab in TABS}
    if is_pilot:
        del tabs["ready"]
    if not tabs["sample"]:
        del tabs["sample"]
    pending = sum(card.decision == PENDING for card in cards)
    return Counts(tabs, len(cards), len(cards) - pending)


def _is(query: Q) -> Combinable:
    return ExpressionWrapper(query, output_field=BooleanField())


def _filter(form: ReviewFilter) -> Q:
    query = ~Q(pk=None)
    if name := form.value("q"):
        query &= _named(name)
    if flag := form.value("flag"):
        query &= Q(flags__contains=[flag])
    if level := form.value("level"):
        codes = [code for code, flag in flags.FLAGS.items() if flag.level == flags.Level[level]]
        query &= Q(flags__has_any_keys=codes)
    return query


def _named(words: str) -> Q:
    """Part of a name or of a department, on either side."""
    query = Q()
    for side in ("mentor", "mentee"):
        query |= Q(**{f"{side}__profile__name__icontains": words})
        query |= Q(**{f"{side}__profile__department__icontains": words})
    return query


def _sorted(rows: ProposalQuerySet, order: str) -> ProposalQuerySet:
    match order:
        case "low":
            return rows.order_by("score", "pk")
        case "high":
            return rows.order_by("-score", "pk")
        case "name":
            return rows.order_by("mentee__profile__name", "pk")
    risk = Case(When(HIGH, then=Value(0)), When(RISKY, then=Value(1)), default=Value(2))
    return rows.annotate(risk=risk).order_by("risk", "score", "pk")
