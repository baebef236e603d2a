"""A lab before and after its work: begun with a few policies, changed, started, cancelled, tried
again. A lab that has started stays as it is; changing its policies makes a new draft."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from matching import policies, rounds
from matching.console.sampling import PILOT
from matching.engine import Policy
from matching.lab.starts import STARTS
from matching.models import Lab, LabPolicy, Round, Run
from matching.models.lab import MOST_POLICIES
from profiles import audit
from profiles.models import User


class LabRefusedError(Exception):
    """What was asked cannot be done to the lab now; the text says why."""


def current_run(round_: Round) -> Run:
    """The run to compare with; LabRefusedError where the round has none or is too small."""
    if round_.state != Round.State.OPEN:
        raise LabRefusedError(_("The round is no longer open, so there is nothing to try out."))
    run = rounds.current_run(round_)
    if run is None:
        raise LabRefusedError(_("Start matching first: the lab compares with its result."))
    if round_.proposals.count() < PILOT:
        raise LabRefusedError(
            _(
                "A round under %(n)d proposals is pilot size: read every pair, and lock, keep apart"
                " or swap where you see something better. That takes less time than comparing"
                " policies, and a few pairs say little about a policy."
            )
            % {"n": PILOT}
        )
    return run


def why_not(round_: Round) -> str:
    """Why the lab is not open to this round; "" when it is."""
    try:
        current_run(round_)
    except LabRefusedError as refusal:
        return str(refusal)
    return ""


def begin(round_: Round, starts: Iterable[str], *, by: User) -> Lab:
    """A draft with the live policy and those chosen; it takes the place of an older draft."""
    run = current_run(round_)
    live = policies.engine_policy(run.policy)
    tried = [(str(STARTS[code].name), STARTS[code].tilt(live).to_document()) for code in starts]
    return _draft(run, tried, by=by)


def begin_with(round_: Round, tried: list[tuple[str, Policy]], *, by: User) -> Lab:
    """A draft with the live policy beside others that come from elsewhere."""
    documents = [(name, policy.to_document()) for name, policy in tried]
    return _draft(current_run(round_), documents, by=by)


def copied(lab: Lab, *, by: User) -> Lab:
    """A new draft with the same policies beside the run that is live now."""
    run = current_run(lab.round)
    tried = lab.policies.filter(place__gt=0).values_list("name", "document")
    return _draft(run, list(tried), by=by)


def _draft(run: Run, tried: list[tuple[str, dict[str, Any]]], *, by: User) -> Lab:
    with transaction.atomic():
        rounds.locked(run.round_id)
        Lab.objects.filter(round=run.round_id, requested_by=by, state=Lab.State.DRAFT).delete()
        lab = Lab.objects.create(
            round=run.round, run=run, requested_by=by, salt=secrets.token_hex(8)
        )
        columns = [(_("Live"), policies.engine_policy(run.policy).to_document()), *tried]
        LabPolicy.objects.bulk_create(
            LabPolicy(lab=lab, place=place, name=name, document=document)
            for place, (name, document) in enumerate(columns[:MOST_POLICIES])
        )
    return lab


def _locked_draft(pk: int) -> Lab:
    lab = Lab.objects.select_for_update(of=("self",)).get(pk=pk)
    if not lab.is_draft:
        raise LabRefusedError(_("This comparison has started. Change its policies in a new one."))
    return lab


def add(lab: Lab, name: str, wanted: Policy) -> LabPolicy:
    with transaction.atomic():
        draft = _locked_draft(lab.pk)
        places = set(draft.policies.values_list("place", flat=True))
        free = sorted(set(range(MOST_POLICIES)) - places)
        if not free:
            raise LabRefusedError(_("A lab holds four policies at most, the live one included."))
        return LabPolicy.objects.create(
            lab=draft, place=free[0], name=name, document=wanted.to_document()
        )


def change(policy: LabPolicy, name: str, wanted: Policy) -> None:
    with transaction.atomic():
        draft = _locked_draft(policy.lab_id)
        rows = draft.policies.filter(pk=policy.pk, place__gt=0)
        rows.update(name=name, document=wanted.to_document())


def remove(policy: LabPolicy) -> None:
    with transaction.atomic():
        draft = _locked_draft(policy.lab_id)
        draft.policies.filter(pk=policy.pk, place__gt=0).delete()


def start(lab: Lab, *, by: User, now: datetime) -> Lab:
    """Ask for the comparison; a lab that has started is left alone."""
    run = current_run(lab.round)
    try:
        with transaction.atomic():
            row = Lab.objects.select_for_update(of=("self",)).get(pk=lab.pk)
            if not row.is_draft:
                return row
            if row.policies.count() < 2:
                raise LabRefusedError(_("Add a policy to compare with the live one."))
            row.run, row.state, row.requested_at = run, Lab.State.QUEUED, now
            row.save(update_fields=["run", "state", "requested_at"])
            live = policies.engine_policy(run.policy).to_document()
            row.policies.filter(place=0).update(document=live)
            audit.record("lab.started", row, by=by)
            return row
    except IntegrityError as error:
        raise LabRefusedError(
            _("Your last comparison in this round is still at work. Wait for it, or cancel it.")
        ) from error


def again(lab: Lab, *, by: User, now: datetime) -> Lab:
    """The same policies once more, at once."""
    return start(copied(lab, by=by), by=by, now=now)


def cancel(lab: Lab, *, by: User, now: datetime) -> bool:
    """Stop a waiting or working lab; False when it had ended."""
    with transaction.atomic():
        working = Lab.objects.filter(pk=lab.pk, state__in=Lab.WORKING)
        stopped = working.update(state=Lab.State.CANCELLED, cancelled_by=by, finished_at=now)
        if stopped:
            audit.record("lab.cancelled", lab, by=by)
    lab.refresh_from_db()
    return bool(stopped)
