import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from matching import engine, frozen
from matching.engine import People, order
from matching.frozen import reading
from matching.frozen.people import KINDS
from matching.frozen.remaining import RemainingPoints
from matching.models import PairRule, Wish
from profiles import contributions, exclusions
from profiles.models import Profile
from tests.matching.frozen.kept import Kept
from tests.matching.frozen.test_problem import plain
from tests.matching.rounds_world import make_world, mentee
from tests.people import make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """Ben and Ada wished, excluded and were somebody's manager."""
    world = make_world()
    ada, ben = world.mentors["Ada"], world.mentees["Ben"]
    Wish.objects.create(enrollment=ben, wished=world.mentors["Sofia"].profile, rank=1)
    Wish.objects.create(enrollment=world.mentees["Omar"], wished=ada.profile, rank=1)
    exclusions.exclude(ada.profile, [world.mentees["Priya"].profile])
    Profile.objects.filter(pk=world.mentees["Rust"].profile_id).update(manager=ben.profile)
    return Kept(world, world.run())


def erase(enrollment):
    return frozen.erase_person(enrollment.profile, now=timezone.now())


def row_of(people, enrollment, run):
    return people.id.index(order.key(str(enrollment.profile_id), run.salt.encode()).hex())


def command(name, run, capsys):
    call_command(name, str(run.pk))
    return capsys.readouterr().out


def test_nothing_is_known_about_an_erased_mentee(kept):
    ben, before = kept.world.mentees["Ben"], kept.problem()
    i = row_of(before.mentees, ben, kept.run)
    assert erase(ben) == 1
    after = kept.problem()
    unknown = People.of(["nobody"])
    for name, kind in KINDS.items():
        was, now = getattr(before.mentees, name), getattr(after.mentees, name)
        if kind == "numbers":
            assert np.array_equal(now[i], getattr(unknown, name)[0]), name
            assert np.array_equal(np.delete(now, i, 0), np.delete(was, i, 0)), name
        elif kind == "lists":
            assert len(now.row(i)) == 0, name
            others = [k for k in range(4) if k != i]
            assert [now.row(k).tolist() for k in others] == [was.row(k).tolist() for k in others]
    assert after.erased_mentees == (i,)
    assert len(after.facts.rows("mentee_wishes", (4, 3))) == 1
    assert before.mentees.id[i] not in (*after.mentees.id, *after.mentees.manager)
    assert plain(after.mentors.level) == plain(before.mentors.level)


def test_whoever_they_managed_still_has_a_manager_but_nobody_knows_who(kept):
    ben, rust = kept.world.mentees["Ben"], kept.world.mentees["Rust"]
    before = kept.problem().mentees
    i, k = (row_of(before, person, kept.run) for person in (ben, rust))
    assert before.manager[k] == before.id[i]
    erase(ben)
    after = kept.problem().mentees
    assert after.manager[k] == after.id[i] != before.id[i]


@pytest.mark.parametrize("name", ["Ben", "Rust"])
def test_the_rest_is_proven_without_an_erased_mentee(kept, capsys, name):
    erase(kept.world.mentees[name])
    told = command("verify", kept.run, capsys)
    assert "Inputs of 1 person erased." in told
    assert "Proven for the rest: 9 of 12 possible pairs were scored again" in told


@pytest.mark.parametrize("name", ["Ada", "Sofia", "Jonas"])
def test_the_rest_is_proven_without_an_erased_mentor(kept, capsys, name):
    erase(kept.world.mentors[name])
    told = command("replay", kept.run, capsys)
    assert "Inputs of 1 person erased." in told
    assert "Proven for the rest: 8 of 12 possible pairs were scored again" in told
    assert "It was not solved again, because inputs are missing: the 2 pairs of the others" in told


def test_several_people_erased(kept, capsys):
    people = {**kept.world.mentees, **kept.world.mentors}
    for n, name in enumerate(("Ben", "Ada", "Rust", "Sofia"), 1):
        erase(people[name])
        assert kept.inputs.erased == n
    told = command("replay", kept.run, capsys)
    assert "Inputs of 4 people erased." in told
    assert "2 of 12 possible pairs" in told


def test_locks_of_an_erased_person_hold(capsys):
    world = make_world()
    jonas, omar = world.mentors["Jonas"].profile, world.mentees["Omar"].profile
    PairRule.objects.create(
        program=world.program, mentor=jonas, mentee=omar, kind="lock", scope="always"
    )
    kept = Kept(world, world.run())
    erase(world.mentees["Omar"])
    assert "Proven for the rest" in command("replay", kept.run, capsys)


def test_tampering_with_the_rest_is_still_caught(kept, capsys):
    erase(kept.world.mentees["Ben"])
    match = kept.solution().match.copy()
    rest = [i for i in np.flatnonzero(match >= 0) if i not in kept.problem().erased_mentees]
    match[rest] = match[rest[::-1]]
    kept.change_solution(match=match)
    with pytest.raises(CommandError, match="not reproduced"):
        call_command("replay", str(kept.run.pk))
    assert "Not proven: " in capsys.readouterr().out


