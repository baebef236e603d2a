"""Which training a program asks of those who guide, before their first pair, and who has it.

    training.of(program)                            # Training("become-a-mentor", …) or None
    training.trained(program, profile_ids)          # those with nothing left to do

The room with the trainings registers itself (`SOURCES`). Where none is offered nobody is asked: a
rule nobody can meet leaves nobody out. Whoever has had a pair as a mentor before is not asked.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from matching import engine, policies
from matching.engine import People
from matching.models import Enrollment, Pair, Policy, Program
from profiles import audit
from profiles.models import Profile, User

RULE = "training_missing"
CHOSEN = "training.chosen"
# What a format asks for unless HR chooses another one.
USUAL: dict[str, str] = {
    Program.Format.MENTORING: "become-a-mentor",
    Program.Format.REVERSE: "mentoring-upwards",
    Program.Format.GROUP: "become-a-mentor",
    Program.Format.COACHING: "become-a-mentor",
}
# What the other side is asked for where the rule is on: seniors who learn from juniors. Asked, no
# more: nobody who is mentored is left out of matching for it.
LEARNERS: dict[str, str] = {Program.Format.REVERSE: "get-the-most-from-being-mentored"}
HAD = (Pair.State.ACTIVE, Pair.State.AWAY, Pair.State.ENDED)


@dataclass(frozen=True)
class Training:
    key: str
    name: str
    minutes: int
    url: str


class Source(Protocol):
    def offered(self) -> list[Training]: ...

    def finished(self, key: str, profiles: Collection[int]) -> set[int]: ...


SOURCES: list[Source] = []


def offered() -> list[Training]:
    return [training for source in SOURCES for training in source.offered()]


def key_of(program: Program) -> str:
    """Empty where the format asks for none of its own: buddies, single talks, handovers."""
    return program.training or USUAL.get(program.format, "")


def of(program: Program) -> Training | None:
    """The chosen training, or the usual one of the format; None while it is not offered."""
    return next((one for one in offered() if one.key == key_of(program)), None)


def choose(program: Program, key: str, *, by: User) -> None:
    if program.training != key:
        Program.objects.filter(pk=program.pk).update(training=key)
        audit.record(CHOSEN, program, by=by, data={"training": key})


def trained(program: Program, profiles: Collection[int]) -> set[int]:
    known, key = set(profiles), key_of(program)
    if of(program) is None:
        return known
    done = {pk for source in SOURCES for pk in source.finished(key, known)}
    return done | _experienced(known)


def _experienced(profiles: Collection[int]) -> set[int]:
    rows = Pair.objects.filter(mentor__in=profiles, state__in=HAD).order_by()
    return set(rows.values_list("mentor_id", flat=True).distinct())


def marked(mentors: People, policy: engine.Policy, program: Program) -> People:
    """The mentors with who of them has the training; nothing is read while the rule is off."""
    if RULE not in policy.rules:
        return mentors
    return flagged(mentors, trained(program, [int(pk) for pk in mentors.id]))


def flagged(mentors: People, known: set[int]) -> People:
    return replace(mentors, trained=np.array([int(pk) in known for pk in mentors.id], bool))


def missing(program: Program, profiles: Collection[int]) -> set[int]:
    """Who of these mentors is left out of matching until they have it."""
    return set(profiles) - trained(program, profiles) if is_asked(program) else set()


def is_asked(program: Program) -> bool:
    return RULE in policies.engine_policy(policies.current(program)).rules


def asking(profile: Profile) -> "QuerySet[Any]":
    """Where this person is to guide, or as a senior to learn, in a running program whose newest
    policy has the rule, as long as they have had no such pair: each with the `training_key` it asks
    for. For a subquery, too."""
    newer = Policy.objects.filter(program=OuterRef("program"), version__gt=OuterRef("version"))
    # No format has the rule by itself, so that the document says it.
    rules = Policy.objects.filter(program=OuterRef("program"), document__rules__contains=[RULE])
    had = Pair.objects.filter(state__in=HAD)
    guides = Q(~Exists(had.filter(mentor=profile)), role=Enrollment.Role.MENTOR)
    learns = Q(
        ~Exists(had.filter(mentee=profile, program__format=OuterRef("program__format"))),
        role=Enrollment.Role.MENTEE,
        program__format__in=list(LEARNERS),
    )
    rows = Enrollment.objects.filter(profile=profile, state=Enrollment.State.ACTIVE)
    rows = rows.filter(
        guides | learns,
        Exists(rules.filter(~Exists(newer))),
        program__state=Program.State.RUNNING,
    )
    usual = [When(program__format=kind, then=Value(key)) for kind, key in USUAL.items()]
    own = When(~Q(program__training=""), then=F("program__training"))
    learners = [
        When(role=Enrollment.Role.MENTEE, program__format=kind, then=Value(key))
        for kind, key in LEARNERS.items()
    ]
    key = Case(*learners, own, *usual, default=Value(""), output_field=CharField())
    return rows.annotate(training_key=key).order_by("program_id", "-role")


def asked_in(program: Program, profile: Profile) -> Training | None:
    """What this program asks of this person, nothing once it is done or was never asked."""
    rows = asking(profile).filter(program=program)
    keys = list(rows.values_list("training_key", flat=True))
    wanted = {one.key: one for one in offered()} if keys else {}
    for key in keys:
        is_done = any(source.finished(key, [profile.pk]) for source in SOURCES)
        if key in wanted and not is_done:
            return wanted[key]
    return None


def for_learners(program: Program) -> Training | None:
    """What the side that is mentored is asked for while the rule is on."""
    key = LEARNERS.get(program.format)
    return next((one for one in offered() if one.key == key), None) if key else None
