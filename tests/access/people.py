"""Rows of the people package: profiles, directory, HR's people and skills."""

from tests.access.rows import EVERYONE, NO_POST, row

ROWS = {
    "skill-options": row(EVERYONE, NO_POST),
    "person-options": row(EVERYONE, NO_POST),
}
