"""Rows of the people package: profiles, directory, HR's people and skills."""

import datetime as dt

from profiles.models import Holiday, Skill
from tests.access.rows import EVERYONE, HR_ONLY, NO_GET, NO_POST, row
from tests.people import make_person

HR_ACT = "L - - - - - - > -"
OWN = "L > > > > > > > >"


def any_skill(cast) -> int:
    return Skill.objects.get(name="Negotiation").pk


def a_holiday(cast):
    Holiday.objects.create(pk=900, day=dt.date(2030, 12, 25), name="Christmas Day")


def a_leaver(cast):
    cast.extra["zoe"] = make_person("Zoe Quist", is_active=False).pk


ROWS = {
    "skill-options": row(EVERYONE, NO_POST),
    "known-skill-options": row(EVERYONE, NO_POST),
    "person-options": row(EVERYONE, NO_POST),
    "language-options": row(EVERYONE, NO_POST),
    "my-profile": row(EVERYONE, NO_POST),
    "edit-about": row(EVERYONE, EVERYONE),
    "edit-offers": row(EVERYONE, EVERYONE, data=lambda c: {"add_text": "Nowhere to be found"}),
    "edit-goals": row(EVERYONE, EVERYONE, data=lambda c: {"add_text": "Nowhere to be found"}),
    "edit-hours": row(EVERYONE, EVERYONE),
    "confirm-time-zone": row(NO_GET, OWN, data=lambda c: {"time_zone": "Europe/Paris"}),
    "matching-preferences": row(EVERYONE, EVERYONE),
    "exclude-people": row(NO_GET, EVERYONE),
    "allow-person": row(NO_GET, OWN, pk=lambda c: c.cora.pk),
    "settings": row(EVERYONE, NO_POST),
    "my-data": row(EVERYONE, NO_POST),
    "download-my-data": row(EVERYONE, NO_POST),
    # Hana is the only HR admin: she is asked to give the role away first.
    "erase-me": row(EVERYONE, "L L L L L L L R L"),
    "people": row(EVERYONE, NO_POST),
    # Oneself is led to one's own profile.
    "person": row("L R > R R R R R R", NO_POST, pk=lambda c: c.ada.pk),
    # Coordinators read it too, each about their own programs.
    "hr-overview": row("L - - - - R R R -", NO_POST),
    "hr-people": row(HR_ONLY, NO_POST),
    "hr-person": row(HR_ONLY, NO_POST, pk=lambda c: c.ada.pk),
    "hr-person-deactivate": row(HR_ONLY, HR_ACT, pk=lambda c: c.otto.pk),
    "hr-person-reactivate": row(NO_GET, HR_ACT, pk=lambda c: c.otto.pk),
    "hr-person-erase": row(HR_ONLY, HR_ACT, pk=lambda c: c.extra["zoe"], prepare=a_leaver),
    "hr-holidays": row(HR_ONLY, HR_ONLY),
    "remove-holiday": row(NO_GET, HR_ACT, pk=lambda c: 900, prepare=a_holiday),
    "hr-skills": row(HR_ONLY, NO_POST),
    "hr-skills-import": row(HR_ONLY, HR_ONLY),
    "hr-skills-import-apply": row(NO_GET, HR_ACT),
    "hr-skill": row(HR_ONLY, HR_ONLY, pk=any_skill),
    "hr-skill-merge": row(NO_GET, HR_ONLY, pk=any_skill),
    "hr-skill-approve": row(NO_GET, HR_ACT, pk=any_skill),
    "hr-skill-reject": row(NO_GET, HR_ACT, pk=any_skill),
    "hr-skill-retire": row(NO_GET, HR_ACT, pk=any_skill),
    "hr-skill-bring-back": row(NO_GET, HR_ACT, pk=any_skill),
}