def test_a_lower_price_of_the_rest_is_still_caught(kept):
    erase(kept.world.mentors["Ada"])
    prices = kept.solution().mentee_price.copy()
    prices[prices.argmax()] -= 1
    kept.change_solution(mentee_price=prices)
    with pytest.raises(CommandError, match="not proven"):
        call_command("verify", str(kept.run.pk))


def test_twice_is_harmless(kept):
    assert erase(kept.world.mentees["Ben"]) == 1
    data = bytes(kept.inputs.data)
    assert erase(kept.world.mentees["Ben"]) == 0
    assert (bytes(kept.inputs.data), kept.inputs.erased) == (data, 1)


def test_somebody_on_both_sides_is_one_person(capsys):
    world = make_world()
    ben = world.mentees["Ben"]
    world.program.enrollments.create(profile=ben.profile, role="mentor", capacity=1)
    kept = Kept(world, world.run())
    erase(ben)
    problem = kept.problem()
    (i,), (j,) = problem.erased_mentees, problem.erased_mentors
    assert problem.mentees.id[i] == problem.mentors.id[j]
    assert kept.inputs.erased == 1
    assert "Inputs of 1 person erased." in command("replay", kept.run, capsys)


def test_every_run_of_the_person_is_changed_and_no_other(kept):
    second = kept.world.run()
    assert frozen.erase_person(kept.world.cora, now=timezone.now()) == 0
    assert erase(kept.world.mentors["Ada"]) == 2
    assert Kept(kept.world, second).inputs.erased == 1


def test_deleted_inputs_are_left_alone(kept):
    type(kept.inputs).objects.update(data=None, deleted_at=timezone.now())
    assert erase(kept.world.mentees["Ben"]) == 0


def test_erasure_is_registered():
    assert frozen.erase_person in contributions.ERASURES


@pytest.mark.parametrize("name", ["Buddy0", "Buddy1", "Buddy3", "Ada"])
def test_directions_the_engine_left_out_are_no_obstacle(capsys, name):
    world = make_world(format="buddy", policy={"format": "buddy"})
    both = {}
    for n in range(6):
        both[f"Buddy{n}"] = one = mentee(world.program, f"Buddy{n} Lee", ("SQL",), level=5)
        make_offer(one.profile, "SQL")
        world.program.enrollments.create(profile=one.profile, role="mentor", capacity=1)
    for one, other in (("Buddy0", "Buddy1"), ("Buddy1", "Buddy0")):
        Wish.objects.create(enrollment=both[one], wished=both[other].profile, rank=1)
    kept = Kept(world, world.run())
    assert kept.solution().mutual
    erase({**both, **world.mentors}[name])
    assert "Proven for the rest" in command("verify", kept.run, capsys)


def test_solving_what_remains_finds_nothing_better(kept):
    erase(kept.world.mentees["Priya"])
    erase(kept.world.mentors["Ada"])
    stored, problem = reading.held(kept.run.pk), kept.problem()
    points = RemainingPoints(problem, stored.solution)
    again = engine.solve(engine.DensePoints(points.block(np.arange(4))), problem.capacity)
    assert (again.matched, again.total) == (
        stored.solution.matched,
        stored.solution.total,
    )


def test_words_that_were_compared_go_with_the_person_who_wrote_them(capsys):
    world = make_world(policy={"format": "mentoring", "weights": {"closeness": 40}})
    Profile.objects.filter(name="Ada Obi").update(bio="I have led hundreds of client workshops.")
    kept = Kept(world, world.run())
    assert "Identical" in command("replay", kept.run, capsys)
    j = row_of(kept.problem().mentors, world.mentors["Ada"], kept.run)
    assert kept.problem().wording.lengths[1][j] > 0
    for person in (world.mentors["Ada"], world.mentees["Omar"]):
        erase(person)
        assert "Proven for the rest" in command("verify", kept.run, capsys)
    assert kept.problem().wording.lengths[1][j] == 0


def test_leximin_is_proven_for_the_rest_whoever_goes(capsys):
    """Its worths depend on which points occur at all, so those of the erased are remembered."""
    world = make_world(policy={"format": "mentoring", "fairness": "leximin"})
    kept = Kept(world, world.run())
    for person in (*world.mentors.values(), *world.mentees.values()):
        erase(person)
        told = command("verify", kept.run, capsys)
    assert "Inputs of 7 people erased." in told
    assert "0 of 12 possible pairs" in told
    prices = kept.solution().mentee_price.copy()
    prices[prices.argmax()] -= 1
    kept.change_solution(mentee_price=prices)
    with pytest.raises(CommandError, match="not proven"):
        call_command("verify", str(kept.run.pk))
