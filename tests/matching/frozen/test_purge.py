import datetime as dt

import pytest
from django.core.management import call_command

from matching import frozen, rounds, runs, tasks
from matching.frozen.retention import deleted_on
from matching.models import FrozenInput, Program, RunProof
from tests.matching.frozen.kept import kept_run
from tests.people import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    kept = kept_run()
    change(kept, ends_on=dt.date(2028, 1, 15))
    return kept


def change(kept, **fields):
    Program.objects.filter(pk=kept.world.program.pk).update(starts_on=dt.date(2027, 6, 1), **fields)


def at(day, hour=12):
    return dt.datetime(2028, 7, day, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize(("day", "deleted"), [(14, 0), (15, 1), (16, 1)])
def test_inputs_go_six_months_after_the_program_ends(kept, day, deleted):
    assert frozen.purge(now=at(day)) == deleted
    row = kept.inputs
    assert (row.data is None, row.deleted_at) == ((True, at(day)) if deleted else (False, None))
    assert RunProof.objects.filter(run=kept.run).exists()
    kept.run.refresh_from_db()
    assert kept.run.receipt["certificate"]["verified"] is True


def test_twice_is_harmless(kept):
    frozen.purge(now=at(15))
    assert frozen.purge(now=at(20)) == 0
    assert kept.inputs.deleted_at == at(15)


def test_a_program_that_was_made_longer_keeps_its_inputs(kept):
    change(kept, ends_on=dt.date(2028, 3, 1))
    assert frozen.purge(now=at(15)) == 0


def test_the_day_is_the_programs_own(kept):
    change(kept, time_zone="Pacific/Auckland")
    assert frozen.purge(now=at(14, 11)) == 0
    assert frozen.purge(now=at(14, 13)) == 1


def test_other_programs_are_left_alone(kept):
    program = make_program("Autumn Mentoring", today=dt.date(2028, 9, 1))
    round_, _ = rounds.open_round(program, by=kept.world.hana.user)
    run, _ = runs.request(round_, by=kept.world.hana.user)
    frozen.store(run, frozen.Sealed(inputs=b"inputs", proof=b"proof"))
    assert frozen.purge(now=at(15)) == 1
    assert FrozenInput.objects.get(data__isnull=False).run == run


@pytest.mark.parametrize(
    ("ends", "goes"),
    [
        (dt.date(2027, 8, 31), dt.date(2028, 2, 29)),
        (dt.date(2027, 12, 31), dt.date(2028, 6, 30)),
        (dt.date(2027, 6, 1), dt.date(2027, 12, 1)),
        (dt.date(2027, 7, 15), dt.date(2028, 1, 15)),
    ],
)
def test_months_of_different_length(ends, goes):
    assert deleted_on(Program(ends_on=ends)) == goes


def test_the_command_and_the_task_do_it(kept, capsys):
    Program.objects.update(starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 2, 1))
    call_command("purge_frozen_inputs")
    assert capsys.readouterr().out == "Inputs of 1 run deleted.\n"
    tasks.delete_frozen_inputs()
    assert FrozenInput.objects.filter(data__isnull=True).count() == 1
    call_command("purge_frozen_inputs")
    assert capsys.readouterr().out == "Inputs of 0 runs deleted.\n"
