"""What the pages of the review console show: the list, the open pair, and the frame around both.

view = View(user, round_, form)
frame(view)                    # tabs, counts, the rows of one page, the open pair
pair(view, proposal)           # one pair in full
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypedDict

from django.utils import timezone

from matching import deck, late_joiners, publishing, review, rounds, run_summary
from matching.access import reviewable
from matching.console import desk
from matching.deck import PAGE, Deck
from matching.forms.review import REASONS, ForbidForm, ReviewFilter
from matching.lab import change_rows
from matching.models import Program, Proposal, Round, Run
from matching.models.rounds import ProposalQuerySet
from profiles.access import is_hr
from profiles.models import User

Context = dict[str, object]


@dataclass(frozen=True)
class View:
    """A round as one reviewer looks at it now."""

    user: User
    round: Round
    form: ReviewFilter

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def proposals(self) -> ProposalQuerySet:
        return reviewable(self.user, self.round)

    @cached_property
    def deck(self) -> Deck:
        return deck.of(self.proposals, self.form)

    @cached_property
    def run(self) -> Run | None:
        return rounds.latest_run(self.round)

    @property
    def can_decide(self) -> bool:
        is_working = self.run is not None and self.run.is_working
        return self.round.state == Round.State.OPEN and not is_working

    @cached_property
    def page(self) -> int:
        """The page asked for, or the one with the open pair."""
        asked = int(self.form.value("page", "0"))
        last = max(1, -(-len(self.deck.ids) // PAGE))
        return min(asked, last) if asked else self.deck.page_of(self.form.opened)

    @cached_property
    def ids(self) -> list[int]:
        """The rows of this page, or the ones that follow the last row a reviewer has."""
        last = self.form.value("after")
        if last:
            return self.deck.rest(int(last))[:PAGE]
        return self.deck.ids[(self.page - 1) * PAGE : self.page * PAGE]

    def address(self, **changes: object) -> str:
        return self.round.get_absolute_url() + self.form.query(**changes)


def find(view: View, pk: int | None) -> Proposal | None:
    """A pair of this round with all its texts; None for one that is gone or one's own."""
    rows = view.proposals.with_people().select_related("decided_by__profile", "run__policy")
    return rows.filter(pk=pk).first() if pk else None


def frame(view: View) -> Context:
    """The whole console."""
    shown = rounds.result_shown(view.round, view.run)
    ids = view.ids
    opened = find(view, view.form.opened) or find(view, ids[0] if ids else None)
    return {
        **around(view),
        **rows(view),
        **(pair(view, opened) if opened else {}),
        "shown": shown,
        "summary": run_summary.of(shown),
        "unmatched": shown.unmatched.count() if shown else 0,
        "can_recall": publishing.can_recall(view.round, now=view.now),
        "fixed": late_joiners.fixed_pairs(view.round) if view.round.is_top_up else 0,
    }


def around(view: View) -> Context:
    """What every answer of the console is drawn from."""
    return {
        "round": view.round,
        "program": view.round.program,
        "form": view.form,
        "tab": view.deck.tab,
        "tabs": tabs(view),
        "counts": view.deck.counts,
        "high": view.deck.high,
        "run": view.run,
        "is_hr": is_hr(view.user),
        "can_decide": view.can_decide,
        "query": view.form.query(here="console"),
        "in_console": True,
    }


def tabs(view: View) -> list[Context]:
    return [
        {
            "name": name,
            "label": deck.TABS[name],
            "href": view.form.query(tab=name),
            "is_current": name == view.deck.tab,
            "count": count,
        }
        for name, count in view.deck.counts.tabs.items()
    ]


def rows(view: View) -> Context:
    """One page of the list, in the deck's order, with what this reviewer has selected."""
    ids, total = view.ids, len(view.deck.ids)
    found = review.with_everyone(Proposal.objects.filter(pk__in=ids)).in_bulk()
    last = view.deck.place(ids[-1]) if ids else 0
    page = -(-last // PAGE) or 1
    return {
        "rows": [review.row_of(found[pk], now=view.now) for pk in ids if pk in found],
        "base": view.form.query(page=page if page > 1 else None, pair="0")[:-1],
        "next_page": view.form.query(page=page + 1) if last < total else "",
        "more": view.form.query(after=ids[-1]) if last < total else "",
        "previous_page": view.form.query(page=view.page - 1) if view.page > 1 else "",
        "selected": desk.selected(view.round, view.user) & set(view.deck.order),
        "total": total,
        "first": (view.page - 1) * PAGE + 1,
        "last": last,
    }


def pair(view: View, proposal: Proposal, *, forbid: ForbidForm | None = None) -> Context:
    """One pair in full, and where the reviewer goes from here."""
    wants, offers = review.wanted_and_offered(proposal)
    before, after = view.deck.before(proposal.pk), view.deck.after(proposal.pk)
    return {
        "row": review.row_of(proposal, now=view.now),
        "proposal": proposal,
        "position": review.position(proposal),
        "parts": review.parts(proposal),
        "wants": wants,
        "offers": offers,
        "as_read": review.as_read(proposal),
        "place": view.deck.place(proposal.pk),
        "total": len(view.deck.ids),
        "before": view.form.query(pair=before) if before else "",
        "after": view.form.query(pair=after) if after and after != proposal.pk else "",
        "old_answer": change_rows.old_answer(proposal),
        "reject_reasons": REASONS,
        "forbid": forbid or ForbidForm(initial={"scope": "round"}),
    }


class About(TypedDict):
    """What every pane is drawn from; `run` is the one whose result is looked at."""

    proposal: Proposal
    row: review.Row
    round: Round
    program: Program
    run: Run | None
    can_decide: bool


def about(proposal: Proposal) -> About:
    round_ = proposal.round
    latest = rounds.latest_run(round_)
    is_working = latest is not None and latest.is_working
    return {
        "proposal": proposal,
        "row": review.row_of(proposal),
        "round": round_,
        "program": round_.program,
        "run": rounds.result_shown(round_, latest),
        "can_decide": round_.state == Round.State.OPEN and not is_working,
    }
