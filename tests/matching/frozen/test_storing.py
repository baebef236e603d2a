import datetime as dt
import zipfile
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching import rounds, runs
from matching.frozen.storing import digest
from matching.models import FrozenInput, RunProof
from profiles.models import Profile
from tests.matching.frozen.kept import kept_run
from tests.matching.rounds_world import make_world

pytestmark = pytest.mark.django_db


def test_a_run_keeps_its_inputs_and_proof_and_the_receipt_names_both():
    kept = kept_run()
    assert kept.run.receipt["digests"] == {
        "inputs": digest(bytes(kept.inputs.data)),
        "proof": digest(bytes(kept.proof.data)),
    }
    solution = kept.solution()
    assert len(solution.mentee_price) == 4
    assert len(solution.mentor_price) == 3
    certificate = kept.run.receipt["certificate"]
    assert (certificate["matched"], certificate["points"]) == (solution.matched, solution.total)
    assert (certificate["bonus"], certificate["possible"]) == (solution.bonus, 12)
    assert (certificate["fairness"], certificate["floors"]) == (
        solution.fairness,
        list(solution.floors),
    )


def test_the_match_kept_is_the_engines_own():
    kept = kept_run()
    problem, people = kept.problem(), kept.world
    assert len(problem.mentees) == 4
    assert problem.related.shape == (0, 3)
    proposals = {
        (row.mentee.profile.name, row.score)
        for row in map(people.proposal, ("Ben", "Priya", "Omar"))
    }
    assert len(kept.solution().pairs) == len(proposals) == 3
    assert kept.solution().total == sum(score for _, score in proposals)


def test_each_run_has_a_seed_for_hold_outs_of_its_own():
    world = make_world()
    first, second = world.run().receipt, world.run().receipt
    seeds = {first["holdout_seed"], second["holdout_seed"], first["salt"], second["salt"]}
    assert len(seeds) == 4


def test_the_receipt_itself_stays_small():
    assert len(str(kept_run().run.receipt)) < 2_000


def test_no_name_address_or_sentence_is_in_what_is_kept():
    kept = kept_run()
    for data in (bytes(kept.inputs.data), bytes(kept.proof.data)):
        file = zipfile.ZipFile(BytesIO(data))
        text = b"".join(file.read(name) for name in file.namelist()).lower()
        for person in Profile.objects.all():
            assert person.first_name.encode().lower() + b" " not in text
            assert person.user.email.encode() not in text
        assert b"workshop" not in text
        assert b"negotiation" not in text


def test_a_result_that_came_too_late_leaves_nothing():
    world = make_world()
    runs.request(world.round, by=world.hana.user)
    lease = runs.claim("slow", now=timezone.now())
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    with pytest.raises(runs.LostLeaseError):
        runs._execute(lease, now=timezone.now())
    assert not FrozenInput.objects.exists()
    assert not RunProof.objects.exists()


@pytest.mark.parametrize("model", [FrozenInput, RunProof])
def test_the_database_refuses_bytes_that_do_not_fit_their_digest(model):
    kept = kept_run()
    with pytest.raises(IntegrityError, match="_digest"), transaction.atomic():
        model.objects.filter(run=kept.run).update(data=b"other")


def test_inputs_are_there_or_deleted_never_both():
    kept = kept_run()
    row = FrozenInput.objects.filter(run=kept.run)
    for change in ({"data": None}, {"deleted_at": dt.datetime(2027, 1, 1, tzinfo=dt.UTC)}):
        with pytest.raises(IntegrityError, match="or_deleted"), transaction.atomic():
            row.update(**change)


def test_a_run_takes_both_with_it():
    kept = kept_run()
    kept.world.round.delete()
    assert not FrozenInput.objects.exists()
    assert not RunProof.objects.exists()
