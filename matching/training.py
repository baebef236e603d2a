"""Which training a program asks of those who guide, before their first pair, and who has it.

    training.of(program)                            # Training("become-a-mentor", …) or None
    training.trained(program, profile_ids)          # those with nothing left to do

The room with the trainings registers itself (`SOURCES`). Where none is offered nobody is asked: a
rule nobody can meet leaves nobody out. Whoever has had a pair as a mentor before is not asked.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet

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
}
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
    """Empty where the format asks for none of its own: buddies."""
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


def asked_of(profile: Profile) -> list[tuple[Program, Training]]:
    """Running programs in which this person is to guide and has the training still to do."""
    if not SOURCES:
        return []
    mine = Enrollment.objects.mentors().filter(profile=profile, state=Enrollment.State.ACTIVE)
    programs = _with_rule(mine.filter(program__state=Program.State.RUNNING))
    if not programs or _experienced([profile.pk]):
        return []
    known = {one.key: one for one in offered()}
    asked = [(program, known[key_of(program)]) for program in programs if key_of(program) in known]
    return [(program, one) for program, one in asked if not _has(profile, one.key)]


def asked_in(program: Program, profile: Profile) -> Training | None:
    """What this program asks of this person, nothing once it is done or was never asked."""
    return next((one for where, one in asked_of(profile) if where == program), None)


def _with_rule(enrollments: QuerySet[Enrollment]) -> list[Program]:
    """The programs whose newest policy has the rule. No format has it by itself, so that the
    document says it."""
    newer = Policy.objects.filter(program=OuterRef("program"), version__gt=OuterRef("version"))
    rules = Policy.objects.filter(program=OuterRef("program"), document__rules__contains=[RULE])
    rows = enrollments.filter(Exists(rules.filter(~Exists(newer))))
    return [row.program for row in rows.select_related("program").order_by("program_id")]


def _has(profile: Profile, key: str) -> bool:
    return any(profile.pk in source.finished(key, [profile.pk]) for source in SOURCES)
