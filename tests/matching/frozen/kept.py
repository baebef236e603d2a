"""A run of a real round with what it left behind, and ways to tamper with it."""

from dataclasses import dataclass, replace

from matching.frozen import problem as problems
from matching.frozen import proof as proofs
from matching.frozen.storing import digest
from matching.models import FrozenInput, Run, RunProof
from tests.matching.rounds_world import World, make_world


@dataclass
class Kept:
    world: World
    run: Run

    @property
    def inputs(self) -> FrozenInput:
        return FrozenInput.objects.get(run=self.run)

    @property
    def proof(self) -> RunProof:
        return RunProof.objects.get(run=self.run)

    def problem(self):
        return problems.thaw(bytes(self.inputs.data))

    def solution(self):
        return proofs.unseal(bytes(self.proof.data), self.run.salt.encode())

    def change_problem(self, **changes):
        """Somebody writes other inputs, and their digest with them."""
        data = problems.freeze(replace(self.problem(), **changes), self.run.salt.encode())
        self._write(FrozenInput, "inputs", data)

    def change_solution(self, **changes):
        data = proofs.seal(replace(self.solution(), **changes))
        self._write(RunProof, "proof", data)

    def _write(self, model, name, data):
        model.objects.filter(run=self.run).update(data=data, digest=digest(data))
        self.run.receipt["digests"][name] = digest(data)
        self.run.save(update_fields=["receipt"])


def kept_run(**fields) -> Kept:
    world = make_world(**fields)
    return Kept(world, world.run())
