"""Erasing a person from everything that is frozen: their rows stay as rows of nobody."""

import secrets
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from matching.engine import Pseudonym, order
from matching.frozen import problem as problems
from matching.frozen import proof as proofs
from matching.frozen.remaining import levels_lost
from matching.frozen.storing import digest
from matching.models import FrozenInput, RunProof
from profiles.models import Profile


def erase_person(profile: Profile, *, now: datetime) -> int:
    """Blank the person in the frozen inputs of every run; how many runs that changed.

    Call it while the profile still has its id and after its enrollments are closed: a run that is
    being worked on now would freeze the person again.
    """
    held = FrozenInput.objects.filter(data__isnull=False).values_list("pk", flat=True)
    return sum(_erase_from(pk, str(profile.pk)) for pk in held.order_by("pk"))


def _erase_from(pk: int, person: str) -> bool:
    with transaction.atomic():
        rows = FrozenInput.objects.select_for_update(of=("self",)).select_related("run")
        row = rows.filter(pk=pk, data__isnull=False).first()
        if row is None or row.data is None:
            return False
        salt = row.run.salt.encode()
        before = problems.thaw(bytes(row.data))
        key = Pseudonym(order.key(person, salt).hex())
        if key not in (*before.mentees.id, *before.mentors.id):
            return False
        proof = RunProof.objects.get(run=row.run_id)
        solution = proofs.unseal(bytes(proof.data), salt)
        after = before.without(key, _stand_in(), solution.match)
        lost = (*before.lost, *levels_lost(before, after, solution))
        data = problems.freeze(replace(after, lost=lost), salt)
        row.data, row.digest, row.erased = data, digest(data), F("erased") + 1
        row.save(update_fields=["data", "digest", "erased"])
        return True


def _stand_in() -> Pseudonym:
    """Random: nothing leads from it to anybody."""
    return Pseudonym(secrets.token_hex(order.KEY_BYTES))
