"""Who starts first: half and half, within each department, the same for everybody who draws again."""

import datetime as dt
import hashlib
import json
import random

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from matching import answers, decisions, lots, pairing_words, publishing, replacing
from matching.emails_pairing import match_of
from matching.models import Enrollment, Pair, Program, Proposal, Run, StartLot
from tests.matching.rounds_world import make_world
from tests.matching.test_program_setup import DETAILS

WEEKS = 4


def publish(world):
    world.round.refresh_from_db()
    return publishing.publish(
        world.round, by=world.hana.user, version=world.round.version, now=timezone.now()
    )


@pytest.fixture
def world(db):
    """Three pairs to publish; two of the mentees in one department."""
    found = make_world(second_wave_weeks=WEEKS)
    found.run()
    for proposal in Proposal.objects.filter(round=found.round):
        decisions.approve(proposal, by=found.hana.user)
    return found


def test_half_of_each_department_is_in_each_wave_and_so_is_everybody():
    dice = random.Random(4)
    for _company in range(200):
        people = [(key, dice.randrange(6)) for key in range(dice.randrange(1, 60))]
        waves = lots.draw(dice.randbytes(8).hex(), people)
        assert waves.keys() == {key for key, _stratum in people}
        for stratum in range(6):
            own = [waves[key] for key, at in people if at == stratum]
            assert abs(own.count(1) - own.count(2)) <= 1
        assert 0 <= list(waves.values()).count(1) - list(waves.values()).count(2) <= 1


def test_the_lot_is_the_same_in_any_order_and_another_with_another_seed():
    people = [(key, key % 3) for key in range(40)]
    first = lots.draw("seed", people)
    assert lots.draw("seed", people[::-1]) == first
    assert lots.draw("other", people) != first


