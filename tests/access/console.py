"""The review console: its fragments, edits, comments, steps and the sample."""

from matching.console import comments
from matching.models import Proposal, Round, SampledPair
from tests.access.rounds import (
    ACT,
    NO_GET,
    NO_POST,
    READ,
    on_proposal,
    on_round,
    with_approved,
    with_proposal,
)
from tests.access.rows import Row, row

PAGE_OR_WORK = "L - - - - R - R -"


def with_comment(cast) -> None:
    with_proposal(cast)
    proposal = Proposal.objects.select_related("round__program").get(pk=cast.extra["proposal"].pk)
    cast.extra["comment"] = comments.add(proposal, by=cast.hana.user, text="Look at the hours")


def with_sampled(cast) -> None:
    with_approved(cast)
    proposal = Proposal.objects.get(pk=cast.extra["proposal"].pk)
    SampledPair.objects.create(
        round=Round.objects.get(pk=proposal.round_id),
        mentor_id=proposal.mentor_id,
        mentee_id=proposal.mentee_id,
    )


def the_proposal(cast) -> int:
    return cast.extra["proposal"].pk


ROWS: dict[str, Row] = {
    # A fragment: without htmx it points to the page.
    "round-rows": on_round("L - - - - > - > -", NO_POST, prepare=with_proposal),
    "select-pairs": on_round(NO_GET, PAGE_OR_WORK, prepare=with_proposal),
    "bulk": on_round(NO_GET, ACT, prepare=with_proposal, data=lambda c: {"action": "clear"}),
    "reject-selected": on_round(
        READ, ACT, prepare=with_proposal, data=lambda c: {"reason": "skills"}
    ),
    "undo-step": on_round(NO_GET, ACT, prepare=with_proposal),
    "redo-step": on_round(NO_GET, ACT, prepare=with_proposal),
    "draw-sample": on_round(NO_GET, ACT, prepare=with_approved),
    "keep-sampled": on_proposal(NO_GET, ACT, prepare=with_sampled),
    "proposal-options": on_proposal(READ, NO_POST),
    "why-not": on_proposal(READ, NO_POST),
    "edit-proposal": row(
        READ, PAGE_OR_WORK, prepare=with_proposal, pk=the_proposal, kind=lambda c: "swap"
    ),
    "add-comment": on_proposal(NO_GET, ACT, data=lambda c: {"text": "Look again"}),
    "settle-comment": row(
        NO_GET,
        ACT,
        prepare=with_comment,
        pk=the_proposal,
        comment=lambda c: c.extra["comment"].pk,
    ),
}
