"""What is still held of a run; for `replay` and `verify` only (a test keeps everybody else out)."""

from dataclasses import dataclass

from django.utils.formats import date_format

from matching.engine import Solution
from matching.frozen import problem as problems
from matching.frozen import proof as proofs
from matching.frozen.archive import UnreadableError
from matching.frozen.problem import FrozenProblem
from matching.frozen.storing import digest
from matching.models import FrozenInput, Run, RunProof


class NotHeldError(Exception):
    """Nothing to check against; the sentence says why."""


@dataclass(frozen=True)
class Held:
    run: Run
    problem: FrozenProblem
    solution: Solution
    erased: int
    changed: tuple[str, ...]  # sentences about bytes that are not those of the receipt


def held(pk: int) -> Held:
    """NotHeldError with a sentence for runs that cannot be checked (any more)."""
    run = _done(pk)
    inputs = FrozenInput.objects.filter(run=run).first()
    stored = RunProof.objects.filter(run=run).first()
    if inputs is None or stored is None:
        raise NotHeldError(f"Run {pk} has no frozen inputs: it was made before they were kept.")
    data, result = _bytes(inputs), bytes(stored.data)
    try:
        problem, solution = problems.thaw(data), proofs.unseal(result, run.salt.encode())
    except UnreadableError as error:
        raise NotHeldError(f"What run {pk} left behind cannot be read: {error}.") from error
    whole = None if inputs.erased else digest(data)
    return Held(run, problem, solution, inputs.erased, _changes(run, whole, digest(result)))


def _bytes(inputs: FrozenInput) -> bytes:
    if inputs.data is None or inputs.deleted_at:
        day = date_format(inputs.deleted_at or inputs.created_at, "j F Y")
        raise NotHeldError(f"The inputs of this run were deleted on {day}. The receipt stays.")
    return bytes(inputs.data)


def _done(pk: int) -> Run:
    run = Run.objects.select_related("round__program", "policy").filter(pk=pk).first()
    if run is None:
        raise NotHeldError(f"There is no run {pk}.")
    if run.state != Run.State.DONE:
        state = run.get_state_display().lower()
        raise NotHeldError(f"Run {pk} has no result to check: {state}.")
    return run


def _changes(run: Run, inputs: str | None, proof: str) -> tuple[str, ...]:
    """An erasure changes the inputs for a good reason, so they are not compared after one."""
    receipt = run.receipt.get("digests", {})
    found = []
    if inputs is not None and inputs != receipt.get("inputs"):
        found.append("The frozen inputs are not those of the receipt: they were changed.")
    if proof != receipt.get("proof"):
        found.append("The stored match and prices are not those of the receipt: they were changed.")
    return tuple(found)
