"""Concerns for tests of this room: Ben reports, Hana and Ines are HR."""

from django.utils import timezone

from checkins import concerns
from profiles.models import RoleGrant
from tests.people import make_hr

WORDS = "He told my manager what I said about the salary."


def make_ines():
    return make_hr("Ines Moreau", department="People")


def report(cast, *, reporter=None, pair=None, named=(), readers=None, now=None, **fields):
    """A concern of Ben's; every possible reader but those left out reads it."""
    reporter = reporter or cast.ben
    possible = concerns.readers(reporter, pair=pair)
    given = concerns.Report(
        **({"kind": "passed_on", "words": WORDS} | fields),
        readers=possible if readers is None else readers,
        named=named,
        pair=pair,
    )
    return concerns.report(reporter, given, now=now or timezone.now())


def taken(cast, concern=None):
    concern = concern or report(cast)
    concerns.take(concern, cast.hana, seen=None, now=timezone.now())
    concern.refresh_from_db()
    return concern


def promoted(person):
    """Somebody of the cast with the HR role."""
    RoleGrant.objects.create(user=person.user, role=RoleGrant.Role.HR)
    return person
