"""What a reviewer has selected in a round. It is kept here, so that it holds across pages, filters
and reloads, and so that "all 436 in this filter" means all of them."""

from collections.abc import Iterable

from django.db import transaction

from matching.models import Proposal, ReviewDesk, Round
from matching.models.rounds import ProposalQuerySet
from profiles.models import User


def selected(round_: Round, by: User) -> set[int]:
    """Ids of proposals that still exist in the round."""
    desk = ReviewDesk.objects.filter(round=round_, reviewer=by).first()
    if desk is None or not desk.selected:
        return set()
    rows = Proposal.objects.filter(round=round_, pk__in=desk.selected)
    return set(rows.values_list("pk", flat=True))


def select(round_: Round, by: User, ids: Iterable[int], *, on: bool) -> int:
    """Add to the selection or take from it; how many are selected then."""
    rows = Proposal.objects.filter(round=round_, pk__in=list(ids))
    wanted = set(rows.values_list("pk", flat=True))
    with transaction.atomic():
        ReviewDesk.objects.get_or_create(round=round_, reviewer=by)
        desk = ReviewDesk.objects.select_for_update().get(round=round_, reviewer=by)
        held = set(desk.selected)
        desk.selected = sorted(held | wanted if on else held - wanted)
        desk.save(update_fields=["selected", "updated_at"])
    return len(desk.selected)


def select_all(round_: Round, by: User, rows: ProposalQuerySet) -> int:
    return select(round_, by, rows.values_list("pk", flat=True), on=True)


def clear(round_: Round, by: User) -> None:
    ReviewDesk.objects.filter(round=round_, reviewer=by).update(selected=[])
