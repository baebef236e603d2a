import datetime as dt
import random
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from matching import exit_reasons
from matching.models import ExitReason
from tests.people import enroll, make_pair, make_person

MONDAY = dt.date(2027, 5, 24)
FRIDAY = MONDAY - dt.timedelta(days=3)


@pytest.fixture
def said(cast):
    """`said(reason, people)` records that many people with that reason."""
    mentor = enroll(cast.program, make_person("Mia Lee"), "mentor", capacity=0)

    def _said(reason, people, *, on=FRIDAY):
        for _ in range(people):
            n = ExitReason.objects.count()
            mentee = enroll(cast.program, make_person(f"Person {n}"))
            pair = make_pair(cast.program, mentor, mentee, state="ended")
            ExitReason.objects.create(
                program=cast.program, pair=pair, author=mentee.profile, reason=reason, said_on=on
            )

    return _said


def shown(cast, today=MONDAY):
    return [(share.label, share.people) for share in exit_reasons.of(cast.program, today=today)]


def test_nothing_under_five_people(cast, said):
    said("goal", 4)
    assert shown(cast) == []
    said("goal", 1)
    assert shown(cast) == [("My goal has changed or is reached", 5)]


def test_figures_come_in_steps_of_five_and_only_on_mondays(cast, said):
    said("goal", 9)
    assert shown(cast) == [("My goal has changed or is reached", 5)]
    said("goal", 1, on=MONDAY)
    assert shown(cast)[0][1] == 5
    assert shown(cast, MONDAY + dt.timedelta(days=7))[0][1] == 10


def test_a_small_rest_takes_the_smallest_reason_with_it(cast, said):
    said("goal", 12)
    said("ways", 6)
    said("skill", 2)
    assert shown(cast) == [("My goal has changed or is reached", 10), ("All other reasons", 5)]


def test_a_rest_of_five_is_shown_together(cast, said):
    said("goal", 5)
    for reason in ("ways", "skill", "other", "no_time", "no_hours"):
        said(reason, 1)
    assert shown(cast) == [("My goal has changed or is reached", 5), ("All other reasons", 5)]


def test_somebody_who_ended_several_pairs_counts_once(cast, said):
    said("goal", 4)
    author = ExitReason.objects.first().author
    mentor = enroll(cast.program, make_person("Noor Ali"), "mentor", capacity=0)
    mentee = enroll(cast.program, author, "mentor", capacity=0)
    pair = make_pair(cast.program, mentee, enroll(cast.program, mentor.profile), state="ended")
    ExitReason.objects.create(
        program=cast.program, pair=pair, author=author, reason="goal", said_on=FRIDAY
    )
    assert shown(cast) == []


def test_no_figure_stands_for_fewer_than_five():
    for seed in range(2_000):
        dice = random.Random(seed)
        counts = {code: dice.randint(0, 12) for code in ExitReason.Reason.values}
        visible, rest = exit_reasons._apart(Counter(counts))
        assert all(n >= 5 for _code, n in visible)
        assert rest == 0 or rest >= 5
        hidden = sum(counts.values()) - sum(n for _code, n in visible) - rest
        # What is neither shown nor told together exists only where nothing is shown at all.
        assert hidden == 0 or not visible


def test_the_page_says_why_it_is_empty_and_names_nobody(cast, said, sign_in):
    client, address = sign_in(cast.cora), reverse("exit-reasons", args=[cast.program.pk])
    assert "Fewer than 5 people have given a reason so far." in client.get(address).text
    said("goal", 7, on=dt.date(2020, 1, 1))
    page = client.get(address).text
    assert "My goal has changed or is reached" in page
    assert "5 to 9" in page
    assert "Person" not in page


def test_the_database_keeps_one_known_reason_per_pair(cast, said):
    said("goal", 1)
    row = ExitReason.objects.get()
    columns = "(program_id, pair_id, author_id, reason, said_on)"
    for pair, reason in ((row.pair_id, "goal"), (cast.pair.pk, "gossip")):
        values = f"({row.program_id}, {pair}, {row.author_id}, '{reason}', '2027-01-01')"
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO matching_exitreason {columns} VALUES {values}")
