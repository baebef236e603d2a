"""Many pairs of one program at once, written in a few statements."""

import datetime as dt

from django.utils import timezone

from matching.models import Enrollment, Pair
from profiles.models import Profile, User
from tests.people import make_program


def people(n: int, *, prefix="p", **fields) -> list[Profile]:
    users = User.objects.bulk_create(
        [User(email=f"{prefix}{k}@example.com", password="!") for k in range(n)]
    )
    fields = {"time_zone": "UTC", "languages": ["en"], "department": "Product"} | fields
    return Profile.objects.bulk_create(
        [Profile(user=user, name=f"{prefix} {k}", **fields) for k, user in enumerate(users)]
    )


def pairs(n: int, *, program=None, prefix="p", weeks_ago=8, **fields) -> list[Pair]:
    """Active pairs of two people each that started so many weeks ago."""
    program = program or make_program(f"Program {prefix}")
    everybody = people(2 * n, prefix=prefix)
    rows = Enrollment.objects.bulk_create(
        [
            Enrollment(program=program, profile=person, role=role, used=1, capacity=1)
            for person, role in zip(everybody, ["mentor", "mentee"] * n, strict=True)
        ]
    )
    start = timezone.now() - dt.timedelta(weeks=weeks_ago)
    values = {
        "state": Pair.State.ACTIVE,
        "starts_on": start.date(),
        "ends_on": start.date() + dt.timedelta(days=180),
        "visible_at": start,
    } | fields
    return Pair.objects.bulk_create(
        [
            Pair(
                program=program,
                mentor_enrollment=mentor,
                mentee_enrollment=mentee,
                mentor=mentor.profile,
                mentee=mentee.profile,
                **values,
            )
            for mentor, mentee in zip(rows[::2], rows[1::2], strict=True)
        ]
    )
