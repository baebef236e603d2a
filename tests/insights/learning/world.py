"""Pairs of one program with the parts of their scores, and what became of them."""

import datetime as dt

import numpy as np
from django.utils import timezone

from checkins.models import CheckIn, Meeting, SkillRating
from insights.learning import jobs
from insights.models import LearningRun
from matching import policies
from matching.engine.policy import FACTORS
from matching.models import PairParts
from tests.insights import crowd
from tests.people import make_skill

SKILLS, HOURS = FACTORS.index("skills"), FACTORS.index("hours")


def parts(pairs, shares=None):
    """Each pair with its shares by factor (0 to 1); without any, all of them a half."""
    policy = policies.current(pairs[0].program)
    most = [abs(weight) for weight in policies.engine_policy(policy).weights.values()]
    shares = np.full((len(pairs), len(FACTORS)), 0.5) if shares is None else shares
    PairParts.objects.bulk_create(
        PairParts(
            pair=pair, policy=policy, maxima=most,
            points=[round(share * size) for share, size in zip(row, most, strict=True)],
        )
        for pair, row in zip(pairs, shares, strict=True)
    )  # fmt: skip


def fits(pairs, answers):
    now = timezone.now()
    CheckIn.objects.bulk_create(
        CheckIn(
            pair=pair, author_id=pair.mentee_id, kind="fit", period="once", asked_at=now,
            closes_at=now, answer=answer, answered_at=now,
        )
        for pair, answer in zip(pairs, answers, strict=True)
    )  # fmt: skip


def growths(pairs, steps):
    skill, now = make_skill("Negotiation"), timezone.now()
    SkillRating.objects.bulk_create(
        SkillRating(
            pair=pair, profile_id=pair.mentee_id, skill=skill, stage=stage, level=level,
            rated_at=now,
        )
        for pair, step in zip(pairs, steps, strict=True)
        for stage, level in (("start", 2), ("end", 2 + int(step)))
    )  # fmt: skip


def meetings(pairs, counts):
    """So many meetings, one a week from the start of each pair on."""
    rows = []
    for pair, count in zip(pairs, counts, strict=True):
        first = dt.datetime.combine(pair.starts_on, dt.time(9), dt.UTC)
        for week in range(int(count)):
            starts_at = first + dt.timedelta(weeks=week, hours=1)
            rows.append(
                Meeting(
                    pair=pair, state="held", starts_at=starts_at,
                    ends_at=starts_at + dt.timedelta(minutes=45),
                )
            )  # fmt: skip
    Meeting.objects.bulk_create(rows)


def planted(program, *, pairs=160, prefix="p", strength=1.0, seed=3):
    """Pairs whose skills go with all three outcomes by `strength`, and nothing else does."""
    dice = np.random.default_rng(seed)
    rows = crowd.pairs(pairs, program=program, prefix=prefix, weeks_ago=16)
    shares = dice.uniform(0.1, 1, size=(pairs, len(FACTORS)))
    parts(rows, shares)
    good = strength * (shares[:, SKILLS] - 0.55) / 0.26 + dice.normal(size=(3, pairs)) * 0.8
    fits(
        rows, np.where(good[0] > 0.3, "good_fit", np.where(good[0] > -0.6, "deciding", "not_a_fit"))
    )
    growths(rows, np.clip(np.round(good[1] + 1), -1, 3))
    meetings(rows, np.clip(np.round(good[2] * 2 + 4), 0, 8))
    return rows


def looked(program, *, by=None):
    """A look brought to its end here."""
    jobs.request(program, by=by)
    return jobs.execute_next("test", now=timezone.now())


DONE = {
    "silent": False, "pairs": 240, "needed": 100, "steps": {"skills": 0.2, "place": -0.25},
    "looks": {
        name: {
            "pairs": pairs,
            "explained": None if pairs < 100 else 0.14,
            "effects": {} if pairs < 100 else {
                "skills": {"value": 0.24, "low": 0.1, "high": 0.38, "is_sure": True},
                "hours": {"value": 0.05, "low": -0.1, "high": 0.2, "is_sure": False},
                "place": {"value": -0.31, "low": -0.5, "high": -0.12, "is_sure": True},
            },
        }
        for name, pairs in (("together", 240), ("fit", 210), ("rhythm", 240), ("growth", 60))
    },
}  # fmt: skip


def stored(program, result=None, **fields):
    """A look that has ended, without the work."""
    now = timezone.now()
    values = {
        "state": "done", "input": "a" * 64, "seed": 7, "pairs": 240, "finished_at": now,
        "versions": jobs.versions(), "result": DONE if result is None else result,
    } | fields  # fmt: skip
    return LearningRun.objects.create(program=program, **values)
