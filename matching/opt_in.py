"""What the engine learns about people only while HR has switched a factor on.

Off, as in every format's preset, nothing of this is read. Who is concerned is told: see `told`.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

import numpy as np

from matching.engine import People, Policy
from profiles.models import Goal, Profile


class ResponseRecord(Protocol):
    """Profile → percent of the questions answered; those who have no record are left out."""

    def __call__(self, *, now: datetime) -> Mapping[int, int]: ...


# Filled by the room that asks the questions.
RESPONSE: list[ResponseRecord] = []


def both(
    mentees: People, mentors: People, policy: Policy, *, now: datetime
) -> tuple[People, People]:
    return _mentees(mentees, policy), _mentors(mentors, policy, now=now)


def _mentees(people: People, policy: Policy) -> People:
    """Their goal sentences, for the closeness of words."""
    if not policy.weights["closeness"]:
        return people
    written = goal_texts(_profiles(people))
    return replace(people, goal_text=tuple(written.get(pk, "") for pk in _profiles(people)))


def _mentors(people: People, policy: Policy, *, now: datetime) -> People:
    """What they write about themselves, and how many of their questions they answer."""
    if policy.weights["closeness"]:
        written = help_texts(_profiles(people))
        texts = tuple(written.get(pk, "") for pk in _profiles(people))
        people = replace(people, help_text=texts)
    if policy.weights["response"]:
        known = {pk: percent for record in RESPONSE for pk, percent in record(now=now).items()}
        percents = [known.get(pk, -1) for pk in _profiles(people)]
        people = replace(people, response=np.array(percents, np.int16))
    return people


def goal_texts(profiles: Collection[int]) -> dict[int, str]:
    """The sentences of all goals, the most important first."""
    goals = Goal.objects.filter(profile__in=profiles).exclude(sentence="")
    found: dict[int, list[str]] = defaultdict(list)
    for pk, sentence in goals.order_by("priority", "pk").values_list("profile_id", "sentence"):
        found[pk].append(sentence)
    return {pk: "\n".join(sentences) for pk, sentences in found.items()}


def help_texts(profiles: Collection[int]) -> dict[int, str]:
    """What people write in their own words: "About you" and "Happy to talk about".

    Not the skills they offer, which count as skills, and nothing of the staff directory.
    """
    rows = Profile.objects.filter(pk__in=profiles)
    written = rows.values_list("pk", "bio", "happy_to_talk_about")
    return {pk: "\n".join([bio, *topics]) for pk, bio, topics in written}


def _profiles(people: People) -> list[int]:
    return [int(pk) for pk in people.id]
