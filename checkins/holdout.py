"""Who does not get an optional template, so that its lift can be measured.

A tenth of the people, chosen by person and template alone: the same today, next week and on every
machine. Only tips are ever held back; help, questions and reminders go to everybody.
"""

import hashlib
import json

SHARE = 10
SALT = "2027"


def is_held(profile_id: int, template: str) -> bool:
    """
    >>> sum(is_held(person, "tip-4") for person in range(1000)) in range(70, 131)
    True
    """
    text = json.dumps([SALT, template, profile_id])
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8]) % 100 < SHARE
