"""Sealing what a run was given and found, and writing it beside the run."""

from dataclasses import dataclass
from hashlib import sha256

from matching.engine import Solution
from matching.frozen import problem as problems
from matching.frozen import proof as proofs
from matching.frozen.problem import Given
from matching.models import FrozenInput, Run, RunProof


@dataclass(frozen=True)
class Sealed:
    inputs: bytes
    proof: bytes

    @property
    def digests(self) -> dict[str, str]:
        """What the receipt remembers of them."""
        return {"inputs": digest(self.inputs), "proof": digest(self.proof)}


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def seal(given: Given, solution: Solution, *, salt: str) -> Sealed:
    return Sealed(problems.freeze(given, salt.encode()), proofs.seal(solution))


def store(run: Run, sealed: Sealed) -> None:
    """Call it in the transaction that ends the run: a run has both or none."""
    RunProof.objects.create(run=run, data=sealed.proof, digest=digest(sealed.proof))
    FrozenInput.objects.create(run=run, data=sealed.inputs, digest=digest(sealed.inputs))
