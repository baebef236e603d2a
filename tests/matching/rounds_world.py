"""A small program with a round to play with: three mentors, four mentees, one of whom wants a skill
nobody offers."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from matching import rounds, runs
from matching.models import Coordinator, Enrollment, Program, Proposal, Round, Run
from profiles.models import Profile
from tests.people import enroll, make_goal, make_hr, make_offer, make_person, make_program

HOURS = [24 + 14, 24 + 15, 24 + 16, 48 + 9]


@dataclass
class World:
    program: Program
    round: Round
    hana: Profile
    cora: Profile
    mentors: dict[str, Enrollment]
    mentees: dict[str, Enrollment]

    def proposal(self, mentee: str) -> Proposal:
        return Proposal.objects.with_people().get(round=self.round, mentee=self.mentees[mentee])

    def run(self) -> Run:
        """Ask for a run and execute it here."""
        runs.request(self.round, by=self.hana.user)
        done = runs.execute_next("test", now=timezone.now())
        self.round.refresh_from_db()
        return done


def make_world(**fields) -> World:
    hana, cora = make_hr(), make_person("Cora Lind")
    program = make_program(**fields)
    Coordinator.objects.create(program=program, user=cora.user)
    mentors = {
        name.split()[0]: mentor(program, name, skills)
        for name, skills in (
            ("Ada Obi", ("Negotiation", "Presenting")),
            ("Sofia Rossi", ("Negotiation", "SQL")),
            ("Jonas Berg", ("SQL", "Presenting")),
        )
    }
    mentees = {
        name.split()[0]: mentee(program, name, skills)
        for name, skills in (
            ("Ben Ito", ("Negotiation",)),
            ("Priya Nair", ("SQL", "Presenting")),
            ("Omar Haddad", ("Presenting",)),
            ("Rust Fan", ("Rust",)),
        )
    }
    round_, _ = rounds.open_round(program, by=hana.user)
    return World(program, round_, hana, cora, mentors, mentees)


def mentor(program, name, skills, *, capacity=1, level=7, **fields) -> Enrollment:
    person = make_person(name, level=level, weekly_hours=HOURS, mentoring_limit=5, **fields)
    for skill in skills:
        make_offer(person, skill)
    return enroll(program, person, "mentor", capacity=capacity)


def mentee(program, name, skills, *, level=4, department="Finance", **fields) -> Enrollment:
    person = make_person(name, level=level, weekly_hours=HOURS, department=department, **fields)
    for priority, skill in enumerate(skills, 1):
        make_goal(person, skill, priority=priority)
    return enroll(program, person)


def yesterday() -> dt.date:
    return timezone.now().date() - dt.timedelta(days=1)
