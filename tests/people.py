"""The fixed cast and the factories of the suite.

Ada mentors Ben in "Spring Mentoring", which Cora coordinates; Dan is in the same program but in
no pair (a stranger to theirs); Emil is an employee outside it; Otto coordinates another program;
Hana is HR; Sue is a superuser, which gives her nothing.
"""

import datetime as dt
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.utils import timezone

from matching.models import Coordinator, Enrollment, Pair, Policy, Program
from profiles.models import Goal, Offer, Profile, RoleGrant, Skill, User

TODAY = dt.date(2027, 5, 24)
NOW = dt.datetime(2027, 5, 24, 9, 0, tzinfo=dt.UTC)


def make_person(name="Mei Chen", *, email=None, superuser=False, **fields) -> Profile:
    email = email or name.lower().replace(" ", ".") + "@example.com"
    user = User.objects.create_user(email, is_superuser=superuser)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    fields = {"time_zone": "Europe/Madrid", "languages": ["en"], "department": "Product"} | fields
    return Profile.objects.create(user=user, name=name, **fields)


def make_hr(name="Hana Suzuki", **fields) -> Profile:
    person = make_person(name, **fields)
    RoleGrant.objects.create(user=person.user, role=RoleGrant.Role.HR)
    return person


def make_skill(name="Negotiation", **fields) -> Skill:
    return Skill.objects.get_or_create(name=name, defaults={"category": "Business"} | fields)[0]


def make_offer(profile, skill="Negotiation", level=4) -> Offer:
    return Offer.objects.create(profile=profile, skill=make_skill(skill), level=level)


def make_goal(profile, skill="Negotiation", **fields) -> Goal:
    fields = {"current_level": 1, "target_level": 3, "sentence": "Lead a client workshop."} | fields
    return Goal.objects.create(profile=profile, skill=make_skill(skill), **fields)


def make_program(name="Spring Mentoring", *, today=None, policy=None, **fields) -> Program:
    """A running program whose sign-up is open on `today` (default: the real today)."""
    today = today or timezone.now().date()
    defaults = {
        "format": Program.Format.MENTORING,
        "state": Program.State.RUNNING,
        "sign_up_opens": today - dt.timedelta(days=7),
        "sign_up_closes": today + dt.timedelta(days=14),
        "matching_on": today + dt.timedelta(days=21),
        "starts_on": today + dt.timedelta(days=28),
        "ends_on": today + dt.timedelta(days=210),
    }
    program = Program.objects.create(name=name, **(defaults | fields))
    Policy.objects.create(program=program, version=1, document=policy or {"format": program.format})
    return program


def enroll(program, profile, role="mentee", **fields) -> Enrollment:
    return Enrollment.objects.create(program=program, profile=profile, role=role, **fields)


def make_pair(program, mentor: Enrollment, mentee: Enrollment, **fields) -> Pair:
    """A pair as Publish leaves it once the mentor has said yes, with the places it takes."""
    today = timezone.now().date()
    defaults = {
        "state": Pair.State.ACTIVE,
        "starts_on": today,
        "ends_on": today + dt.timedelta(days=180),
        "visible_at": timezone.now() - dt.timedelta(days=1),
        "reasons": ["Ada offers negotiation, which Ben asked for."],
    }
    pair = Pair.objects.create(
        program=program,
        mentor_enrollment=mentor,
        mentee_enrollment=mentee,
        mentor=mentor.profile,
        mentee=mentee.profile,
        **(defaults | fields),
    )
    if pair.is_open:
        for enrollment in (mentor, mentee):
            enrollment.used += 1
            enrollment.save(update_fields=["used"])
        mentor.profile.mentoring_used += 1
        mentor.profile.save(update_fields=["mentoring_used"])
    return pair


@dataclass
class Cast:
    ada: Profile
    ben: Profile
    cora: Profile
    dan: Profile
    emil: Profile
    otto: Profile
    hana: Profile
    sue: Profile
    program: Program
    other_program: Program
    ada_enrolled: Enrollment
    ben_enrolled: Enrollment
    dan_enrolled: Enrollment
    pair: Pair
    # Rows other packages add for the access table, by name (see tests/access).
    extra: dict = field(default_factory=dict)

    def readers(self) -> dict[str, Profile | None]:
        """The columns of the access table, in their order."""
        return {
            "anonymous": None,
            "employee": self.emil,
            "mentor": self.ada,
            "mentee": self.ben,
            "stranger": self.dan,
            "coordinator": self.cora,
            "other_coordinator": self.otto,
            "hr": self.hana,
            "superuser": self.sue,
        }


def build_cast() -> Cast:
    ada = make_person("Ada Obi", level=7, department="Product", site="Madrid", country="Spain")
    ben = make_person("Ben Ito", level=3, department="Finance", site="Madrid", country="Spain")
    cora = make_person("Cora Lind", level=6, department="People")
    dan = make_person("Dan Weiss", level=4, department="Sales")
    emil = make_person("Emil Novak", level=4, department="Legal")
    otto = make_person("Otto Berg", level=6, department="People")
    hana = make_hr("Hana Suzuki", level=6, department="People")
    sue = make_person("Sue Park", level=5, department="IT", superuser=True)
    make_offer(ada)
    make_goal(ben)
    program = make_program()
    other_program = make_program("Autumn Buddies", format=Program.Format.BUDDY)
    Coordinator.objects.create(program=program, user=cora.user)
    Coordinator.objects.create(program=other_program, user=otto.user)
    ada_enrolled = enroll(program, ada, "mentor", capacity=2)
    ben_enrolled = enroll(program, ben)
    dan_enrolled = enroll(program, dan)
    pair = make_pair(program, ada_enrolled, ben_enrolled)
    return Cast(
        ada, ben, cora, dan, emil, otto, hana, sue, program, other_program,
        ada_enrolled, ben_enrolled, dan_enrolled, pair,
    )  # fmt: skip