def test_everybody_has_the_same_chance():
    """2,000 seeds: each of nine people, alone in a department or not, is first in half of them
    (five of nine, as one is left over)."""
    people = [(key, key // 4) for key in range(9)]
    times = dict.fromkeys(range(9), 0)
    for number in range(2_000):
        for key, wave in lots.draw(f"seed {number}", people).items():
            times[key] += wave == lots.FIRST
    assert all(0.45 < count / 2_000 < 0.61 or key == 8 for key, count in times.items())
    # Alone in its department and alone odd: by itself it is always the first of one.
    assert times[8] == 2_000


def test_the_published_rule_draws_the_same():
    people = [(key, 0) for key in range(11)]
    order = sorted(
        range(11), key=lambda key: hashlib.sha256(json.dumps(["abc", key]).encode()).digest()
    )
    wanted = {key: 1 + place % 2 for place, key in enumerate(order)}
    assert lots.draw("abc", people) == wanted


def test_the_second_wave_starts_later_and_lasts_as_long(world):
    publish(world)
    pairs = {pair.wave: pair for pair in Pair.objects.order_by("wave")}
    assert {1, 2} == pairs.keys()
    first, second = pairs[1], pairs[2]
    assert second.starts_on - first.starts_on == dt.timedelta(weeks=WEEKS)
    assert second.ends_on - second.starts_on == first.ends_on - first.starts_on
    lot = StartLot.objects.get()
    assert sorted(lot.waves) == sorted(Pair.objects.values_list("wave", flat=True))
    assert (lot.weeks, lot.starts_on) == (WEEKS, first.starts_on)


def test_the_seed_was_in_the_receipt_before_anybody_was_drawn(world):
    promised = Run.objects.get().receipt["holdout_seed"]
    publish(world)
    lot = StartLot.objects.get()
    assert lot.seed == promised
    assert lots.is_as_drawn(lot)
    again = lots.draw(promised, list(zip(lot.mentees, lot.strata, strict=True)))
    assert again == {pair.mentee_enrollment_id: pair.wave for pair in Pair.objects.all()}


def test_a_changed_row_is_found_out(world):
    publish(world)
    lot = StartLot.objects.get()
    lot.waves = [3 - wave for wave in lot.waves]
    assert not lots.is_as_drawn(lot)


def test_a_recall_and_another_publish_draw_the_same(world):
    publish(world)
    first = StartLot.objects.get()
    publishing.recall(world.round, by=world.hana.user, now=timezone.now())
    Run.objects.update(receipt={})
    publish(world)
    second = StartLot.objects.get()
    assert (second.seed, second.mentees, second.waves) == (
        first.seed, first.mentees, first.waves,
    )  # fmt: skip


@pytest.mark.parametrize("fields", [{"second_wave_weeks": None}, {"is_top_up": True}])
def test_without_waves_and_for_late_joiners_all_start_together(world, fields):
    if "is_top_up" in fields:
        type(world.round).objects.update(**fields)
    else:
        Program.objects.update(**fields)
    publish(world)
    assert not StartLot.objects.exists()
    assert set(Pair.objects.values_list("wave", flat=True)) == {0}
    assert Pair.objects.values("starts_on").distinct().count() == 1


def test_both_are_told_kindly_and_the_first_wave_reads_nothing_of_it(world):
    publish(world)
    for pair in Pair.objects.with_people():
        match = match_of(pair)
        texts = [pairing_words.asking(match), pairing_words.telling(match, match.told)]
        for words in texts:
            said = " ".join(map(str, words.lines))
            assert ("by lot" in said) == (pair.wave == 2)
            if pair.wave == 2:
                assert f"{pair.starts_on:%A} {pair.starts_on.day} " in said
    assert mail.outbox == []


def test_whoever_is_asked_instead_of_a_mentor_starts_when_the_pair_would_have(world):
    publish(world)
    pair = Pair.objects.get(wave=2)
    now = pair.visible_at + dt.timedelta(minutes=1)
    answers.tick(now=now)
    pair.refresh_from_db()
    places = Enrollment.objects.filter(role="mentor")
    places.update(capacity=3)
    answers.decline(pair, by=pair.asked.user, now=now)
    pair.refresh_from_db()
    chosen = replacing.choices(pair, now=now)[0]
    again = replacing.ask(pair, chosen.mentor.pk, by=world.hana.user, now=now)
    assert (again.wave, again.starts_on) == (2, pair.starts_on)


def test_the_receipt_of_the_run_shows_the_lot_drawn_again(client, world):
    publish(world)
    client.force_login(world.hana.user)
    url = reverse("run", args=[Run.objects.get().pk])
    said = " ".join(client.get(url).content.decode().split())
    assert "Pairs that start at once: 2; 4 weeks later: 1;" in said
    assert "Drawn again just now from the seed: the same." in said
    lot = StartLot.objects.get()
    StartLot.objects.update(waves=[3 - wave for wave in lot.waves])
    said = " ".join(client.get(url).content.decode().split())
    assert "not the same. Somebody has changed the rows." in said
    assert lot.seed in said


def test_before_publishing_the_page_says_what_the_lot_will_do(client, world):
    client.force_login(world.hana.user)
    said = client.get(reverse("publish-round", args=[world.round.pk])).content.decode()
    assert "A lot decides which half of the pairs starts 4 weeks later" in said


@pytest.mark.parametrize(("weeks", "stored"), [("4", 4), ("12", 12), ("", None)])
def test_hr_chooses_the_weeks_in_set_up(client, cast, weeks, stored):
    client.force_login(cast.hana.user)
    url = reverse("hr-program-details", args=[cast.program.pk])
    assert client.post(url, DETAILS | {"second_wave_weeks": weeks}).status_code == 302
    cast.program.refresh_from_db()
    assert cast.program.second_wave_weeks == stored


@pytest.mark.parametrize("weeks", ["1", "13", "four"])
def test_weeks_out_of_reach_are_refused(client, cast, weeks):
    client.force_login(cast.hana.user)
    url = reverse("hr-program-details", args=[cast.program.pk])
    response = client.post(url, DETAILS | {"second_wave_weeks": weeks})
    assert "Enter a whole number from 2 to 12" in response.content.decode()
    cast.program.refresh_from_db()
    assert cast.program.second_wave_weeks is None
