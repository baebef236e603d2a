"""Who stands above or below somebody, at any distance; a ring among managers ends the walk."""

from django.db import connection

from profiles.models import Profile

ABOVE = """
WITH RECURSIVE line AS (
    SELECT manager_id AS id FROM profiles_profile WHERE id = %s AND manager_id IS NOT NULL
    UNION
    SELECT p.manager_id FROM profiles_profile p JOIN line ON p.id = line.id
    WHERE p.manager_id IS NOT NULL
)
SELECT id FROM line
"""
BELOW = """
WITH RECURSIVE line AS (
    SELECT id FROM profiles_profile WHERE manager_id = %s
    UNION
    SELECT p.id FROM profiles_profile p JOIN line ON p.manager_id = line.id
)
SELECT id FROM line
"""


def above(person: Profile) -> set[int]:
    return _walk(ABOVE, person) - {person.pk}


def below(person: Profile) -> set[int]:
    return _walk(BELOW, person) - {person.pk}


def _walk(statement: str, person: Profile) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [person.pk])
        return {row[0] for row in cursor.fetchall()}
